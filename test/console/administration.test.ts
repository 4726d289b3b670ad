/** The console's administration: users, roles and tokens, what describes records and links, the client's settings. */
import type { Locator, Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { demoFixtures } from '#linkwright/cli/demo-fixtures.js';
import {
  accessibilityFaults,
  inBrowser,
  openWindow,
  startConsole,
  type WindowOptions,
} from '../support/browser.js';
import { required } from '../support/required.js';
import { consoleStore } from '../support/stores.js';

const [claims] = demoFixtures;
const fixtures = [
  {
    ...claims,
    roles: [{ name: 'Viewer', grants: { '*': ['View'], Claim: ['Edit'] } }],
    users: [
      { user: 'ada', password: 'correct-horse', administrator: true },
      { user: 'vera', roles: ['Viewer'] },
    ],
  },
];

inBrowser('administration in the console', consoleStore('sqlite'), async (store) => {
  const server = await startConsole(store, fixtures);
  const ada = await server.token('ada');
  const call = (method: string, path: string, body?: unknown, token = ada) =>
    server.call(method, path, { token, body });
  const open = async (section: string, { as = ada, ...options }: WindowOptions & { as?: string } = {}) => {
    const page = await openWindow(server, { token: as, path: `/administration/${section}`, ...options });
    await page.getByRole('heading', { level: 1 }).waitFor();
    return page;
  };
  const press = (where: Page | Locator, name: string) =>
    where.getByRole('button', { name, exact: true }).click();
  const fill = (where: Page | Locator, label: string, value: string) =>
    where.getByLabel(label, { exact: true }).fill(value);
  const choose = async (page: Page, where: Page | Locator, label: string, option: string) => {
    await where.getByRole('combobox', { name: label }).click();
    await page.getByRole('option', { name: option, exact: true }).click();
  };
  const told = (page: Page, text: string) =>
    page.getByRole('alert').getByText(text, { exact: false }).waitFor();
  const gone = (where: Locator) => where.waitFor({ state: 'hidden' });

  test('is for administrators alone, and others do not find the way', async () => {
    const page = await open('users', { as: await server.token('vera') });
    await page.getByText('You may not open this page').waitFor();
    await expect.poll(() => page.getByRole('link', { name: 'Administration' }).count()).toBe(0);
    await expect.poll(() => page.getByText('ada').count()).toBe(0);
  });

  test('makes a role in the grid and a user who then may do just that', async () => {
    const page = await open('roles');
    await press(page, 'New role');
    await fill(page.getByRole('dialog'), 'Name', 'Adjusters');
    await press(page.getByRole('dialog'), 'Set what it grants');
    const grid = page.getByRole('table', { name: 'What Adjusters grants' });
    await grid.getByRole('checkbox', { name: 'View on All domains' }).check();
    const implied = grid.getByRole('checkbox', { name: 'View on Claim, by all domains' });
    await expect.poll(() => implied.isChecked()).toBe(true);
    await grid.getByRole('checkbox', { name: 'Attach contacts on Claim' }).check();
    await page.getByText('Not saved yet.').waitFor();
    await press(page, 'Save what it grants');
    await page.getByText('Adjusters is saved. It holds at once.').waitFor();
    const { body: roles } = await call('GET', '/api/Roles');
    const made = roles.find(({ Name }) => Name === 'Adjusters');
    expect(made?.Grants).toEqual({ '*': ['View'], Claim: ['AttachContacts'] });

    await page.getByRole('navigation', { name: 'Sections of administration' }).getByText('Users').click();
    await press(page, 'New user');
    const form = page.getByRole('dialog', { name: 'New user' });
    await fill(form, 'Name', 'mia');
    await choose(page, form, 'Roles', 'Adjusters');
    await page.keyboard.press('Tab');
    await fill(form, 'Password', 'short');
    await press(form, 'Save the user');
    await form.getByText('Password must be a string of 8 to 1000 characters', { exact: false }).waitFor();
    await fill(form, 'Password', 'battery-staple');
    await press(form, 'Save the user');
    await page.getByText('mia is made.').waitFor();
    await page
      .getByRole('table', { name: 'Users' })
      .getByRole('row', { name: /mia.*Adjusters/ })
      .waitFor();

    const signIn = await call('POST', '/Authentication/Authenticate', {
      Account: 'Demo',
      ClientName: 'Claims',
      User: 'mia',
      Password: 'battery-staple',
    });
    const mia = signIn.body.token;
    const link = { ParentRecordID: 5001, ChildDomain: 'Contact', ChildRecordID: 2001, ParentDomain: 'Claim' };
    expect((await call('POST', '/api/Link/Upsert', link, mia)).status).toBe(200);
    expect((await call('POST', '/api/Link/Remove', link, mia)).status).toBe(403);
    expect((await call('GET', '/api/Policy/67890', undefined, mia)).status).toBe(200);
    expect((await call('PUT', '/api/Claim/5001', { Status: 'Closed' }, mia)).status).toBe(403);
  });

  test('the grid is gone through and set with the keyboard alone', async () => {
    const page = await open('roles?role=Viewer');
    const box = (name: string) => page.getByRole('checkbox', { name, exact: true });
    await box('View on All domains').focus();
    const press = (key: string) => page.keyboard.press(key);
    const isFocused = async (name: string) =>
      await expect.poll(() => box(name).evaluate((each) => each === document.activeElement)).toBe(true);
    await press('ArrowRight');
    await isFocused('Edit on All domains');
    for (const key of ['ArrowDown', 'ArrowDown', 'ArrowRight']) await press(key);
    await isFocused('Attach contacts on Claim');
    await press('Space');
    await expect.poll(() => box('Attach contacts on Claim').isChecked()).toBe(true);
    for (const key of ['ArrowLeft', 'ArrowLeft']) await press(key);
    await isFocused('View on Claim, by all domains');
    await press('Space');
    await expect.poll(() => box('View on Claim, by all domains').isChecked()).toBe(true);
    // At the edge there is nowhere to go.
    await press('ArrowLeft');
    await isFocused('View on Claim, by all domains');
    await page.getByRole('link', { name: 'Overview' }).focus();
    await press('Enter');
    await page.getByRole('dialog', { name: 'Leave without saving?' }).waitFor();
    await press('Enter');
    await page.getByRole('button', { name: 'Discard the changes' }).focus();
    await press('Enter');
    await expect.poll(() => box('Attach contacts on Claim').isChecked()).toBe(false);
    await page.getByRole('link', { name: 'Overview' }).click();
    await page.getByRole('heading', { level: 1, name: 'Overview' }).waitFor();
  });

  test('the last administrator stays, a role that users have too, and why is said', async () => {
    const page = await open('users');
    await press(page, 'Change ada');
    const form = page.getByRole('dialog', { name: 'Change ada' });
    await form.getByRole('switch', { name: 'Administrator' }).uncheck();
    await press(form, 'Save the user');
    await told(page, "'ada' is the last user that may administer the client.");
    await expect.poll(() => form.getByRole('switch', { name: 'Administrator' }).isChecked()).toBe(false);
    await press(form, 'Cancel');
    await press(page, 'Delete vera');
    const asked = page.getByRole('dialog', { name: 'Delete vera' });
    await press(asked, 'Cancel');
    await gone(asked);
    await page.getByRole('button', { name: 'Delete vera' }).and(page.locator(':focus')).waitFor();
    await page.getByRole('link', { name: 'Roles', exact: true }).click();
    await press(page, 'Delete Viewer');
    await press(page.getByRole('dialog'), 'Delete Viewer');
    await told(page, "1 user has the role 'Viewer': 'vera'.");
  });

  test('finds users, takes their password away, and deletes them', async () => {
    await call('PUT', '/api/Users/zoe', { Password: 'battery-staple' });
    const page = await open('users');
    const table = page.getByRole('table', { name: 'Users' });
    await fill(page, 'Search', 'ZO');
    await expect.poll(() => table.getByRole('row').count()).toBe(2);
    await press(page, 'Change zoe');
    const form = page.getByRole('dialog', { name: 'Change zoe' });
    await form.getByRole('checkbox', { name: 'Take the password away', exact: false }).check();
    await press(form, 'Save the user');
    await table.getByRole('row', { name: /zoe.*With tokens alone/ }).waitFor();
    await press(page, 'Delete zoe');
    await press(page.getByRole('dialog'), 'Delete zoe');
    await page.getByText('Nothing fits what you search for.').waitFor();
    const { body } = await call('GET', '/api/Users');
    expect(body.map(({ Name }) => Name)).not.toContain('zoe');
    await press(page, 'New user');
    await fill(page.getByRole('dialog'), 'Name', 'vera');
    await press(page.getByRole('dialog'), 'Save the user');
    await page.getByText("There is a user 'vera' already.").waitFor();
  });

  test('a token is shown once, works, and is refused when it is revoked', async () => {
    const page = await open('tokens');
    await press(page, 'New token');
    const form = page.getByRole('dialog', { name: 'New token' });
    await fill(form, 'Name', 'night run');
    await fill(form, 'Days that it is valid for', '30');
    await press(form, 'Make the token');
    const made = page.getByRole('dialog', { name: 'The new token' });
    await made.getByText('it is not shown again', { exact: false }).waitFor();
    const token = await made.getByRole('textbox', { name: 'Token' }).innerText();
    expect(await accessibilityFaults(page)).toEqual([]);
    await made.getByRole('button', { name: 'Copy the token' }).waitFor();
    expect((await call('GET', '/api/Me', undefined, token)).body).toMatchObject({ User: 'ada' });
    await press(made, 'I have copied it');
    await gone(made);
    await expect.poll(() => page.getByText(token).count()).toBe(0);
    const row = page.getByRole('table', { name: 'Tokens' }).getByRole('row', { name: /^night run ada/ });
    await row.waitFor();
    const { body } = await call('GET', '/api/Tokens?user=ada');
    const { ExpiresAt } = required(body.find(({ Name }) => Name === 'night run'));
    const days = (Date.parse(ExpiresAt) - Date.now()) / 86_400_000;
    expect(Math.round(days)).toBe(30);
    await press(page, 'Revoke Token night run of ada');
    await press(page.getByRole('dialog'), 'Revoke Token night run of ada');
    await gone(row);
    expect((await call('GET', '/api/Me', undefined, token)).status).toBe(401);
  });

  test('a token is bound to some of its user’s roles', async () => {
    const page = await open('tokens');
    await press(page, 'New token');
    const form = page.getByRole('dialog', { name: 'New token' });
    await form.getByText('ada has no roles: the token may do all that the user may.').waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await fill(form, 'Name', 'reading alone');
    await choose(page, form, 'User', 'vera');
    await choose(page, form, 'Roles', 'Viewer');
    await press(form, 'Make the token');
    await press(page.getByRole('dialog', { name: 'The new token' }), 'I have copied it');
    const table = page.getByRole('table', { name: 'Tokens' });
    await table.getByRole('row', { name: /^reading alone vera Viewer/ }).waitFor();
    const { body } = await call('GET', '/api/Tokens?user=vera');
    expect(body.find(({ Name }) => Name === 'reading alone')).toMatchObject({ Roles: ['Viewer'] });
  });

  test('a relationship is added, limited and dropped, and one that links carry is not', async () => {
    const page = await open('relationships');
    await press(page, 'New relationship');
    const form = page.getByRole('dialog', { name: 'New relationship' });
    await fill(form, 'Code', 'adjuster');
    await press(form, 'Save the relationship');
    await form.getByText('adjuster', { exact: false }).filter({ hasText: 'already' }).waitFor();
    await fill(form, 'Code', 'Surveyor');
    await choose(page, form, 'Limit on another domain', 'Claim');
    await press(form, 'Save the relationship');
    const table = page.getByRole('table', { name: 'Relationships' });
    await table.getByRole('row', { name: /Surveyor.*Claim: at most 1/ }).waitFor();
    const link = (contact: number) =>
      call('POST', '/api/Link/Upsert', {
        ParentDomain: 'Claim',
        ParentRecordID: 5002,
        ChildDomain: 'Contact',
        ChildRecordID: contact,
        Relationship: 'Surveyor',
      });
    expect((await link(2001)).status).toBe(200);
    expect((await link(2003)).headers.get('Error-Code')).toBe('relationship_limit');

    await press(page, 'Drop Surveyor');
    await press(page.getByRole('dialog'), 'Drop Surveyor');
    await told(page, 'link');
    await press(page.getByRole('dialog'), 'Cancel');
    await press(page, 'Change Surveyor');
    await press(page.getByRole('dialog'), 'Lift the limit on Claim');
    await fill(page.getByRole('dialog'), 'Description', 'Looks at the damage');
    await press(page.getByRole('dialog'), 'Save the relationship');
    await table.getByRole('row', { name: /Surveyor Looks at the damage None/ }).waitFor();
    expect((await link(2003)).status).toBe(200);
  });

  test('a domain of one’s own is made with fields of each type', async () => {
    const page = await open('domains');
    await press(page, 'New domain');
    const form = page.getByRole('dialog', { name: 'New domain' });
    await fill(form, 'Name', '1x');
    await press(form, 'Make the domain');
    await form.getByText('Custom.1x', { exact: false }).waitFor();
    await fill(form, 'Name', 'Vessel');
    await fill(form, 'Label', 'Vessel');
    await form.getByRole('checkbox', { name: 'Its records may be children of links' }).check();
    await press(form, 'Make the domain');
    await page.getByText('It has no field yet').waitFor();
    const add = async (
      name: string,
      type: string,
      more: (field: Locator) => Promise<void> = async () => {},
    ) => {
      await press(page, 'New field');
      const field = page.getByRole('dialog', { name: 'New field' });
      await fill(field, 'Name', name);
      await choose(page, field, 'Type', type);
      await more(field);
      await press(field, 'Save the field');
      await gone(field);
    };
    await add('Name', 'Text');
    await add('Tonnage', 'Number');
    await add('Built', 'Date');
    await add('SeenAt', 'Date and time');
    await add('Sails', 'Yes or no');
    await add('Flag', 'One of several codes', (field) => fill(field, 'Codes', 'NL\nDE\n\n PA '));
    await add('Owner', 'A record of another domain', (field) =>
      choose(page, field, 'Domain that it refers to', 'Contact'),
    );
    const { body: fields } = await call('GET', '/api/Metadata/Domains/Custom.Vessel/DataDictionary');
    expect(fields.map(({ Name, Type }) => [Name, Type])).toEqual([
      ['Name', 'Text'],
      ['Tonnage', 'Numeric'],
      ['Built', 'Date'],
      ['SeenAt', 'DateTime'],
      ['Sails', 'Boolean'],
      ['Flag', 'Coded'],
      ['Owner', 'Association'],
    ]);
    expect(fields[5]?.Codes).toEqual(['NL', 'DE', 'PA']);
    expect(fields[6]?.RefersTo).toBe('Contact');
    const domains = (await call('GET', '/api/Domains')).body;
    expect(domains).toContainEqual(expect.objectContaining({ Name: 'Custom.Vessel', Linkable: true }));

    await call('POST', '/api/Custom.Vessel', { Name: 'Fram', Flag: 'NL' });
    await press(page, 'Change Flag');
    await fill(page.getByRole('dialog'), 'Codes', 'DE');
    await press(page.getByRole('dialog'), 'Save the field');
    await page.getByRole('dialog').getByText('NL', { exact: false }).last().waitFor();
    await press(page.getByRole('dialog'), 'Cancel');
    await press(page, 'Drop Flag');
    await press(page.getByRole('dialog'), 'Drop Flag');
    await told(page, 'record');
    await press(page.getByRole('dialog'), 'Cancel');
    await press(page, 'Drop Built');
    await press(page.getByRole('dialog'), 'Drop Built');
    await page.getByText('Built is dropped.').waitFor();
    await page.getByRole('link', { name: 'All domains' }).click();
    await press(page, 'Drop Vessel');
    await press(page.getByRole('dialog'), 'Drop Vessel');
    await told(page, 'record');
    await expect.poll(() => page.getByRole('button', { name: 'Drop Claim' }).count()).toBe(0);
  });

  test('link identity goes there, and back only while no pair has several links', async () => {
    const page = await open('client');
    const either = (name: string) => page.getByRole('radio', { name, exact: true });
    await either('One link for two records and a relationship').check();
    await press(page, 'Save the link identity');
    await page.getByText('The link identity is saved.', { exact: false }).waitFor();
    for (const Relationship of ['Claimant', 'Witness'])
      await call('POST', '/api/Link/Upsert', {
        ParentDomain: 'Policy',
        ParentRecordID: 67890,
        ChildDomain: 'Contact',
        ChildRecordID: 2001,
        Relationship,
      });
    await either('One link for two records').check();
    await press(page, 'Save the link identity');
    await told(page, '1 pair has several links: Policy 67890 with Contact 2001.');
    expect((await call('GET', '/api/Client')).body.LinkIdentity).toBe('relationship');
    await call('POST', '/api/Link/Remove', {
      ParentDomain: 'Policy',
      ParentRecordID: 67890,
      ChildDomain: 'Contact',
      ChildRecordID: 2001,
    });
    await press(page, 'Save the link identity');
    await expect.poll(async () => (await call('GET', '/api/Client')).body.LinkIdentity).toBe('pair');
  });

  test('shows how much there is of the client, and what the server takes', async () => {
    const page = await open('client');
    const sizes = page.getByRole('table', { name: 'Sizes' });
    const { body } = await call('GET', '/api/Client/Sizes');
    for (const { Domain, Records, Links } of body.Domains.slice(0, 3))
      await sizes.getByRole('row', { name: `${Domain} ${Records} ${Links}`, exact: true }).waitFor();
    const limits = page.getByRole('table', { name: 'Limits of the server' });
    await limits.getByRole('row', { name: 'Content of one file 1 GB' }).waitFor();
    await limits.getByRole('row', { name: 'A session lasts 30 minutes' }).waitFor();
  });

  test.each([
    ['users', 'New user'],
    ['tokens', 'New token'],
    ['relationships', 'Change Adjuster'],
    ['domains', 'New domain'],
    ['domains?domain=Claim', 'New field'],
    ['users', 'Delete vera'],
  ])('in %s, what "%s" opens is accessible', async (section, button) => {
    const page = await open(section);
    await press(page, button);
    await page.getByRole('dialog').getByRole('button').first().waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
  });
});
