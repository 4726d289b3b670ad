/** The console's import page as tests use it. */
import { openWindow } from './browser.js';

/** A file as a person chooses it. */
export const sampleOf = (name, text) => ({ name, mimeType: 'text/csv', buffer: Buffer.from(text) });

export const csvOf = (name, header, rows) =>
  sampleOf(name, [header, ...rows].map((cells) => `${cells.join(',')}\n`).join(''));

/** Opens the page. Answers Playwright's page. */
export async function openImport(server, options) {
  const page = await openWindow(server, { path: '/import', ...options });
  // From now on, so that a key that is pressed at once does not come before somebody listens.
  page.on('filechooser', () => undefined);
  await page.getByRole('heading', { level: 1, name: 'Import' }).waitFor();
  return page;
}

/** Chooses a file with the page's button. */
export async function choose(page, file, button = 'Choose a file') {
  const choosing = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: button, exact: true }).click();
  await (await choosing).setFiles(file);
}

/** Waits until the page says this of the import. */
export function statusOf(page, text, timeout = 30_000) {
  return page.getByRole('status').getByText(text, { exact: true }).waitFor({ timeout });
}

/**
 * Holds the call of that number of many links, until it is released; those behind it wait for it by themselves. Answers
 * `reached`, which waits for it, `release`, and `count` of the calls.
 */
export async function held(page, number) {
  let count = 0;
  let release;
  let reach;
  const released = new Promise((resolve) => {
    release = resolve;
  });
  const reached = new Promise((resolve) => {
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
export async function tabTo(page, name, key = 'Tab') {
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
