/** What is linked to a record, in the console: attached, changed, removed, undone; by several people at once. */
import type { Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import {
  accessibilityFaults,
  inBrowser,
  openWindow,
  phone,
  sideways,
  startConsole,
  type WindowOptions,
} from '../support/browser.js';
import { claimsFixture, crowdFixture, rolesFixture } from '../support/records-console.js';
import { required } from '../support/required.js';
import type { TestServer } from '../support/server.js';
import { consoleStore } from '../support/stores.js';

inBrowser('the links of a record in the console', consoleStore('sqlite'), (store) => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startConsole(store, [claimsFixture, rolesFixture, crowdFixture]);
  });

  const open = async (
    path: string,
    user = 'ada',
    { client = 'Claims', ...options }: WindowOptions & { client?: string } = {},
  ) => openWindow(server, { token: await server.token(user, client), path, ...options });
  const attached = (page: Page, role: string) => page.getByRole('table', { name: role, exact: true });
  const linksOf = async (path: string, client = 'Claims') => {
    const token = await server.token('ada', client);
    const { body } = await server.call('GET', `/api/Link/Query?${path}`, { token });
    return body.map(({ LinkID, ChildID, ContactType }) => ({ LinkID, ChildID, ContactType }));
  };
  /** Takes back what a message in the corner tells. */
  const undo = (page: Page, message: string) =>
    page.getByRole('alert').filter({ hasText: message }).getByRole('button', { name: 'Undo' }).click();
  const choose = async (page: Page, label: string, words: string, option: string) => {
    await page.getByRole('combobox', { name: label }).fill(words);
    await page.getByRole('option', { name: new RegExp(`^${option}`) }).click();
  };

  test('are made, changed and removed, and each of it is undone', async () => {
    const page = await open('/records/Claim/5001');
    await page.getByText('No contact is attached').waitFor();
    await page.getByRole('button', { name: 'Attach a contact' }).click();
    const dialog = page.getByRole('dialog', { name: 'Attach to CLM-2026-0001: Contact' });
    // Its list is open already.
    await page.getByRole('option').first().waitFor();
    await page.keyboard.press('Escape');
    await dialog.getByRole('button', { name: 'Attach', exact: true }).click();
    await dialog.getByText('Choose a record.').waitFor();
    await choose(page, 'Contact', 'mar jen', 'Maria Jensen');
    await choose(page, 'Relationship', 'wit', 'Witness');
    await dialog.getByText('Maria Jensen will be attached to CLM-2026-0001 as Witness.').waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Attach', exact: true }).click();
    await attached(page, 'Witness').getByRole('link', { name: 'Maria Jensen' }).waitFor();
    await page.getByRole('tab', { name: 'Contacts 1' }).waitFor();

    await undo(page, 'Maria Jensen is attached to CLM-2026-0001 as Witness.');
    await page.getByText('No contact is attached').waitFor();
    await page.getByRole('button', { name: 'Attach a contact' }).click();
    await choose(page, 'Contact', '2001', 'Maria Jensen');
    await page.getByText('Maria Jensen will be attached', { exact: false }).waitFor();
    await page.getByRole('dialog').getByRole('button', { name: 'Attach', exact: true }).click();
    await attached(page, 'Without a relationship').waitFor();

    await page.getByRole('button', { name: 'Change the relationship of Maria Jensen' }).click();
    await page.getByRole('option', { name: 'Adjuster' }).click();
    await attached(page, 'Adjuster').waitFor();
    await page.getByRole('button', { name: 'Change the relationship of Maria Jensen (Adjuster)' }).click();
    await page.getByRole('option', { name: 'Broker' }).click();
    await attached(page, 'Broker').waitFor();
    await undo(page, 'Maria Jensen is Broker now.');
    await attached(page, 'Adjuster').waitFor();
    const [link] = await linksOf('parentDomain=Claim&parentRecordID=5001&childDomain=Contact');

    await page.getByRole('button', { name: 'Remove Maria Jensen (Adjuster)' }).click();
    await undo(page, 'Maria Jensen is removed from CLM-2026-0001.');
    await attached(page, 'Adjuster').getByRole('link', { name: 'Maria Jensen' }).waitFor();
    const [again] = await linksOf('parentDomain=Claim&parentRecordID=5001&childDomain=Contact');
    expect(again).toEqual({ LinkID: required(link).LinkID, ChildID: 2001, ContactType: 'Adjuster' });

    await page.getByRole('tab', { name: 'History' }).click();
    const history = page.getByRole('list', { name: 'History', exact: true });
    await history.getByText('Maria Jensen is back as Adjuster').waitFor();
    const told = (await history.locator('> li').allInnerTexts()).map((entry) => entry.split('\n')[0]);
    expect(told).toEqual([
      'Maria Jensen is back as Adjuster',
      'Maria Jensen removed, was Adjuster',
      'Maria Jensen changed from Broker to Adjuster',
      'Maria Jensen changed from Adjuster to Broker',
      'Maria Jensen changed from no relationship to Adjuster',
      'Maria Jensen attached',
      'Maria Jensen removed, was Witness',
      'Maria Jensen attached as Witness',
      'survey.pdf attached',
      'The record was made',
    ]);
  });

  test('are to records that are found by words: what has none is not searched for', async () => {
    const page = await open('/records/Claim/5001');
    await page.getByRole('button', { name: 'Attach a contact' }).click();
    const contact = page.getByRole('combobox', { name: 'Contact' });
    await contact.fill('-');
    await page.getByRole('dialog').getByText('Not searched: it takes a letter or a digit.').first().waitFor();
    expect(await page.getByRole('option').count()).toBe(0);
    await contact.fill('jens');
    await page.getByRole('option', { name: 'Maria Jensen' }).click();
    expect(await page.getByRole('dialog').getByText('Not searched').count()).toBe(0);
    await page.getByRole('status').getByText('Maria Jensen', { exact: false }).waitFor();
  });

  test('of one contact are one where the client has it so: it is said that a relationship will change', async () => {
    const page = await open('/records/Claim/5002');
    await page.getByRole('button', { name: 'Attach a contact' }).click();
    await choose(page, 'Contact', 'okafor', 'Tom Okafor');
    await page.getByText('Tom Okafor is attached already as Claimant. Nothing changes.').waitFor();
    await choose(page, 'Relationship', 'Bro', 'Broker');
    await page.getByText('Tom Okafor is attached already as Claimant, and becomes Broker instead.').waitFor();
    await page.getByRole('dialog').getByRole('button', { name: 'Attach', exact: true }).click();
    await attached(page, 'Broker').waitFor();
    await undo(page, 'Tom Okafor is Broker now.');
    await attached(page, 'Claimant').waitFor();
    expect(await linksOf('parentDomain=Claim&parentRecordID=5002')).toEqual([
      { LinkID: 98, ChildID: 2002, ContactType: 'Claimant' },
    ]);
  });

  test('are found from the contact too, grouped by the domain of what it is on', async () => {
    const page = await open('/records/Contact/2003');
    const policies = page.getByRole('table', { name: 'Policy' });
    await policies.getByRole('link', { name: 'POL-2026-001' }).waitFor();
    await policies.getByRole('cell', { name: 'Insured', exact: true }).waitFor();
    await page.getByRole('tab', { name: 'On records 1' }).waitFor();
    await page.getByRole('button', { name: 'Change the relationship of POL-2026-001 (Insured)' }).click();
    await page.getByRole('option', { name: 'Broker' }).click();
    await policies.getByRole('cell', { name: 'Broker', exact: true }).waitFor();
    await undo(page, 'Hartmann & Söhne GmbH is Broker now.');
    await policies.getByRole('cell', { name: 'Insured', exact: true }).waitFor();
  });

  test('that somebody else makes, changes and removes are seen without loading the page again', async () => {
    const mine = await open('/records/Policy/67890');
    const other = await open('/records/Policy/67890?tab=contacts', 'ben');
    await attached(mine, 'Insured').waitFor();
    await other.getByRole('button', { name: 'Attach a contact' }).click();
    await choose(other, 'Contact', 'maria', 'Maria Jensen');
    await choose(other, 'Relationship', 'und', 'Underwriter');
    await other.getByRole('dialog').getByRole('button', { name: 'Attach', exact: true }).click();
    await attached(mine, 'Underwriter').getByRole('link', { name: 'Maria Jensen' }).waitFor();
    await mine.getByRole('tab', { name: 'Contacts 2' }).waitFor();

    await mine.getByRole('button', { name: 'Change the relationship of Maria Jensen (Underwriter)' }).click();
    await mine.getByRole('option', { name: 'Employer' }).click();
    await attached(other, 'Employer').getByRole('link', { name: 'Maria Jensen' }).waitFor();

    await mine.getByRole('tab', { name: 'History' }).click();
    const history = mine.getByRole('list', { name: 'History', exact: true });
    await history.getByText('Maria Jensen changed from Underwriter to Employer').waitFor();
    await other.getByRole('button', { name: 'Remove Maria Jensen (Employer)' }).click();
    await history.getByText('Maria Jensen removed, was Employer').waitFor();
    await history.getByText('by ben').first().waitFor();
  });

  test('are changed one by one where a contact has several relationships to a record', async () => {
    const page = await open('/records/Claim/5001', 'ada', { client: 'Roles' });
    const ofClaim = () => linksOf('parentDomain=Claim&parentRecordID=5001&childDomain=Contact', 'Roles');
    const before = await ofClaim();
    await page.getByRole('button', { name: 'Change the relationship of Alex Kim (Claimant)' }).click();
    await page.getByRole('option', { name: 'Broker' }).click();
    await attached(page, 'Broker').waitFor();
    expect(await ofClaim()).toEqual(
      before.map((link) => (link.LinkID === 101 ? { ...link, ContactType: 'Broker' } : link)),
    );

    // What is refused is said where it was asked for.
    const broker = attached(page, 'Broker');
    await broker.getByRole('button', { name: 'Change the relationship of Alex Kim (Broker)' }).click();
    await page.getByRole('option', { name: 'Witness', exact: true }).click();
    await broker.getByText('Unable to execute.', { exact: false }).waitFor();
    await broker.getByRole('combobox', { name: 'New relationship of Alex Kim (Broker)' }).click();
    await page.getByRole('option', { name: 'Adjuster' }).click();
    await broker.getByText('at most 1', { exact: false }).waitFor();
    await broker.getByRole('button', { name: 'Cancel' }).click();

    await broker.getByRole('button', { name: 'Remove Alex Kim (Broker)' }).click();
    await expect.poll(ofClaim).toEqual(before.filter(({ LinkID }) => LinkID !== 101));
    await undo(page, 'Alex Kim (C-2001) is removed from CLM-2026-0001.');
    await attached(page, 'Broker').waitFor();

    await page.getByRole('button', { name: 'Attach a contact' }).click();
    await choose(page, 'Contact', '2001', 'Alex Kim · C-2001');
    await choose(page, 'Relationship', 'Inv', 'Investigator');
    await page.getByText('and becomes Investigator as well.', { exact: false }).waitFor();
    await choose(page, 'Relationship', 'Adj', 'Adjuster');
    await page.getByRole('alert').getByText('at most 1', { exact: false }).waitFor();
  });

  test('that have changed meanwhile are not changed for another', async () => {
    const page = await open('/records/Claim/5001', 'ada', { client: 'Roles' });
    const adjuster = attached(page, 'Adjuster');
    await adjuster.getByRole('link').first().waitFor();
    // Between what is seen and what is done somebody else has been: the page is held up on its way to the server.
    const token = await server.token('ben', 'Roles');
    const pair = { ParentDomain: 'Claim', ParentRecordID: 5001, ChildDomain: 'Contact', ChildRecordID: 2002 };
    let others = 0;
    await page.route('**/api/Link/Remove?dryRun=true', async (route) => {
      others++;
      const body = { ...pair, Relationship: 'Adjuster', NewRelationship: 'Insured' };
      await server.call('POST', '/api/Link/Upsert', { token, body });
      await route.continue();
    });
    await adjuster.getByRole('button', { name: 'Remove Alex Kim (Adjuster)' }).click();
    await page.getByText('This link has changed meanwhile.', { exact: false }).waitFor();
    expect(others).toBe(1);
    const links = await linksOf('parentDomain=Claim&parentRecordID=5001&childDomain=Contact', 'Roles');
    expect(links).toContainEqual({ LinkID: 103, ChildID: 2002, ContactType: 'Insured' });
  });

  test('to 5,000 contacts come in pages, those without a relationship too', async () => {
    const page = await open('/records/Policy/1', 'ada', { client: 'Crowd' });
    await page.getByRole('tab', { name: 'Contacts 5,000' }).waitFor();
    for (const role of ['Claimant', 'Witness', 'Broker', 'Without a relationship']) {
      await attached(page, role)
        .getByRole('link', { name: /^Person \d+$/ })
        .first()
        .waitFor();
      await expect.poll(() => attached(page, role).getByRole('row').count()).toBeLessThan(60);
    }
    const claimants = attached(page, 'Claimant').getByRole('row');
    const first = await claimants.count();
    await page.getByRole('button', { name: 'Show more' }).first().click();
    await expect.poll(() => claimants.count()).toBe(first + 25);
    await page.getByRole('tab', { name: 'History' }).click();
    await page.getByRole('button', { name: 'Show earlier changes' }).click();
    await expect
      .poll(() => page.getByRole('list', { name: 'History', exact: true }).getByRole('listitem').count())
      .toBe(50);
  });

  test('have one history, whichever end of them the record stands at', async () => {
    const token = await server.token('ada');
    const ends = [
      { ParentDomain: 'Claim', ParentRecordID: 5002, ChildDomain: 'Contact', ChildRecordID: 2003 },
      { ParentDomain: 'Contact', ParentRecordID: 2003, ChildDomain: 'File', ChildRecordID: 3001 },
    ];
    // Seldom at the one end, often at the other: pages of the two end at different places.
    for (let round = 0; round < 40; round++) {
      const body = ends[round % 8 === 0 ? 0 : 1];
      for (const path of ['/api/Link/Upsert', '/api/Link/Remove'])
        await server.call('POST', path, { token, body });
    }
    const read = async (side: string) =>
      (await server.call('GET', `/api/Link/History?${side}&pageSize=1000`, { token })).body;
    const changes = [
      ...(await read('parentDomain=Contact&parentRecordID=2003')),
      ...(await read('childDomain=Contact&childRecordID=2003')),
    ].sort((one, other) => other.ChangeID - one.ChangeID);
    expect(changes.length).toBeGreaterThan(80);

    const page = await open('/records/Contact/2003?tab=history');
    const entries = page.getByRole('list', { name: 'History', exact: true }).locator('> li');
    const more = page.getByRole('button', { name: 'Show earlier changes' });
    await entries.first().waitFor();
    while ((await more.count()) > 0) {
      const before = await entries.count();
      await more.click();
      await expect.poll(() => entries.count()).toBeGreaterThan(before);
    }
    const told = (await entries.allInnerTexts()).map((text) => Number(/Link (\d+)/.exec(text)?.[1]));
    // The oldest is that the record was made.
    expect(told).toEqual([...changes.map(({ LinkID }) => LinkID), Number.NaN]);
  });

  test('may be changed by those alone who may, of the parent', async () => {
    const vera = await open('/records/Policy/67890', 'vera');
    await attached(vera, 'Insured').getByRole('link', { name: 'Hartmann' }).waitFor();
    for (const name of ['Attach a contact', /^Change the relationship/, /^Remove/]) {
      await expect.poll(() => vera.getByRole('button', { name }).count()).toBe(0);
    }
    await vera.getByRole('tab', { name: 'Files' }).click();
    await vera.getByText('No file is attached').waitFor();
    for (const name of ['Choose files', 'Attach a file record']) {
      await expect.poll(() => vera.getByRole('button', { name }).count()).toBe(0);
    }

    const clara = await open('/records/Claim/5002', 'clara');
    await attached(clara, 'Claimant').waitFor();
    await clara.getByRole('button', { name: 'Change the relationship of Tom Okafor (Claimant)' }).waitFor();
    await expect.poll(() => clara.getByRole('button', { name: /^Remove/ }).count()).toBe(0);
    await expect.poll(() => clara.getByRole('tab').allInnerTexts()).toHaveLength(2);
  });

  test('of other children are attached and removed like them', async () => {
    const page = await open('/records/Claim/5002?tab=others');
    const vessels = { name: 'Attach: Vessel' };
    await page.getByText('No Vessel is attached').waitFor();
    const token = await server.token('ada');
    await server.call('POST', '/api/Custom.Vessel', { token, body: { Name: 'Cormorant' } });
    await page.getByRole('button', vessels).click();
    await choose(page, 'Vessel', 'corm', 'Cormorant');
    await page.getByText('Cormorant will be attached to CLM-2026-0002.').waitFor();
    await page.getByRole('dialog').getByRole('button', { name: 'Attach', exact: true }).click();
    await attached(page, 'Vessel').getByRole('link', { name: 'Cormorant' }).click();
    await page.getByRole('table', { name: 'Claim' }).getByRole('link', { name: 'CLM-2026-0002' }).waitFor();
    await page.getByRole('button', { name: 'Remove CLM-2026-0002' }).click();
    await page.getByRole('button', { name: 'Undo the removal of CLM-2026-0002' }).waitFor();
    await page.getByRole('tab', { name: 'History' }).click();
    await page.getByRole('tab', { name: 'On records' }).click();
    await page.getByText('It is on no record').waitFor();
  });

  test('are made with the keyboard alone', async () => {
    const page = await open('/records/Policy/67890');
    await attached(page, 'Insured').waitFor();
    await page.getByRole('tab', { name: 'Contacts' }).focus();
    await page.keyboard.press('Tab');
    await expect
      .poll(() => page.evaluate(() => document.activeElement?.textContent))
      .toBe('Attach a contact');
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor();
    await expect
      .poll(() => page.evaluate(() => document.activeElement?.getAttribute('role')))
      .toBe('combobox');
    await page.keyboard.type('okafor');
    await expect.poll(() => page.getByRole('option').allInnerTexts()).toEqual(['Tom Okafor · C-2002']);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    await page.keyboard.type('Employ');
    await page.getByRole('option', { name: 'Employer' }).waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.getByText('Tom Okafor will be attached to POL-2026-001 as Employer.').waitFor();
    for (const name of ['Cancel', 'Attach']) {
      await page.keyboard.press('Tab');
      await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toBe(name);
    }
    await page.keyboard.press('Enter');
    await attached(page, 'Employer').getByRole('link', { name: 'Tom Okafor' }).waitFor();
    // The dialog gives the focus back, so that the next thing is near.
    await expect
      .poll(() => page.evaluate(() => document.activeElement?.textContent))
      .toBe('Attach a contact');

    await page.getByRole('button', { name: 'Remove Tom Okafor (Employer)' }).focus();
    await page.keyboard.press('Enter');
    const undoing = page.getByRole('button', { name: 'Undo the removal of Tom Okafor (Employer)' });
    await undoing.waitFor();
    await page.keyboard.press('Tab');
    await undoing.and(page.locator(':focus')).waitFor();
    await page.keyboard.press('Tab');
    await expect.poll(() => attached(page, 'Employer').count()).toBe(0);
  });

  test('are accessible, by axe, while one is changed on a phone', async () => {
    const page = await open('/records/Claim/5002');
    await attached(page, 'Claimant').waitFor();
    await page.setViewportSize(phone);
    await page.getByRole('button', { name: 'Change the relationship of Tom Okafor (Claimant)' }).click();
    await page.getByRole('option', { name: 'Broker' }).waitFor();
    await expect.poll(() => sideways(page)).toBe(0);
    await page.keyboard.press('Escape');
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await page.getByRole('tab', { name: 'History' }).click();
    await page.getByRole('list', { name: 'History', exact: true }).waitFor();
    await expect.poll(() => sideways(page)).toBe(0);
  });
});
