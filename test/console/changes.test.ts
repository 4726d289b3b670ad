/** The page of the console that tells of changes of links as they happen. */
import type { Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { demoFixtures } from '#linkwright/cli/demo-fixtures.js';
import {
  accessibilityFaults,
  inBrowser,
  openWindow,
  phone,
  sideways,
  startConsole,
  type WindowOptions,
} from '../support/browser.js';
import type { TestServer } from '../support/server.js';
import { consoleStore } from '../support/stores.js';

const [claims] = demoFixtures;
const fixtures = [
  {
    ...claims,
    links: [],
    roles: [{ name: 'Viewer', grants: { Claim: ['View'], Contact: ['View'] } }],
    users: [{ user: 'ada', administrator: true }, { user: 'vera', roles: ['Viewer'] }, { user: 'nora' }],
  },
];

inBrowser('changes in the console', consoleStore('postgres'), (store) => {
  let server: TestServer;
  let ada: string;
  beforeAll(async () => {
    server = await startConsole(store, fixtures);
    ada = await server.token('ada');
  });
  const open = async ({ as = ada, path = '/changes', ...options }: WindowOptions & { as?: string } = {}) => {
    const page = await openWindow(server, { token: as, path, ...options });
    await page.getByRole('heading', { name: 'Changes', level: 1 }).waitFor();
    return page;
  };
  const link = (operation: string, body: object) =>
    server.call('POST', `/api/Link/${operation}`, {
      token: ada,
      body: {
        ParentDomain: 'Claim',
        ParentRecordID: 5001,
        ChildDomain: 'Contact',
        ChildRecordID: 2001,
        ...body,
      },
    });
  const list = (page: Page) => page.getByRole('list', { name: 'Changes of links' });
  const newest = (page: Page) => list(page).getByRole('listitem').first();

  test('says in words what others do, while they do it', async () => {
    const page = await open();
    await page.getByText('No link has been changed yet').waitFor();
    await page.getByText('Shown as they happen.').waitFor();
    const says = (sentence: string) => newest(page).getByText(sentence, { exact: true }).waitFor();
    await link('Upsert', {});
    await says('ada linked Maria Jensen to CLM-2026-0001');
    await link('Upsert', { Relationship: 'Adjuster' });
    await says('ada made Maria Jensen, so far without a relationship, the Adjuster on CLM-2026-0001');
    await link('Upsert', { Relationship: 'Adjuster', NewRelationship: 'Broker' });
    await says('ada changed Maria Jensen from Adjuster to Broker on CLM-2026-0001');
    await link('Remove', {});
    await says('ada removed Maria Jensen, the Broker, from CLM-2026-0001');
    await link('Upsert', { ParentDomain: 'Policy', ParentRecordID: 67890, Relationship: 'Insured' });
    await says('ada made Maria Jensen the Insured on POL-2026-001');
    await link('Upsert', { ChildDomain: 'File', ChildRecordID: 3002 });
    await says('ada linked note.txt to CLM-2026-0001');
    await expect.poll(() => list(page).getByRole('listitem').count()).toBe(6);
    const to = await newest(page).getByRole('link', { name: 'CLM-2026-0001' }).getAttribute('href');
    expect(to).toBe('/records/Claim/5001');
  });

  test('begins with the latest ones, filtered by domain and by what happened', async () => {
    const page = await open({ path: '/changes?domain=Policy' });
    await page.getByText('ada made Maria Jensen the Insured on POL-2026-001').waitFor();
    await expect.poll(() => list(page).getByRole('listitem').count()).toBe(1);
    await page.goto(`${server.address}/changes?action=removed`);
    await page.getByText('ada removed Maria Jensen, the Broker, from CLM-2026-0001').waitFor();
    await expect.poll(() => list(page).getByRole('listitem').count()).toBe(1);
    await page.goto(`${server.address}/changes?domain=Policy&action=removed`);
    await page.getByText('None of the changes here fits').waitFor();
  });

  test('tells nobody of what they may not view', async () => {
    const page = await open({ as: await server.token('vera') });
    await page.getByText('ada linked Maria Jensen to CLM-2026-0001').waitFor();
    await expect.poll(() => page.getByText('POL-2026-001').count()).toBe(0);
    await expect.poll(() => page.getByText('note.txt').count()).toBe(0);
  });

  test('tells of the records of a domain who changed which field, from what to what, as it happens', async () => {
    const page = await open();
    await page.getByRole('radiogroup', { name: 'Changes of' }).getByText('Records').click();
    await page.getByText('Choose a domain').waitFor();
    await page.getByRole('combobox', { name: 'Domain' }).fill('Clai');
    await page.getByRole('option', { name: 'Claim' }).click();
    const changes = page.getByRole('list', { name: 'Changes of records' });
    const first = changes.locator('> li').first();
    await changes.getByText('made CLM-2026-0001', { exact: false }).waitFor();
    await server.call('PUT', '/api/Claim/5001', { token: ada, body: { Status: 'Closed', Amount: 41_100.5 } });
    await first.getByText('ada changed CLM-2026-0001').waitFor();
    const fields = first.getByRole('listitem');
    await expect
      .poll(async () => (await fields.allInnerTexts()).map((each) => each.split('\n').join(' ')))
      .toEqual(['Status Open became Closed', 'Amount 42,000 became 41,100.5']);
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.setViewportSize(phone);
    await expect.poll(() => sideways(page)).toBe(0);
    await page.goto(`${server.address}/changes?of=records&domain=Claim&action=deleted`);
    await page.getByText('None of the changes here fits').waitFor();
    expect(new URL(page.url()).searchParams.get('of')).toBe('records');
  });

  test('waits while it is paused, and misses nothing', async () => {
    const page = await open();
    await newest(page).waitFor();
    await page.getByRole('button', { name: 'Pause' }).click();
    await page.getByText('Paused.', { exact: false }).waitFor();
    await link('Upsert', { ParentRecordID: 5002, Relationship: 'Witness' });
    await link('Upsert', { ParentRecordID: 5002, ChildRecordID: 2003, Relationship: 'Witness' });
    await expect.poll(() => page.getByText('the Witness on').count()).toBe(0);
    await page.getByRole('button', { name: 'Go on' }).click();
    await page.getByText('ada made Maria Jensen the Witness on CLM-2026-0002').waitFor();
    await page.getByText('ada made Hartmann & Söhne GmbH the Witness on CLM-2026-0002').waitFor();
  });

  test('keeps the newest of thousands, and says so', async () => {
    const page = await open();
    await newest(page).waitFor();
    const numbers = Array.from({ length: 1_000 }, (_, at) => at);
    const contacts = await server.call('POST', '/api/Contact/BulkUpsert?matchFields=ContactNumber', {
      token: ada,
      body: numbers.map((at) => ({ ContactNumber: `B-${at}`, Name: `Burst ${at}` })),
    });
    const entries = (operation: string) =>
      contacts.body.map(({ RecordID }) => ({
        ParentDomain: 'Claim',
        ParentRecordID: 5002,
        ChildDomain: 'Contact',
        ChildRecordID: RecordID,
        ...(operation === 'Upsert' && { Relationship: 'Witness' }),
      }));
    for (const operation of ['Upsert', 'Remove', 'Upsert'])
      await server.call('POST', `/api/Link/Bulk${operation}`, { token: ada, body: entries(operation) });
    await newest(page).getByText('ada made Burst 999 the Witness on CLM-2026-0002').waitFor();
    await page.getByText('Only the newest 300 are kept here', { exact: false }).waitFor();
    const shown = () => list(page).getByRole('listitem').count();
    for (const count of [50, 100, 150, 200, 250, 300]) {
      await expect.poll(() => shown()).toBe(count);
      if (count < 300) await page.getByRole('button', { name: 'Show more' }).click();
    }
    await expect.poll(() => page.getByRole('button', { name: 'Show more' }).count()).toBe(0);
  });

  test('are on the overview too, the latest, and all of them a step away', async () => {
    const page = await openWindow(server, { token: ada });
    await page.getByRole('heading', { level: 2, name: 'Latest changes' }).waitFor();
    await expect.poll(() => list(page).getByRole('listitem').count()).toBe(8);
    await link('Upsert', { ChildRecordID: 2002, Relationship: 'Witness' });
    await newest(page).getByText('ada made Tom Okafor the Witness on CLM-2026-0001').waitFor();
    await expect.poll(() => list(page).getByRole('listitem').count()).toBe(8);
    await page.getByRole('link', { name: 'Show all changes' }).click();
    await page.getByRole('heading', { level: 1, name: 'Changes' }).waitFor();

    const none = await openWindow(server, { token: await server.token('nora') });
    await none.getByRole('heading', { level: 1, name: 'Overview' }).waitFor();
    await none.waitForLoadState('networkidle');
    expect(await none.getByRole('heading', { name: 'Latest changes' }).count()).toBe(0);
  });
});
