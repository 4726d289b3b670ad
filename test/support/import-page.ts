/** The console's import page as tests use it. */
import type { Page } from 'playwright-core';
import { openWindow, type WindowOptions } from './browser.js';

/** A file as a person chooses it. */
export interface Sample {
  name: string;
  mimeType: string;
  buffer: Buffer;
}

export const sampleOf = (name: string, text: string): Sample => ({
  name,
  mimeType: 'text/csv',
  buffer: Buffer.from(text),
});

export const csvOf = (name: string, header: string[], rows: (string | number)[][]) =>
  sampleOf(name, [header, ...rows].map((cells) => `${cells.join(',')}\n`).join(''));

/** Opens the page. */
export async function openImport(
  server: { address: string; basePath?: string },
  options: WindowOptions,
): Promise<Page> {
  const page = await openWindow(server, { path: '/import', ...options });
  // From now on, so that a key that is pressed at once does not come before somebody listens.
  page.on('filechooser', () => undefined);
  await page.getByRole('heading', { level: 1, name: 'Import' }).waitFor();
  return page;
}

/** Chooses a file with the page's button. */
export async function choose(page: Page, file: Sample, button = 'Choose a file'): Promise<void> {
  const choosing = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: button, exact: true }).click();
  await (await choosing).setFiles(file);
}

/** Waits until the page says this of the import. */
export function statusOf(page: Page, text: string, timeout = 30_000): Promise<void> {
  return page.getByRole('status').getByText(text, { exact: true }).waitFor({ timeout });
}

/** A call of many links that is held. */
export interface HeldCall {
  /** Resolves when the call has come. */
  reached(): Promise<void>;
  release(): void;
  /** How many calls have come. */
  count(): number;
}

/** Holds the call of that number of many links, until it is released; those behind it wait for it by themselves. */
export async function held(page: Page, number: number): Promise<HeldCall> {
  let count = 0;
  let release = () => {};
  let reach = () => {};
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  const reached = new Promise<void>((resolve) => {
    reach = resolve;
  });
  await page.route('**/api/Link/BulkUpsert*', async (route) => {
    count++;
    if (count === number) {
      reach();
      await released;
    }
    await route.fallback().catch(() => undefined);
  });
  return { reached: () => reached, release, count: () => count };
}

/** Goes on with the keyboard to what has this name. */
export async function tabTo(page: Page, name: string, key = 'Tab'): Promise<void> {
  for (let pressed = 0; pressed < 100; pressed++) {
    await page.keyboard.press(key);
    const focused = await page.evaluate(() => {
      const element = document.activeElement;
      return element?.getAttribute('aria-label') ?? element?.textContent;
    });
    if (focused?.trim() === name) return;
  }
  throw new Error(`The keyboard does not come to ${name}.`);
}
