/**
 * `npm run screenshots`: pictures of every page of the console, on the demo's client for looking around, at a desktop's and a
 * phone's width, light and dark, into docs/images/console; with names of pages, of those alone. Needs a build and
 * /usr/bin/chromium.
 */
import { spawn } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { consolePages } from './console-pages.mjs';
import { root } from './steps.mjs';

const folder = join(root, 'docs/images/console');

const views = [
  { name: 'desktop', viewport: { width: 1440, height: 900 } },
  { name: 'phone', viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true },
];

async function startDemo() {
  const child = spawn(process.execPath, ['dist/cli.js', 'demo', '--port', '0'], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  for await (const data of child.stdout) {
    output += data;
    const [, address, token] = /Tour: (http:\S+)\/sign-in#token=(\S+)/.exec(output) ?? [];
    if (token !== undefined) return { address, token, stop: () => child.kill() };
  }
  throw new Error('The demo did not start.');
}

const demo = await startDemo();
const named = process.argv.slice(2);
const pages = named.length === 0 ? consolePages : consolePages.filter(({ name }) => named.includes(name));
if (named.length === 0) rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });
try {
  for (const { name: width, ...device } of views) {
    for (const colorScheme of ['light', 'dark']) {
      const context = await browser.newContext({ ...device, colorScheme, reducedMotion: 'reduce' });
      const page = await context.newPage();
      await page.goto(`${demo.address}/sign-in#token=${demo.token}`);
      await page.getByRole('heading', { level: 1 }).waitFor();
      for (const { name, path, before } of pages) {
        await page.goto(`${demo.address}/${path}`);
        await page.getByRole('heading', { level: 1 }).waitFor();
        await before?.(page);
        // Movement ends, and what is still being loaded arrives.
        await page.waitForTimeout(700);
        await page.screenshot({ path: join(folder, `${name}-${width}-${colorScheme}.png`) });
      }
      await context.close();
    }
  }
  console.log(`${pages.length * views.length * 2} pictures are in docs/images/console.`);
} finally {
  await browser.close();
  demo.stop();
}
