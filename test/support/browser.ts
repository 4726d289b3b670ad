/** A real browser for the tests of the console. Anything that the page complains of fails the test. */
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { AxeBuilder } from '@axe-core/playwright';
import type { RunOptions } from 'axe-core';
import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  chromium,
  type Page,
} from 'playwright-core';
import { afterAll, afterEach, describe, expect } from 'vitest';
import type { Fixture } from '#linkwright/fixture/shape.js';
import type { AppOptions } from '#linkwright/http/app.js';
import { contrast } from './contrast.js';
import { startServer, type TestServer } from './server.js';
import type { TestStore } from './stores.js';

const executablePath = '/usr/bin/chromium';

/** Whether there is a browser; `npm run verify` installs one where it may. */
export const hasBrowser = existsSync(executablePath);

/** A group of tests on `store`, where there is a browser. */
export function inBrowser(
  name: string,
  store: TestStore,
  tests: (store: TestStore) => void | Promise<void>,
): void {
  describe.skipIf(!hasBrowser)(`${name} on ${store.name}`, () => tests(store));
}

const desktop = { width: 1440, height: 900 };
export const phone = { width: 390, height: 844 };

/** The built console, as `serve` finds it. */
const folder = fileURLToPath(new URL('../../dist/console', import.meta.url));

/** As `startServer`, with the console at its address. */
export function startConsole(
  store: TestStore,
  fixtures: Fixture[],
  { linksSignIn = false, ...options }: Partial<AppOptions> & { linksSignIn?: boolean } = {},
): Promise<TestServer> {
  return startServer(store, fixtures, { ...options, console: { folder, linksSignIn } });
}

let browser: Browser | undefined;
const complaints: string[] = [];
const contexts: BrowserContext[] = [];

afterEach(async () => {
  const heard = complaints.splice(0);
  for (const context of contexts.splice(0)) await context.close();
  expect(heard.join('\n')).toBe('');
});

afterAll(async () => {
  await browser?.close();
  browser = undefined;
});

/** The browser's own message about a refusal, which the page shows anyway. */
const isRefusal = (text: string) =>
  /^Failed to load resource: the server responded with a status of/.test(text);

export interface WindowOptions extends BrowserContextOptions {
  /** Signs the window in. */
  token?: string | undefined;
  /** Where it begins. */
  path?: string;
}

/** Opens a window of its own, as another person's, closed after the test. */
export async function openWindow(
  { address, basePath = '' }: { address: string; basePath?: string },
  { token, path = '/', viewport = desktop, ...options }: WindowOptions = {},
): Promise<Page> {
  browser ??= await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-dev-shm-usage'] });
  const context = await browser.newContext({ viewport, reducedMotion: 'reduce', ...options });
  contexts.push(context);
  context.setDefaultTimeout(20_000);
  if (token !== undefined) {
    // The token is put there once: when the page has forgotten it, it must stay forgotten.
    const storageState = { key: `linkwright-token:${basePath}`, value: token };
    await context.addInitScript(({ key, value }) => {
      // A document that is embedded in the page has no storage.
      if (window !== window.top) return;
      if (sessionStorage.getItem('signed-in') !== null) return;
      sessionStorage.setItem('signed-in', 'once');
      localStorage.setItem(key, value);
    }, storageState);
  }
  const page = await context.newPage();
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type()) && !isRefusal(message.text()))
      complaints.push(message.text());
  });
  await page.goto(address + path);
  return page;
}

/** Loading axe takes longer than its answer, so a page that has it keeps it. */
async function axeOf(page: Page): Promise<AxeBuilder> {
  // An embedded document may have come since.
  const isAlone = page.frames().length === 1;
  const isThere = isAlone && (await page.evaluate(() => 'axe' in window));
  return new AxeBuilder(isThere ? { page, axeSource: 'void 0' } : { page });
}

/** What axe objects to in the page by these rules. It runs in one go: put together from parts, its answer takes three times as long. */
async function axeFaults(page: Page, runOnly: RunOptions['runOnly']): Promise<string[]> {
  const axe = (await axeOf(page)).setLegacyMode().options({ runOnly, resultTypes: ['violations'] });
  const { violations } = await axe.analyze();
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${target.join(' ')}\n${failureSummary}`),
  );
}

/** Runs in the page: finds the edges of what can be filled in or ticked, and the color around each. */
function edges() {
  const isClear = (color: string) => color === 'rgba(0, 0, 0, 0)' || color === 'transparent';
  const found: { field: string; edge: string; ground: string }[] = [];
  for (const field of document.querySelectorAll('input:enabled, textarea:enabled')) {
    const isSwitch = field.role === 'switch';
    const drawn = isSwitch ? field.nextElementSibling : field;
    if (drawn === null) continue;
    const { borderTopColor, borderTopWidth, boxShadow } = getComputedStyle(drawn);
    if (!drawn.checkVisibility({ opacityProperty: true }) || (!isSwitch && borderTopWidth === '0px'))
      continue;
    const edge = isSwitch ? boxShadow : borderTopColor;
    let around = drawn.parentElement;
    while (around !== null && isClear(getComputedStyle(around).backgroundColor))
      around = around.parentElement;
    const ground = getComputedStyle(around ?? document.body).backgroundColor;
    found.push({ field: field.outerHTML.slice(0, 120), edge, ground });
  }
  return found;
}

/** The least contrast of a field's edge (WCAG 2.2, 1.4.11, which axe leaves to people). */
const minOfEdges = 3;

/** What axe objects to by `runOnly` in the page as it is now, and edges that are too weak. */
async function faultsBy(page: Page, runOnly: RunOptions['runOnly']): Promise<string[]> {
  const weak = (await page.evaluate(edges)).filter(({ edge, ground }) => contrast(edge, ground) < minOfEdges);
  return [...(await axeFaults(page, runOnly)), ...weak.map((each) => JSON.stringify(each))];
}

/** Waits until the page has been redrawn in other colors, or in a window of another size. */
async function drawn(page: Page): Promise<void> {
  await page.evaluate(async () => {
    // What is redrawn in one frame may begin to change in the next.
    for (let calmFrames = 0; calmFrames < 3; calmFrames++) {
      await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
      const transitions = document.getAnimations().filter((each) => each instanceof CSSTransition);
      if (transitions.length > 0) calmFrames = -1;
      await Promise.allSettled(transitions.map(({ finished }) => finished));
    }
  });
}

/** Violations of WCAG 2.2 AA in the page as it is now, and in its dark colors: rule and place. */
export async function accessibilityFaults(page: Page): Promise<string[]> {
  const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
  await drawn(page);
  const faults = await faultsBy(page, { type: 'tag', values: tags });
  await page.emulateMedia({ colorScheme: 'dark' });
  await drawn(page);
  const inDark = await faultsBy(page, { type: 'rule', values: ['color-contrast'] });
  await page.emulateMedia({ colorScheme: 'light' });
  await drawn(page);
  return [...faults, ...inDark.map((fault) => `dark: ${fault}`)];
}

/** Frames within which a page has surely adapted to a new width of its window. */
const settling = 60;

/** How many pixels the page is wider than its window, once it has settled in it. */
export function sideways(page: Page): Promise<number> {
  return page.evaluate(async (frames) => {
    const { documentElement: root } = document;
    const over = () => root.scrollWidth - root.clientWidth;
    for (let frame = 0; frame < frames && over() > 0; frame++) await new Promise(requestAnimationFrame);
    return over();
  }, settling);
}
