/** Numbers and dates in the console: typed as they are shown, in the way of the browser's place. */
import { beforeAll, expect, test } from 'vitest';
import type { RecordRow } from '#linkwright/client/index.js';
import { inBrowser, openWindow, startConsole } from '../support/browser.js';
import { claimsFixture } from '../support/records-console.js';
import type { TestServer } from '../support/server.js';
import { consoleStore } from '../support/stores.js';

interface Place {
  locale: string;
  /** What is typed, and what it is to the server. */
  typed: [text: string, value: number | string][];
  /** How 1234567.25 and a day are shown. */
  shown: string;
  day: string;
}

const places: Place[] = [
  {
    locale: 'en-US',
    typed: [
      ['41,100.50', 41_100.5],
      ['41100.5', 41_100.5],
      ['-1,000', -1000],
      ['12,345,678,901,234,567,890.5', '12345678901234567890.5'],
      ['1,234,567.25', 1_234_567.25],
    ],
    shown: '1,234,567.25',
    day: 'Nov 3, 2026',
  },
  {
    locale: 'de-DE',
    typed: [
      ['41.100,50', 41_100.5],
      ['41100,5', 41_100.5],
      ['41100.5', 41_100.5],
      ['1.234', 1234],
      ['1.234.567,25', 1_234_567.25],
    ],
    shown: '1.234.567,25',
    day: '03.11.2026',
  },
  {
    locale: 'fr-FR',
    typed: [
      ['41 100,50', 41_100.5],
      ['1 234 567,25', 1_234_567.25],
    ],
    shown: '1\u202f234\u202f567,25',
    day: '3 nov. 2026',
  },
];

inBrowser('numbers in the console', consoleStore('sqlite'), (store) => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startConsole(store, [claimsFixture]);
  });

  test.each(places)(
    'are read as they are shown in $locale, to the last digit',
    async ({ locale, typed, shown, day }) => {
      const token = await server.token('ada');
      await server.call('PUT', '/api/Claim/5001', { token, body: { LossDate: '2026-11-03' } });
      const page = await openWindow(server, { token, path: '/records/Claim/5001/edit', locale });
      const amount = page.getByRole('textbox', { name: 'Amount' });
      for (const [text, value] of typed) {
        await page.goto(`${server.address}/records/Claim/5001/edit`);
        await amount.fill(text);
        expect(await amount.inputValue()).toBe(text);
        await page.getByRole('button', { name: 'Save' }).click();
        await page.getByRole('heading', { level: 1, name: 'CLM-2026-0001' }).waitFor();
        const { body } = await server.call<RecordRow>('GET', '/api/Claim/5001', { token });
        expect([text, body.Amount]).toEqual([text, value]);
      }
      await page.getByText(shown, { exact: true }).waitFor();
      await page.getByText(day, { exact: true }).waitFor();
      await page.getByRole('link', { name: 'Edit' }).click();
      await expect.poll(() => amount.inputValue()).toBe(shown);
    },
  );

  test('that are none are refused beside the field', async () => {
    const token = await server.token('ada');
    const page = await openWindow(server, { token, path: '/records/Claim/5001/edit', locale: 'en-US' });
    await page.getByRole('textbox', { name: 'Amount' }).fill('41,5');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Amount must be a number', { exact: false }).waitFor();
    expect(await page.getByRole('textbox', { name: 'Amount' }).inputValue()).toBe('41,5');
  });
});
