/**
 * A walk through every page, by axe and with the keyboard alone. The other tests ask axe only about what does not show
 * here: dialogs, lists that are open, what has been refused.
 */
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { tour } from '#linkwright/cli/demo-tour.js';
import { consolePages } from '../../scripts/console-pages.mjs';
import {
  accessibilityFaults,
  hasBrowser,
  openWindow,
  phone,
  sideways,
  startConsole,
} from '../support/browser.js';
import type { TestServer } from '../support/server.js';
import { consoleStore } from '../support/stores.js';

/** Steps after which a walk has lost its way. */
const longest = 400;

/**
 * In the page: numbers what can be reached with the Tab key, and answers how many there are. Of a group of radio buttons
 * one is reached; the others by arrows.
 */
function numberStops() {
  const wanted = 'a[href], button, input, select, textarea, summary, [tabindex]';
  const groups = new Set<string>();
  // A dialog keeps the focus.
  const within = document.querySelector('[aria-modal="true"]') ?? document;
  const stops = [...within.querySelectorAll<HTMLElement>(wanted)].filter((element) => {
    if (
      element.tabIndex < 0 ||
      element.matches(':disabled') ||
      element.closest('[inert], [aria-hidden="true"]')
    )
      return false;
    if (!element.checkVisibility({ visibilityProperty: true, opacityProperty: false })) return false;
    if (element instanceof HTMLInputElement && element.type === 'radio') {
      const group = `${element.form?.id} ${element.name}`;
      const isFirst = !groups.has(group);
      groups.add(group);
      const chosen = document.querySelector(`input[type=radio][name="${CSS.escape(element.name)}"]:checked`);
      return chosen === null ? isFirst : chosen === element;
    }
    return true;
  });
  for (const [at, element] of stops.entries()) element.dataset.stop = String(at);
  return stops.map(
    (element) => (element.getAttribute('aria-label') ?? element.textContent).slice(0, 40) || element.tagName,
  );
}

/** In the page: what has the focus, and whether a person sees it. */
function presentStop() {
  const element = document.activeElement;
  if (!(element instanceof HTMLElement) || element === document.body) return undefined;
  const { left, top, width, height } = element.getBoundingClientRect();
  // Of something tall its beginning has to be seen.
  const x = Math.min(Math.max(left + width / 2, 0), innerWidth - 1);
  const y = Math.min(Math.max(top + Math.min(height / 2, 20), 0), innerHeight - 1);
  const above = document.elementFromPoint(x, y);
  const seen =
    above !== null && (element.contains(above) || above.contains(element) || above.closest('label') !== null);
  return { stop: element.dataset.stop, seen, what: element.outerHTML.slice(0, 160) };
}

async function walk(page: Page) {
  const stops = await page.evaluate(numberStops);
  const reached = new Set<string>();
  const hidden: string[] = [];
  let last: string | undefined;
  await page.evaluate(() => {
    // Where the next step starts from; a dialog has the focus within it.
    if (document.querySelector('[aria-modal="true"]') !== null) return;
    document.body.tabIndex = -1;
    document.body.focus();
    document.body.removeAttribute('tabindex');
  });
  for (let step = 0; step < longest; step++) {
    await page.keyboard.press('Tab');
    const present = await page.evaluate(presentStop);
    // Within an input for a date the step goes on from its day to its month.
    if (present !== undefined && present.stop !== undefined && present.stop === last) continue;
    if (present === undefined || (present.stop !== undefined && reached.has(present.stop))) break;
    last = present.stop;
    if (present.stop !== undefined) reached.add(present.stop);
    if (!present.seen) hidden.push(present.what);
  }
  return { missed: stops.filter((_, at) => !reached.has(String(at))), hidden };
}

describe.skipIf(!hasBrowser)('every page', () => {
  const store = consoleStore('postgres');
  let server: TestServer;
  beforeAll(async () => {
    server = await startConsole(store, [tour]);
  });

  test.each(consolePages.map((page) => [page.name, page]))('%s', async (_name, { path, before }) => {
    const page = await openWindow(server, { token: await server.token('demo'), path: `/${path}` });
    await page.getByRole('heading', { level: 1 }).waitFor();
    await before?.(page);
    await page.waitForFunction(() => document.querySelector('[aria-busy="true"]') === null);
    expect(await accessibilityFaults(page)).toEqual([]);
    expect(await walk(page)).toEqual({ missed: [], hidden: [] });
    await page.setViewportSize(phone);
    // A page that asks how wide its window is lays itself out anew.
    await expect.poll(() => sideways(page)).toBe(0);
    expect(await accessibilityFaults(page)).toEqual([]);
  });
});
