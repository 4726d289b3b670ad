/** Notices in the corner that offer something: what they offer is reached on every phone. */
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Answer } from '../support/answers.js';
import { hasBrowser, openWindow, startConsole } from '../support/browser.js';
import { claimsFixture } from '../support/records-console.js';
import type { TestServer } from '../support/server.js';
import { consoleStore } from '../support/stores.js';

const long =
  'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft & Söhne, Rechtsnachfolger der Hartmann und Partner Versicherungsmakler GmbH';
const fixture = {
  ...claimsFixture,
  records: {
    ...claimsFixture.records,
    Contact: [1, 2, 3].map((id) => ({
      id: 2000 + id,
      ContactNumber: `C-${2000 + id}`,
      Name: `${long} ${id}`,
    })),
  },
};

/** What a person would press at the middle of each button that is named so, and whether all of it is in the window. */
const reached = (page: Page, name: string) =>
  page.getByRole('button', { name }).evaluateAll((buttons) =>
    buttons.map((button) => {
      const { left, top, right, bottom } = button.getBoundingClientRect();
      const hit = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
      const isInside = left >= 0 && top >= 0 && right <= innerWidth && bottom <= innerHeight;
      return isInside && bottom - top >= 24 && button.contains(hit);
    }),
  );

const widths = [320, 360, 390, 414];

describe.skipIf(!hasBrowser)('what a notice offers', () => {
  const store = consoleStore('postgres');
  let server: TestServer;
  let call: (method: string, path: string, body: unknown) => Promise<Answer>;
  beforeAll(async () => {
    server = await startConsole(store, [fixture]);
    const token = await server.token('ada');
    call = (method: string, path: string, body: unknown) => server.call(method, path, { token, body });
  });

  test.each(widths)('can be pressed in a window of %d pixels', async (width) => {
    for (const ChildRecordID of [2001, 2002, 2003])
      await call('POST', '/api/Link/Upsert', {
        ParentDomain: 'Claim',
        ParentRecordID: 5001,
        ChildDomain: 'Contact',
        ChildRecordID,
        Relationship: 'Witness',
      });
    const page = await openWindow(server, {
      token: await server.token('ada'),
      path: '/records/Claim/5001',
      viewport: { width, height: 640 },
    });
    const bins = page.getByRole('button', { name: /^Remove / });
    const undos = page.getByRole('button', { name: 'Undo' });
    // By the keyboard, since notices lie over the page.
    for (let count = 1; count <= 3; count++) {
      await bins.first().focus();
      await page.keyboard.press('Enter');
      await expect.poll(() => undos.count()).toBe(count);
      // Once the row is gone, which gives the focus to what it stood in.
      await page.getByRole('tabpanel').and(page.locator(':focus')).waitFor();
      await expect.poll(() => reached(page, 'Undo')).toEqual(Array(count).fill(true));
    }
    // It stays while somebody is at it, be it by the keyboard.
    await undos.first().focus();
    await page.keyboard.press('Enter');
    await expect.poll(() => undos.count()).toBe(2);
    await expect.poll(() => bins.count()).toBe(1);
  });

  test('stays for twenty seconds, and while it has the focus', async () => {
    await call('POST', '/api/Link/Upsert', {
      ParentDomain: 'Claim',
      ParentRecordID: 5001,
      ChildDomain: 'Contact',
      ChildRecordID: 2001,
    });
    const page = await openWindow(server, { token: await server.token('ada'), path: '/records/Claim/5001' });
    const bin = page.getByRole('button', { name: /^Remove / }).first();
    await bin.waitFor();
    await page.clock.install();
    await bin.press('Enter');
    const undo = page.getByRole('button', { name: 'Undo' });
    await undo.waitFor();
    await page.clock.runFor(15_000);
    expect(await undo.count()).toBe(1);
    await undo.focus();
    await page.clock.runFor(60_000);
    expect(await undo.count()).toBe(1);
    await undo.evaluate((button) => button.blur());
    await page.clock.runFor(25_000);
    await expect.poll(() => undo.count()).toBe(0);
  });
});
