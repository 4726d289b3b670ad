/** What a link itself says, in the console: asked for where it is made, shown in lists, changed, and undone. */
import type { Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import {
  accessibilityFaults,
  inBrowser,
  openWindow,
  phone,
  sideways,
  startConsole,
} from '../support/browser.js';
import { claimsFixture } from '../support/records-console.js';
import type { TestServer } from '../support/server.js';
import { consoleStore } from '../support/stores.js';

const fixture = {
  ...claimsFixture,
  links: [],
  linkFields: {
    Contact: [
      { Name: 'Since', Type: 'Date' as const },
      { Name: 'Share', Label: 'Share in percent', Type: 'Numeric' as const },
      { Name: 'Capacity', Type: 'Coded' as const, Codes: ['alone', 'jointly'] },
    ],
    File: [{ Name: 'Note', Type: 'Text' as const }],
  },
};

inBrowser('fields of links in the console', consoleStore('postgres'), (store) => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startConsole(store, [fixture]);
  });
  const open = async (path: string, user = 'ada', options = {}) => {
    const page = await openWindow(server, { token: await server.token(user), path, ...options });
    await page.getByRole('heading', { level: 1 }).waitFor();
    return page;
  };
  const call = async (method: string, path: string, body?: object) =>
    (await server.call(method, path, { token: await server.token('ben'), body })).body;
  const upsert = (child: object, Fields: object) =>
    call('POST', '/api/Link/Upsert', { ParentDomain: 'Claim', ParentRecordID: 5001, ...child, Fields });
  const maria = { ChildDomain: 'Contact', ChildRecordID: 2001, Relationship: 'Adjuster' };
  const ofLinks = async () =>
    call(
      'GET',
      '/api/Link/Query?parentDomain=Claim&parentRecordID=5001&childDomain=Contact&columns=ContactType,Fields.Since,Fields.Share,Fields.Capacity',
    );
  const adjusters = (page: Page) => page.getByRole('table', { name: 'Adjuster' });
  const choose = async (page: Page, label: string, words: string, option: string) => {
    await page.getByRole('combobox', { name: label }).fill(words);
    await page.getByRole('option', { name: new RegExp(`^${option}`) }).click();
  };

  test('are asked for where a contact is attached, and shown in its row', async () => {
    const page = await open('/records/Claim/5001');
    await page.getByRole('button', { name: 'Attach a contact' }).click();
    const dialog = page.getByRole('dialog');
    await choose(page, 'Contact', 'maria', 'Maria Jensen');
    await choose(page, 'Relationship', 'Adj', 'Adjuster');
    await dialog.getByLabel('Since').fill('2026-03-03');
    await dialog.getByRole('textbox', { name: 'Share in percent' }).fill('half');
    await page.getByText('Share must be a number', { exact: false }).waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await dialog.getByRole('textbox', { name: 'Share in percent' }).fill('50');
    await page.getByText('Maria Jensen will be attached to CLM-2026-0001 as Adjuster.').waitFor();
    await dialog.getByRole('button', { name: 'Attach', exact: true }).click();
    await adjusters(page).getByText('Since Mar 3, 2026 · Share in percent 50').waitFor();
    expect(await ofLinks()).toEqual([
      { ContactType: 'Adjuster', 'Fields.Since': '2026-03-03', 'Fields.Share': 50, 'Fields.Capacity': null },
    ]);
    // Whoever attaches the contact again is told what will be otherwise.
    await page.getByRole('button', { name: 'Attach a contact' }).click();
    await choose(page, 'Contact', 'maria', 'Maria Jensen');
    await dialog.getByLabel('Since').fill('2026-03-03');
    await page.getByText('Maria Jensen is attached already as Adjuster. Nothing changes.').waitFor();
    await dialog.getByLabel('Since').fill('2026-03-04');
    await page.getByText('What the link says will change.', { exact: false }).waitFor();
  });

  test('are changed with the relationship in one dialog, beside what is wrong, and undone together', async () => {
    await upsert(maria, { Since: '2026-03-03', Share: 50, Capacity: null });
    const before = await ofLinks();
    const page = await open('/records/Claim/5001');
    await page.getByRole('button', { name: 'Edit the link of Maria Jensen (Adjuster)' }).click();
    const dialog = page.getByRole('dialog', { name: 'Edit the link of Maria Jensen (Adjuster)' });
    await expect.poll(() => dialog.getByLabel('Since').inputValue()).toBe('2026-03-03');
    await dialog.getByLabel('Since').fill('');
    await dialog.getByRole('textbox', { name: 'Share in percent' }).fill('half');
    await choose(page, 'Capacity', 'joint', 'jointly');
    await choose(page, 'Relationship', 'Bro', 'Broker');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await dialog.getByText('Share must be a number', { exact: false }).waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await dialog.getByRole('textbox', { name: 'Share in percent' }).fill('33.25');
    await dialog.getByRole('button', { name: 'Save' }).click();
    const brokers = page.getByRole('table', { name: 'Broker' });
    await brokers.getByText('Share in percent 33.25 · Capacity jointly').waitFor();
    expect(await ofLinks()).toEqual([
      { ContactType: 'Broker', 'Fields.Since': null, 'Fields.Share': 33.25, 'Fields.Capacity': 'jointly' },
    ]);
    await page.keyboard.press('Control+z');
    await adjusters(page).getByText('Since Mar 3, 2026 · Share in percent 50').waitFor();
    expect(await ofLinks()).toEqual(before);
  });

  test('of files are changed and shown likewise, and seen from the other end', async () => {
    await upsert({ ChildDomain: 'File', ChildRecordID: 3002 }, { Note: 'signed' });
    const page = await open('/records/Claim/5001?tab=files', 'ada', { viewport: phone });
    await page.getByText('Note signed').waitFor();
    await page.getByRole('button', { name: 'Edit the link of note.txt' }).click();
    await expect.poll(() => sideways(page)).toBe(0);
    await page.getByRole('textbox', { name: 'Note' }).fill('signed twice');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Note signed twice').waitFor();
    await page.goto(`${server.address}/records/File/3002?tab=on`);
    await page.getByRole('table', { name: 'Claim' }).getByText('Note signed twice').waitFor();
  });

  test('may be changed by those alone who may attach', async () => {
    await upsert(maria, { Since: '2026-03-03' });
    const page = await open('/records/Claim/5001', 'vera');
    await page.getByText('Since Mar 3, 2026', { exact: false }).waitFor();
    await expect.poll(() => page.getByRole('button', { name: /^Edit the link/ }).count()).toBe(0);
  });
});
