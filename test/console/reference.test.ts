/** The console's API reference, in a browser: what the page shows, Try It, and the requests that come in. */
import type { Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { demoFixtures } from '#linkwright/cli/demo-fixtures.js';
import { scenarios } from '../../scripts/scenarios.mjs';
import {
  accessibilityFaults,
  inBrowser,
  openWindow,
  phone,
  sideways,
  startConsole,
  type WindowOptions,
} from '../support/browser.js';
import { gate } from '../support/gate.js';
import { reference } from '../support/reference.js';
import { required } from '../support/required.js';
import type { TestServer } from '../support/server.js';
import { consoleStore } from '../support/stores.js';

const fixtures = demoFixtures.slice(0, 3).map((fixture) => ({
  ...fixture,
  users: [{ user: 'ada', password: 'correct-horse', administrator: true }],
}));

const pretty = (text: string) => JSON.stringify(JSON.parse(text), null, 2);

inBrowser('the API reference', consoleStore('sqlite'), (store) => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startConsole(store, fixtures);
  });

  /** The page of an operation, signed in. */
  const open = async (
    path = '',
    { client = 'Claims', ...options }: WindowOptions & { client?: string } = {},
  ) => {
    const token = await server.token('ada', client);
    const page = await openWindow(server, { token, path: `/reference${path}`, ...options });
    await page.getByRole('heading', { level: 2, name: 'Try It' }).waitFor();
    return page;
  };
  const formOf = (page: Page) => page.getByRole('form', { name: 'Try It' });
  const send = (page: Page) => formOf(page).getByRole('button', { name: 'Send' }).click();
  const answerOf = (page: Page) => page.getByRole('group', { name: 'Body of the answer' });
  /** What the focused element is called. */
  const focused = (page: Page) =>
    page.evaluate(() => {
      const { activeElement: element } = document;
      const [label] = element instanceof HTMLInputElement ? (element.labels ?? []) : [];
      return label?.textContent ?? element?.getAttribute('aria-label') ?? element?.textContent;
    });
  const statusOf = (page: Page, status: string) => page.getByRole('status').filter({ hasText: status });

  const fill = async (page: Page, values: Record<string, string>) => {
    for (const [name, value] of Object.entries(values)) {
      const form = formOf(page);
      const choice = form.getByRole('combobox', { name, exact: true });
      const field = choice.or(form.getByRole('textbox', { name, exact: true }));
      await field.fill(value);
      // What is offered lies over what stands below.
      await field.blur();
    }
  };
  const pair = {
    ParentDomain: 'Claim',
    ParentRecordID: '5002',
    ChildDomain: 'Contact',
    ChildRecordID: '2002',
  };

  test.each(scenarios)('answers as the reference has it, with one click: $title', async (scenario) => {
    const { title, client, body, status, answer } = scenario;
    const page = await open('', { client });
    expect(new URL(page.url()).pathname).toBe('/reference/upsertLink');
    await page
      .getByRole('group', { name: 'Scenarios of one click' })
      .getByRole('button', { name: title.slice(0, 'Scenario 1'.length) })
      .click();
    // It is filled in, and nothing is sent.
    await expect.poll(() => formOf(page).getByLabel('ChildRecordID').inputValue()).toBe('2001');
    await page.getByText('The answer stands here', { exact: false }).waitFor();
    await formOf(page).getByRole('button', { name: 'Send', exact: true }).click();
    await statusOf(page, String(status)).waitFor();
    await expect.poll(() => answerOf(page).textContent()).toBe(pretty(answer));
    for (const [name, value] of Object.entries(body)) {
      const form = formOf(page);
      const field = form.getByRole('combobox', { name, exact: true });
      await expect
        .poll(() => field.or(form.getByRole('textbox', { name, exact: true })).inputValue())
        .toBe(String(value));
    }
  });

  test('leaves a dry run what it is, whichever example is filled in', async () => {
    const page = await open();
    const writes: string[] = [];
    page.on('request', (request) => request.method() === 'POST' && writes.push(request.url()));
    const dryRun = formOf(page).getByRole('switch', { name: 'Dry run' });
    for (const isDry of [true, false]) {
      await dryRun.setChecked(isDry, { force: true });
      for (const scenario of await page
        .getByRole('group', { name: 'Scenarios of one click' })
        .getByRole('button')
        .all()) {
        await scenario.click();
        await expect.poll(() => formOf(page).getByLabel('ChildRecordID').inputValue()).toBe('2001');
        expect(await dryRun.isChecked()).toBe(isDry);
      }
    }
    await dryRun.setChecked(true, { force: true });
    await page.getByRole('button', { name: 'Fill in an example' }).click();
    await page.getByRole('menuitem', { name: 'The same again updates it' }).click();
    await expect.poll(() => formOf(page).getByLabel('ParentRecordID').inputValue()).toBe('5001');
    expect(await dryRun.isChecked()).toBe(true);
    expect(writes).toEqual([]);
  });

  test('shows calls from elsewhere among recent requests as they are answered', async () => {
    const token = await server.token('ada');
    const held = gate();
    const page = await openWindow(server, { token });
    await page.getByRole('heading', { level: 1, name: 'Overview' }).waitFor();
    await page.route('**/api/RecentRequests?*', async (route) => {
      await held.opened;
      await route.continue();
    });
    const stream = page.waitForResponse('**/api/RecentRequests/Stream?*');
    await page.getByRole('link', { name: 'API reference' }).first().click();
    await page.getByText('Retrieving recent requests…').waitFor();
    held.open();
    await stream;
    await page.getByText('Retrieving recent requests…').waitFor({ state: 'detached' });
    const body = { ParentDomain: 'Claim', ParentRecordID: 1, ChildDomain: 'Contact', ChildRecordID: 2001 };
    const headers = { 'User-Agent': 'Integration/7.1' };
    const answer = await server.call('POST', '/api/Link/Upsert', { token, body, headers });
    const table = page.getByRole('table', { name: 'Recent requests' });
    const row = table.getByRole('row', { name: 'Integration/7.1' });
    await row.waitFor();
    await expect.poll(() => row.textContent()).toContain('500');
    const id = answer.headers.get('X-Request-Id');
    await page.getByRole('button', { name: `Show request ${id}` }).click();
    const detail = page.getByRole('row').filter({ hasText: 'Request ID' });
    for (const shown of ['Method', 'POST', '/api/Link/Upsert', 'parent_not_found', id, 'ada', 'Duration'])
      await expect.poll(() => detail.textContent()).toContain(shown);
    // Of another operation nothing comes, though what is called after it does.
    await server.call('GET', '/api/Me', { token, headers: { 'User-Agent': 'Elsewhere/1.0' } });
    const later = { 'User-Agent': 'Integration/7.2' };
    await server.call('POST', '/api/Link/Upsert', { token, body, headers: later });
    await table.getByRole('row', { name: 'Integration/7.2' }).waitFor();
    expect(await table.getByRole('row', { name: 'Elsewhere/1.0' }).count()).toBe(0);
  });

  test('lights the row of the behavior table that decided a dry run, of either link identity', async () => {
    const page = await open('', { client: 'Claims' });
    await fill(page, { ...pair, NewRelationship: 'Broker' });
    await page.getByRole('switch', { name: 'Dry run' }).press(' ');
    await send(page);
    await page.getByText('Row P4 of the behavior table decided.').waitFor();
    const lit = page.locator('tr[aria-current="true"]');
    await expect.poll(() => lit.textContent()).toMatch(/^P4.*This row decided/);
    await expect
      .poll(() => lit.evaluate((row) => row.getBoundingClientRect().bottom <= innerHeight))
      .toBe(true);
    await expect.poll(() => answerOf(page).textContent()).toContain('Would update link with id 98.');
    await page.getByRole('radio', { name: 'relationship', exact: true }).press(' ');
    await expect.poll(() => lit.count()).toBe(0);

    const roles = await open('', { client: 'Roles' });
    await fill(roles, { ...pair, ParentRecordID: '5001', ChildRecordID: '2001', NewRelationship: 'Broker' });
    await roles.getByRole('switch', { name: 'Dry run' }).press(' ');
    await send(roles);
    await statusOf(roles, '409').waitFor();
    await expect
      .poll(() => roles.locator('tr[aria-current="true"]').textContent())
      .toMatch(/^R10.*This row decided/);
    // Its child is a File, whose links are as those of the other identity.
    await fill(roles, { ChildDomain: 'Custom.Site', ChildRecordID: '1', NewRelationship: '' });
    await send(roles);
    await roles.getByText('Row P2 of the behavior table decided.').waitFor();
    await expect.poll(() => roles.locator('tr[aria-current="true"]').textContent()).toMatch(/^P2/);
  });

  test('offers what the client has: domains, match fields, relationships', async () => {
    const page = await open('', { client: 'Policies' });
    const form = formOf(page);
    await form.getByRole('combobox', { name: 'ParentDomain' }).click();
    await page.getByRole('option', { name: 'Policy' }).click();
    await form.getByRole('combobox', { name: 'ParentRecordMatchField' }).click();
    await page.getByRole('option', { name: 'PolicyNumber' }).waitFor();
    // Neither a date nor an association finds a record.
    await expect.poll(() => page.getByRole('option', { name: 'EffectiveDate' }).count()).toBe(0);
    await page.getByRole('option', { name: 'PolicyNumber' }).click();
    await form.getByRole('combobox', { name: 'NewRelationship' }).fill('under');
    await page.getByRole('option', { name: 'Underwriter' }).click();
    await expect
      .poll(() => page.getByRole('group', { name: 'The call in curl' }).textContent())
      .toContain('"ParentRecordMatchField": "PolicyNumber"');
  });

  test('sends a call with the keyboard alone', async () => {
    const page = await open();
    const reach = async (name: string) => {
      for (let steps = 0; steps < 150; steps++) {
        if ((await focused(page)) === name) return;
        await page.keyboard.press('Tab');
      }
      throw new Error(`${name} is not reached with the keyboard`);
    };
    for (const [name, value] of Object.entries({ ...pair, Relationship: 'Claimant' })) {
      await reach(name);
      await page.keyboard.type(value);
    }
    await reach('Send');
    await page.keyboard.press('Enter');
    await statusOf(page, '200').waitFor();
    await expect.poll(() => answerOf(page).textContent()).toContain('Updated link with id 98 successfully.');
    await expect.poll(() => focused(page)).toBe('Send');
  });

  test('keeps what was typed when the session ends, and the call goes on', async () => {
    const page = await openWindow(server, { path: '/reference/upsertLink' });
    await page.getByLabel('Account').fill('Demo');
    await page.getByLabel('Client').fill('Claims');
    await page.getByLabel('User').fill('ada');
    await page.getByLabel('Password', { exact: true }).fill('correct-horse');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('heading', { level: 2, name: 'Try It' }).waitFor();
    await fill(page, pair);
    const token = required(await page.evaluate(() => localStorage.getItem('linkwright-token:')));
    await server.call('POST', '/Authentication/SignOut', { token });
    // The page's streams may have found out before, and the dialog lie over the button.
    await formOf(page).getByRole('button', { name: 'Send' }).dispatchEvent('click');
    const dialog = page.getByRole('dialog', { name: 'Your session has ended' });
    await dialog.getByLabel('Password', { exact: true }).fill('correct-horse');
    await dialog.getByRole('button', { name: 'Sign in', exact: true }).click();
    await statusOf(page, '200').waitFor();
    await expect.poll(() => answerOf(page).textContent()).toContain('Updated link with id 98');
    await expect
      .poll(() => formOf(page).getByRole('textbox', { name: 'ParentRecordID' }).inputValue())
      .toBe('5002');
    // Nor does it go with looking at another operation.
    await page
      .getByRole('navigation', { name: 'Operations' })
      .getByRole('link', { name: 'removeLink' })
      .first()
      .click();
    await page.getByRole('heading', { level: 1, name: 'Remove the link between two records' }).waitFor();
    await page.goBack();
    await page.getByRole('heading', { level: 1, name: 'Create or update the link' }).waitFor();
    await expect
      .poll(() => formOf(page).getByRole('textbox', { name: 'ParentRecordID' }).inputValue())
      .toBe('5002');
  });

  test('shows status, time and headers, either form of an error, and code without the token', async () => {
    const page = await open();
    await fill(page, { ...pair, ParentRecordID: '9' });
    await send(page);
    await statusOf(page, '500')
      .filter({ hasText: /in \d+ ms/ })
      .waitFor();
    await page.getByRole('button', { name: /^Headers \(\d+\)/ }).click();
    const headers = page.getByRole('table', { name: /^Headers/ });
    await headers.getByRole('row', { name: 'error-code parent_not_found' }).waitFor();
    await headers.getByRole('row', { name: 'x-request-id' }).waitFor();
    await page.getByRole('radio', { name: 'problem+json' }).press(' ');
    await send(page);
    await statusOf(page, '404').waitFor();
    expect(JSON.parse(required(await answerOf(page).textContent()))).toMatchObject({
      code: 'parent_not_found',
      status: 404,
    });
    const token = required(await page.evaluate(() => localStorage.getItem('linkwright-token:')));
    for (const language of ['curl', 'Node', 'Python', 'C#']) {
      await page.getByRole('tab', { name: language }).click();
      const code = await page.getByRole('group', { name: `The call in ${language}` }).textContent();
      expect(code).toContain(`${server.address}/api/Link/Upsert`);
      expect(code).toContain('application/problem+json');
      expect(code).toContain('LINKWRIGHT_TOKEN');
      expect(code).not.toContain(token);
    }
    await page.getByRole('button', { name: 'Copy the C# call' }).waitFor();
  });

  test('takes arrays as JSON, and says what is wrong with them', async () => {
    const page = await open('/upsertLinks');
    const json = page.getByRole('textbox', { name: 'Body as JSON' });
    await json.fill('[{ "ParentDomain": "Claim", ]');
    await page.getByText('This is not JSON').waitFor();
    await json.fill('[{ "ParentDomain": "Claim", "Relatonship": "Broker" }]');
    await page.getByText('[0]: “Relatonship” is not known here').waitFor();
    await json.fill('{}');
    await page.getByText('must be of type array').waitFor();
    await page.getByRole('button', { name: 'Fill in an example' }).click();
    await page.getByRole('menuitem').first().click();
    expect(JSON.parse(await json.inputValue())).toBeInstanceOf(Array);
    await page.getByRole('switch', { name: 'Dry run' }).press(' ');
    await send(page);
    await statusOf(page, '200').waitFor();
    expect(JSON.parse(required(await answerOf(page).textContent()))).toHaveLength(2);
  });

  test('asks before it deletes, and only then', async () => {
    const page = await open('/deleteRecord');
    await send(page);
    await page.getByText('domain is part of the path and has to be given.').waitFor();
    await fill(page, { domain: 'Contact', id: '2003' });
    await send(page);
    const dialog = page.getByRole('dialog', { name: 'Delete for good?' });
    await dialog.getByText('/api/Contact/2003').waitFor();
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    await dialog.waitFor({ state: 'detached' });
    const token = await server.token('ada');
    expect((await server.call('GET', '/api/Contact/2003', { token })).status).toBe(200);
    await send(page);
    await dialog.getByRole('button', { name: 'Delete' }).click();
    await statusOf(page, '200').waitFor();
    expect((await server.call('GET', '/api/Contact/2003', { token })).status).toBe(404);
  });

  test('shows a stream as it comes, until it is stopped', async () => {
    const page = await open('/linkChangesStream');
    await fill(page, { after: '0' });
    await send(page);
    await answerOf(page).getByText('event: change').first().waitFor();
    await page.getByRole('button', { name: 'Stop' }).click();
    await formOf(page).getByRole('button', { name: 'Send' }).waitFor();
    await expect.poll(() => answerOf(page).textContent()).toContain('"Action":"inserted"');
  });

  test('is found by the palette, operation by operation', async () => {
    const page = await open('/ping');
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox', { name: 'Search and commands' }).fill('remove many');
    await page.getByText('removeLinks', { exact: true }).last().waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'Remove many links' }).waitFor();
  });

  test('has a page for every operation, with its words, errors and examples', async () => {
    const page = await open();
    const list = page.getByRole('navigation', { name: 'Operations' });
    const topics = list.getByRole('group', { name: 'Topics' }).getByRole('link');
    await expect
      .poll(async () => (await list.getByRole('link').count()) - (await topics.count()))
      .toBe(reference.operations.length);
    await list.getByRole('searchbox', { name: 'Filter operations' }).fill('token revoke');
    await expect.poll(() => list.getByRole('link').count()).toBe(1);
    await list.getByRole('link').press('Enter');
    await page.getByRole('heading', { level: 1, name: 'End a token or a session' }).waitFor();
    expect(new URL(page.url()).pathname).toBe('/reference/revokeToken');
    for (const { id, summary, errors, examples } of reference.operations) {
      await list.getByRole('searchbox').fill(id);
      await list.getByRole('link', { name: id }).first().click();
      await page.getByRole('heading', { level: 1, name: summary, exact: true }).waitFor();
      await page.getByRole('heading', { level: 2, name: 'Preconditions' }).waitFor();
      await expect
        .poll(() => page.getByRole('table', { name: 'Errors' }).getByRole('row').count())
        .toBe(errors.length + 1);
      await expect
        .poll(() => page.locator('#examples h3, #examples button[aria-expanded]').count())
        .toBe(examples.length);
    }
    await page.goto(`${server.address}/reference/nothing`);
    await page.getByText('There is no operation “nothing”').waitFor();
  });

  test('is accessible, by axe, also on a phone', async () => {
    const page = await open();
    await fill(page, { ...pair, NewRelationship: 'Broker' });
    await page.getByRole('switch', { name: 'Dry run' }).press(' ');
    await send(page);
    await page.getByText('Row P4 of the behavior table decided.').waitFor();
    await page
      .getByRole('button', { name: /^Show request/ })
      .first()
      .click();
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.setViewportSize(phone);
    await page.getByRole('button', { name: 'All operations' }).click();
    await page.getByRole('searchbox', { name: 'Filter operations' }).waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await expect.poll(() => sideways(page)).toBe(0);
    await page.goto(`${server.address}/reference/upsertLinks`);
    await page.getByRole('textbox', { name: 'Body as JSON' }).fill('[{ "Relatonship": 1 }]');
    await page.getByText('is not known here').waitFor();
    await send(page);
    await statusOf(page, '200').waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await expect.poll(() => sideways(page)).toBe(0);
  });
});
