/** What somebody has done to a record's links, taken back where it was done, by a key, and later. */
import type { Locator, Page } from 'playwright-core';
import { beforeAll, beforeEach, expect, test } from 'vitest';
import {
  accessibilityFaults,
  inBrowser,
  openWindow,
  phone,
  sideways,
  startConsole,
} from '../support/browser.js';
import { claimsFixture } from '../support/records-console.js';
import { required } from '../support/required.js';
import type { TestServer } from '../support/server.js';
import { consoleStore } from '../support/stores.js';

const people = [2001, 2002, 2003];

inBrowser('what was done to links in the console', consoleStore('sqlite'), (store) => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startConsole(store, [{ ...claimsFixture, links: [] }]);
  });
  const call = async (method: string, path: string, body?: object) =>
    (await server.call(method, path, { token: await server.token('ben'), body })).body;
  beforeEach(async () => {
    for (const ChildRecordID of people)
      await call('POST', '/api/Link/Upsert', {
        ParentDomain: 'Claim',
        ParentRecordID: 5001,
        ChildDomain: 'Contact',
        ChildRecordID,
        Relationship: 'Witness',
      });
  });
  const linksOfClaim = () =>
    call('GET', '/api/Link/Query?parentDomain=Claim&parentRecordID=5001&childDomain=Contact');
  const open = async (path = '/records/Claim/5001', user = 'ada', options = {}) => {
    const page = await openWindow(server, { token: await server.token(user), path, ...options });
    await page.getByRole('heading', { level: 1 }).waitFor();
    return page;
  };
  const witnesses = (page: Page) => page.getByRole('table', { name: 'Witness' });
  const namesOf = async (page: Page) =>
    (await witnesses(page).getByRole('row').allInnerTexts())
      .slice(1)
      .map((row) => required(row.split('\n')[0]).replace(' Removed', ''));
  const notice = (page: Page) => page.getByRole('alert').getByRole('button', { name: 'Undo', exact: true });
  const hasFocus = (page: Page, element: Locator) => element.and(page.locator(':focus')).waitFor();

  test('keeps its place, struck through, and is undone there with a Tab: the link is what it was', async () => {
    const page = await open();
    await witnesses(page).getByRole('link', { name: 'Tom Okafor' }).waitFor();
    const [names, before] = [await namesOf(page), await linksOfClaim()];
    expect(names[1]).toBe('Tom Okafor');
    await page.getByRole('button', { name: 'Remove Tom Okafor (Witness)' }).press('Enter');
    const row = witnesses(page).getByRole('row', { name: 'Tom Okafor' });
    await row.locator('s').getByText('Tom Okafor').waitFor();
    await hasFocus(page, row);
    expect(await namesOf(page)).toEqual(names);
    expect(await linksOfClaim()).toHaveLength(2);
    await page.getByRole('tab', { name: 'Contacts 2' }).waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);

    await page.keyboard.press('Tab');
    await hasFocus(page, row.getByRole('button', { name: 'Undo the removal of Tom Okafor (Witness)' }));
    await page.keyboard.press('Enter');
    await row.getByRole('link', { name: 'Tom Okafor' }).waitFor();
    await hasFocus(page, row);
    await expect.poll(() => notice(page).count()).toBe(0);
    expect(await namesOf(page)).toEqual(names);
    expect(await linksOfClaim()).toEqual(before);
  });

  test('is undone by Ctrl-Z, the newest first; within a field the key is the field’s', async () => {
    const page = await open();
    const before = await linksOfClaim();
    for (const name of ['Maria Jensen', 'Tom Okafor']) {
      await page.getByRole('button', { name: `Remove ${name} (Witness)` }).press('Enter');
      await page.getByRole('button', { name: `Undo the removal of ${name} (Witness)` }).waitFor();
    }
    await page.getByRole('button', { name: 'Attach a contact' }).click();
    await page.getByRole('combobox', { name: 'Contact' }).press('Control+z');
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();
    await page.getByText('Below it 1 earlier.').waitFor();
    await page.keyboard.press('Control+z');
    await page.getByText('Undone: Tom Okafor is removed from CLM-2026-0001.').waitFor();
    await witnesses(page).getByRole('link', { name: 'Tom Okafor' }).waitFor();
    await page.keyboard.press('Control+z');
    await witnesses(page).getByRole('link', { name: 'Maria Jensen' }).waitFor();
    expect(await linksOfClaim()).toEqual(before);
    await page.keyboard.press('Control+z');
    expect(await notice(page).count()).toBe(0);
  });

  test('leaves its place once pointer and focus have left the list, the last one with its list', async () => {
    const page = await open();
    const removed = page.getByRole('button', { name: /^Undo the removal/ });
    for (const count of [1, 2, 3]) {
      await page
        .getByRole('button', { name: /^Remove / })
        .first()
        .click();
      await expect.poll(() => removed.count()).toBe(count);
    }
    await page.mouse.move(0, 0);
    // The focus is in the list.
    await expect.poll(() => removed.count()).toBe(3);
    await page.getByRole('tab', { name: 'Contacts' }).focus();
    await page.getByText('No contact is attached').waitFor();

    await page.getByRole('tab', { name: 'History' }).click();
    const entry = page.getByRole('listitem').filter({ hasText: 'Tom Okafor removed, was Witness' }).first();
    await entry.getByRole('button', { name: 'Undo: Tom Okafor removed, was Witness' }).click();
    await page.getByText('Undone: Tom Okafor removed, was Witness.').waitFor();
    await page.getByRole('tab', { name: 'Contacts 1' }).click();
    await witnesses(page).getByRole('link', { name: 'Tom Okafor' }).waitFor();
  });

  test('is refused where somebody has changed it since, and says so', async () => {
    const page = await open();
    await page.getByRole('button', { name: 'Change the relationship of Maria Jensen (Witness)' }).click();
    await page.getByRole('option', { name: 'Broker' }).click();
    await page.getByRole('table', { name: 'Broker' }).waitFor();
    const link = { ParentDomain: 'Claim', ParentRecordID: 5001, ChildDomain: 'Contact', ChildRecordID: 2001 };
    await call('POST', '/api/Link/Upsert', { ...link, Relationship: 'Employer' });
    await page.getByRole('table', { name: 'Employer' }).waitFor();
    await page.keyboard.press('Control+z');
    await page.getByRole('alert').getByText('That did not work').waitFor();
    expect((await linksOfClaim()).map(({ ContactType }) => ContactType)).toContain('Employer');
    await call('POST', '/api/Link/Upsert', { ...link, Relationship: 'Witness' });
  });

  test('takes a relationship away again from a link that had none', async () => {
    const link = { ParentDomain: 'Claim', ParentRecordID: 5002, ChildDomain: 'Contact', ChildRecordID: 2001 };
    await call('POST', '/api/Link/Upsert', link);
    const page = await open('/records/Claim/5002');
    await page.getByRole('button', { name: 'Change the relationship of Maria Jensen' }).click();
    await page.getByRole('option', { name: 'Broker' }).click();
    await page.getByRole('table', { name: 'Broker' }).waitFor();
    await page.keyboard.press('Control+z');
    await page
      .getByRole('table', { name: 'Without a relationship' })
      .getByRole('link', { name: 'Maria Jensen' })
      .waitFor();
  });

  test('is offered to those alone who may do the opposite, and of each link its newest change', async () => {
    const [link] = (await linksOfClaim()).filter(({ ChildID }) => ChildID === 2003);
    const page = await open('/records/Claim/5001?tab=history', 'clara');
    await page.getByRole('list', { name: 'History', exact: true }).waitFor();
    // She may attach, and not detach: of the links that are there none is hers to take back.
    await expect
      .poll(() => page.getByRole('button', { name: /^Undo: Hartmann & Söhne GmbH attached/ }).count())
      .toBe(0);
    const ada = await open('/records/Claim/5001?tab=history');
    const ofLink = ada.getByRole('listitem').filter({ hasText: `Link ${required(link).LinkID}` });
    await ofLink.first().waitFor();
    await expect.poll(() => ofLink.getByRole('button', { name: /^Undo: / }).count()).toBe(1);
  });

  test('fits a phone', async () => {
    const page = await open('/records/Claim/5001', 'ada', { viewport: phone, hasTouch: true });
    await page.getByRole('button', { name: 'Remove Maria Jensen (Witness)' }).tap();
    const undoing = page.getByRole('button', { name: 'Undo the removal of Maria Jensen (Witness)' });
    await undoing.waitFor();
    await expect.poll(() => sideways(page)).toBe(0);
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.getByRole('alert').getByRole('button').last().tap();
    await expect.poll(() => notice(page).count()).toBe(0);
  });
});
