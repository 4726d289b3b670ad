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
  page.getByRole('button', { name, exact: true }).evaluateAll((buttons) =>
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
    const undos = page.getByRole('button', { name: 'Undo', exact: true });
    // By the keyboard, since notices lie over the page.
    for (let count = 1; count <= 3; count++) {
      await bins.first().focus();
      await page.keyboard.press('Enter');
      if (count > 1) await page.getByText(`Below it ${count - 1} earlier.`).waitFor();
      // The row has the focus.
      await page.getByRole('row', { name: 'Removed' }).and(page.locator(':focus')).waitFor();
      await expect.poll(() => reached(page, 'Undo')).toEqual([true]);
    }
    await undos.focus();
    await page.keyboard.press('Enter');
    await page.getByText('Below it 1 earlier.').waitFor();
    await expect.poll(() => bins.count()).toBe(1);
  });

  test('stays until somebody closes it, the newest on the others', async () => {
    for (const ChildRecordID of [2001, 2002, 2003])
      await call('POST', '/api/Link/Upsert', {
        ParentDomain: 'Claim',
        ParentRecordID: 5002,
        ChildDomain: 'Contact',
        ChildRecordID,
      });
    const page = await openWindow(server, { token: await server.token('ada'), path: '/records/Claim/5002' });
    const bins = page.getByRole('button', { name: /^Remove / });
    const undos = page.getByRole('button', { name: 'Undo', exact: true });
    await bins.first().waitFor();
    await page.clock.install();
    for (let count = 1; count <= 3; count++) {
      await bins.first().press('Enter');
      await expect.poll(() => bins.count()).toBe(3 - count);
    }
    await page.clock.runFor(600_000);
    await page.getByText('Below it 2 earlier.').waitFor();
    await page.getByRole('alert').filter({ has: undos }).getByRole('button').last().click();
    await page.clock.runFor(1_000);
    await expect.poll(() => undos.count()).toBe(0);
  });
});
