/** The graph of a record: seen, walked, filtered, searched and saved, in a browser. */
import { readFile } from 'node:fs/promises';
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
/** Claims of one contact: more than a picture holds. */
const many = 2_150;
const first = 100_001;
const hub = 2004;
const range = (count: number) => Array.from({ length: count }, (_, at) => at);

const onClaim = (id: number, claim: number, contact: number, relationship: string) => ({
  id,
  ParentDomain: 'Claim',
  ParentRecordID: claim,
  ChildDomain: 'Contact',
  ChildRecordID: contact,
  Relationship: relationship,
});

const fixtures = [
  {
    ...claims,
    roles: [{ name: 'Viewer', grants: { Claim: ['View'], Contact: ['View'] } }],
    users: [
      { user: 'ada', password: 'correct-horse', administrator: true },
      { user: 'vera', password: 'battery-staple', roles: ['Viewer'] },
    ],
    records: {
      ...claims.records,
      Claim: [
        ...claims.records.Claim,
        ...range(many).map((at) => ({ id: first + at, ClaimNumber: `CLM-${first + at}` })),
      ],
      Contact: [...claims.records.Contact, { id: hub, ContactNumber: 'C-2004', Name: 'Broker <&> "Sons"' }],
    },
    links: [
      ...claims.links,
      onClaim(101, 5001, 2001, 'Claimant'),
      onClaim(102, 5001, 2002, 'Witness'),
      onClaim(103, 5002, hub, 'Broker'),
      ...range(many).map((at) => onClaim(1_000 + at, first + at, hub, 'Broker')),
    ],
  },
];

inBrowser('the graph', consoleStore('sqlite'), (store) => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startConsole(store, fixtures);
  });
  const open = async (path: string, { user = 'ada', ...options }: WindowOptions & { user?: string } = {}) =>
    openWindow(server, { token: await server.token(user), path, ...options });
  const picture = (page: Page) => page.getByRole('application', { name: /^Picture of/ });
  const extent = (page: Page, words: string | RegExp) =>
    page.getByRole('status').filter({ hasText: words }).first().waitFor();
  const selected = (page: Page, name: string) =>
    page.getByRole('heading', { level: 2, name, exact: true }).waitFor();
  const save = async (page: Page, item: string) => {
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    const coming = page.waitForEvent('download');
    await page.getByRole('menuitem', { name: item }).click();
    const download = await coming;
    return { name: download.suggestedFilename(), content: await readFile(await download.path()) };
  };

  test('shows a record with what it is linked with, and says that this is a part', async () => {
    const page = await open('/graph/Claim/5001');
    await page.getByRole('heading', { level: 1, name: 'Graph of CLM-2026-0001' }).waitFor();
    await picture(page).waitFor();
    await extent(page, '4 records and 3 links are shown. This is a part: 3 records are not expanded');
    await selected(page, 'CLM-2026-0001');
    const panel = page.getByRole('region', { name: 'What is shown, in words' });
    await panel.getByRole('button', { name: 'has Maria Jensen as Claimant' }).waitFor();
    await panel.getByRole('button', { name: 'holds survey.pdf' }).waitFor();
    await panel.getByText('Water damage, second floor').waitFor();
    await page.getByRole('button', { name: 'Contact: 2 records', exact: true }).waitFor();
    await expect
      .poll(() => panel.getByRole('link', { name: 'Open its page' }).getAttribute('href'))
      .toBe('/records/Claim/5001');
  });

  test('expands a contact to its other claims, collapses, hides and brings back', async () => {
    const page = await open('/graph/Claim/5001');
    await page.getByRole('button', { name: 'has Tom Okafor as Witness' }).click();
    await selected(page, 'Tom Okafor');
    await page.getByRole('button', { name: 'Expand', exact: true }).click();
    await page.getByRole('button', { name: 'Claimant on CLM-2026-0002' }).waitFor();
    await extent(page, '5 records and 4 links are shown.');
    // The address shows the same to whoever opens it.
    const address = new URL(page.url());
    const other = await open(address.pathname + address.search);
    await extent(other, '5 records and 4 links are shown.');
    await page.getByRole('button', { name: 'Collapse' }).click();
    await extent(page, '4 records and 3 links are shown.');
    await page.getByRole('button', { name: 'Hide', exact: true }).click();
    await extent(page, '3 records and 2 links are shown.');
    await extent(page, 'Hidden by hand: 1 record.');
    await page.getByRole('button', { name: 'Show 1 record again' }).click();
    await extent(page, '4 records and 3 links are shown.');
  });

  test('is told as whole where everything is expanded', async () => {
    const page = await open(
      '/graph/File/3001?expand=Claim-5001,Contact-2001,Contact-2002,Claim-5002,Contact-2004~1',
    );
    await extent(page, 'Loaded in part');
    const alone = await open('/graph/Contact/2003?expand=Policy-67890');
    await extent(alone, '2 records and 1 link are shown. Every record is expanded: there is nothing more.');
    const lonely = await open('/graph/File/3002');
    await extent(lonely, 'Nothing is linked with this record yet');
  });

  test('filters by domain and by relationship, and counts what is away', async () => {
    const page = await open('/graph/Claim/5001');
    await extent(page, '4 records and 3 links are shown.');
    await page.getByRole('button', { name: 'File: 1 record', exact: true }).click();
    await extent(page, '3 records and 2 links are shown.');
    await extent(page, 'Filtered away: 1 record and 1 link.');
    await page.getByRole('button', { name: 'All relationships' }).click();
    await page.getByRole('checkbox', { name: 'Witness 1' }).click();
    await page.keyboard.press('Escape');
    await extent(page, '2 records and 1 link are shown.');
    await page.getByRole('button', { name: '2 of 3 relationships' }).waitFor();
    await page.reload();
    await extent(page, '2 records and 1 link are shown.');
  });

  test('is walked with the keyboard alone', async () => {
    const page = await open('/graph/Claim/5002');
    await extent(page, '3 records and 2 links are shown.');
    await picture(page).focus();
    await page.keyboard.press('ArrowRight');
    const right = await page.getByRole('heading', { level: 2 }).textContent();
    expect(['Tom Okafor', 'Broker <&> "Sons"']).toContain(right);
    await page.keyboard.press('ArrowLeft');
    await selected(page, 'CLM-2026-0002');
    await page.keyboard.press('ArrowLeft');
    const left = await page.getByRole('heading', { level: 2 }).textContent();
    expect(left).not.toBe(right);
    for (let step = 0; step < 2 && left !== 'Tom Okafor'; step++) await page.keyboard.press('ArrowRight');
    await selected(page, 'Tom Okafor');
    await extent(page, 'Tom Okafor, Contact, 1 link in the picture');
    await page.keyboard.press('Enter');
    await extent(page, '4 records and 3 links are shown.');
    await page.keyboard.press('Delete');
    await extent(page, '2 records and 1 link are shown.');
    await page.keyboard.press('Escape');
    await page.getByText('Select a record in the picture or in the list.').waitFor();
  });

  test('has a list of all that it shows, in step with the picture', async () => {
    const page = await open('/graph/Claim/5001');
    await extent(page, '4 records and 3 links are shown.');
    await page.getByRole('tab', { name: 'List' }).click();
    const tree = page.getByRole('tree', { name: 'Records that are shown, with their links' });
    const start = tree.getByRole('treeitem', { name: 'CLM-2026-0001, Claim, 3 links' });
    await expect.poll(() => start.getAttribute('aria-selected')).toBe('true');
    await tree.focus();
    await page.keyboard.press('ArrowRight');
    await tree.getByRole('treeitem', { name: 'has Maria Jensen as Claimant' }).waitFor();
    await expect.poll(() => start.getAttribute('aria-expanded')).toBe('true');
    await page.keyboard.press('End');
    await page.keyboard.press('Enter');
    await extent(page, /records and \d links are shown/);
    await page.getByRole('textbox', { name: 'Find in the picture' }).fill('maria');
    await tree.getByRole('treeitem', { name: 'Maria Jensen, Contact, 1 link' }).click();
    await page.getByRole('tab', { name: 'Record' }).click();
    await selected(page, 'Maria Jensen');
  });

  test('finds the path between two records, and tells it', async () => {
    const page = await open('/graph/Claim/5001');
    await page.getByRole('button', { name: 'has Maria Jensen as Claimant' }).click();
    await page.getByRole('button', { name: 'Path from here' }).click();
    await page.getByRole('tab', { name: 'Path' }).click();
    const to = page.getByRole('group', { name: 'To', exact: true });
    await to.getByRole('combobox', { name: 'Domain' }).click();
    await page.getByRole('option', { name: 'Contact' }).click();
    await to.getByRole('combobox', { name: 'Record' }).fill('Broker');
    await page.getByRole('option', { name: 'Broker <&> "Sons"' }).click();
    const steps = page.getByRole('list', { name: 'The path, link by link' }).getByRole('listitem');
    await page.getByText('They are 4 links apart.').waitFor();
    // The names of what it goes by are asked for once it is found.
    await page.getByText('who is Claimant on CLM-2026-0002,').waitFor();
    await expect
      .poll(() => steps.allTextContents())
      .toEqual([
        'Maria Jensen is Claimant on CLM-2026-0001,',
        'on which Tom Okafor is Witness,',
        'who is Claimant on CLM-2026-0002,',
        'on which Broker <&> "Sons" is Broker.',
      ]);
    // It is in the picture, though nobody has expanded what it goes by.
    await extent(page, '6 records and 5 links are shown.');
    await steps.nth(2).getByRole('button').click();
    await page.getByRole('tab', { name: 'Record' }).click();
    await selected(page, 'CLM-2026-0002');
    await page.getByRole('tab', { name: 'Path' }).click();
    await page.getByRole('button', { name: 'Clear the path' }).click();
    await extent(page, '4 records and 3 links are shown.');
  });

  test('says so where there is no path', async () => {
    const page = await open('/graph/Claim/5001?from=Contact-2003&to=Contact-2001');
    await page.getByText('There is no path between them.').waitFor();
    await page.getByText(/^Looked at the links of \d records; came across \d records\.$/).waitFor();
  });

  test('is saved as PNG and SVG, with all that it shows', async () => {
    const page = await open('/graph/Claim/5002');
    await extent(page, '3 records and 2 links are shown.');
    await page.getByRole('heading', { level: 1, name: 'Graph of CLM-2026-0002' }).waitFor();
    const png = await save(page, 'As a picture (PNG)');
    expect(png.name).toBe('graph-CLM-2026-0002.png');
    expect(png.content.subarray(0, 8).toString('latin1')).toBe('\u0089PNG\r\n\u001a\n');
    // In a decoder of its own: it has a picture of some size, and more than its ground in it.
    const decoded = await page.evaluate(async (base64) => {
      const blob = new Blob([Uint8Array.from(atob(base64), (each) => each.charCodeAt(0))], {
        type: 'image/png',
      });
      const bitmap = await createImageBitmap(blob);
      const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
      const context = canvas.getContext('2d');
      if (context === null) throw new Error('There is nothing to draw on.');
      context.drawImage(bitmap, 0, 0);
      const { data } = context.getImageData(0, 0, bitmap.width, bitmap.height);
      return { width: bitmap.width, colors: new Set(new Uint32Array(data.buffer)).size };
    }, png.content.toString('base64'));
    expect(decoded.width).toBeGreaterThan(300);
    expect(decoded.colors).toBeGreaterThan(50);

    const svg = await save(page, 'As a drawing (SVG)');
    expect(svg.name).toBe('graph-CLM-2026-0002.svg');
    const read = await page.evaluate((text) => {
      const drawing = new DOMParser().parseFromString(text, 'image/svg+xml');
      const titles = [...drawing.querySelectorAll('g > title')].map(({ textContent }) => textContent);
      return {
        faults: drawing.querySelectorAll('parsererror').length,
        title: drawing.querySelector('svg > title')?.textContent,
        titles: titles.sort(),
        texts: [...drawing.querySelectorAll('text')].map(({ textContent }) => textContent),
      };
    }, svg.content.toString('utf8'));
    expect(read).toMatchObject({
      faults: 0,
      title: 'Graph of CLM-2026-0002',
      titles: ['Claim: CLM-2026-0002', 'Contact: Broker <&> "Sons"', 'Contact: Tom Okafor'],
    });
    expect(read.texts).toEqual(expect.arrayContaining(['Claimant', 'Broker', 'Claim', 'Contact']));
  });

  test('shows what others change, and leaves all else where it is', async () => {
    const page = await open('/graph/Policy/67890');
    await extent(page, '2 records and 1 link are shown.');
    const token = await server.token('ada');
    const body = {
      ParentDomain: 'Policy',
      ParentRecordID: 67890,
      ChildDomain: 'Contact',
      ChildRecordID: 2001,
      Relationship: 'Broker',
    };
    await server.call('POST', '/api/Link/Upsert', { token, body });
    await page.getByRole('button', { name: 'has Maria Jensen as Broker' }).waitFor();
    await server.call('POST', '/api/Link/Upsert', { token, body: { ...body, NewRelationship: 'Insured' } });
    await page.getByRole('button', { name: 'has Maria Jensen as Insured' }).waitFor();
    await server.call('POST', '/api/Link/Remove', { token, body: { ...body, Relationship: undefined } });
    await extent(page, '2 records and 1 link are shown.');
  });

  test('shows only what the user may view', async () => {
    const page = await open('/graph/Claim/5001', { user: 'vera' });
    await extent(page, '3 records and 2 links are shown.');
    await expect.poll(() => page.getByText('survey.pdf').count()).toBe(0);
    const other = await open('/graph/Policy/67890', { user: 'vera' });
    await other.getByText('You may not open this page').waitFor();
    const gone = await open('/graph/Claim/999');
    await gone.getByRole('heading', { level: 1, name: 'There is no such record' }).waitFor();
  });

  test('with 2,000 records says what part it shows, and still answers', async () => {
    const page = await open('/graph/Contact/2004');
    await extent(page, `Loaded in part: Broker <&> "Sons" 200 of ${(many + 1).toLocaleString('en')} links.`);
    await page.getByRole('button', { name: 'Load 200 more' }).click();
    await extent(page, '401 records and 400 links are shown.');
    await page.goto(`${server.address}/graph/Contact/2004?expand=Contact-2004~2200`);
    await extent(page, '2,000 records and 1,999 links are shown. The picture is full');
    await extent(page, '152 links that are loaded have no room');
    await picture(page).waitFor();
    await page.getByRole('button', { name: 'Zoom in' }).click();
    await page.getByRole('button', { name: 'Show everything' }).click();
    await page.getByRole('tab', { name: 'List' }).click();
    await page.getByRole('textbox', { name: 'Find in the picture' }).fill('CLM-101500');
    await page.getByRole('treeitem', { name: 'CLM-101500, Claim, 1 link' }).click();
    await page.getByRole('tab', { name: 'Record' }).click();
    await selected(page, 'CLM-101500');
    await page.getByRole('button', { name: 'has Broker <&> "Sons" as Broker' }).click();
    await selected(page, 'Broker <&> "Sons"');
    const svg = await save(page, 'As a drawing (SVG)');
    expect(svg.content.toString('utf8').match(/<g><title>/g)).toHaveLength(2_000);
  });

  test('is accessible, by axe, also on a phone', async () => {
    const page = await open('/graph/Claim/5001?from=Contact-2001&to=Contact-2002');
    await page.getByText('They are 2 links apart.').waitFor();
    await picture(page).waitFor();
    await page.getByRole('tab', { name: 'List' }).click();
    await page.getByRole('treeitem', { name: 'CLM-2026-0001, Claim, 3 links' }).waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.getByRole('button', { name: 'All relationships' }).click();
    await page.getByRole('checkbox', { name: 'Claimant 1' }).waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await page.setViewportSize(phone);
    await page.getByRole('tab', { name: 'Record' }).click();
    await selected(page, 'CLM-2026-0001');
    await expect.poll(() => sideways(page)).toBe(0);
    expect(await accessibilityFaults(page)).toEqual([]);
  });

  test('loads what draws it only here', async () => {
    const page = await open('/account');
    await page.getByRole('heading', { level: 1, name: 'Your account' }).waitFor();
    const scripts = () =>
      page.evaluate(
        () => performance.getEntriesByType('resource').filter(({ name }) => /graph-canvas/.test(name)).length,
      );
    expect(await scripts()).toBe(0);
    await page.goto(`${server.address}/graph/Claim/5001`);
    await picture(page).waitFor();
    expect(await scripts()).toBeGreaterThan(0);
  });
});
