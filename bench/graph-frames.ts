/**
 * `node --import tsx bench/graph-frames.ts`: how long the console's graph keeps the page busy at a stretch with 2,000 records,
 * while it is moved and zoomed with the mouse. It counts only the time that the page's own thread computes, so other programs on
 * the machine hardly lengthen it. Needs a build and /usr/bin/chromium, which draws without a graphics card.
 */
import { spawn } from 'node:child_process';
import { type Browser, chromium, type Page } from 'playwright-core';
import { required } from '../test/support/required.js';

const hubs = 12;
const claimsOfHub = 190;
/** Each hub begins with the last claims of the hub before it. */
const shared = 20;

const child = spawn(process.execPath, ['dist/cli.js', 'demo', '--port', '0'], {
  stdio: ['ignore', 'pipe', 'inherit'],
});
const [address, token] = await new Promise<[string, string]>((resolve) => {
  let output = '';
  child.stdout.on('data', (data) => {
    output += data;
    const [, found, signsIn] = /Claims: (http:\S+)\/sign-in#token=(\S+)/.exec(output) ?? [];
    if (found !== undefined && signsIn !== undefined) resolve([found, signsIn]);
  });
});

/** Sends rows in calls of a thousand. Answers their ids. */
async function send(path: string, rows: object[]): Promise<number[]> {
  const answers: { RecordID: number }[] = [];
  for (let at = 0; at < rows.length; at += 1_000) {
    const response = await fetch(address + path, {
      method: 'POST',
      headers: { Token: token, 'Content-Type': 'application/json' },
      body: JSON.stringify(rows.slice(at, at + 1_000)),
    });
    answers.push(...(await response.json()));
  }
  return answers.map(({ RecordID }) => RecordID);
}

const numbers = (count: number) => Array.from({ length: count }, (_, at) => at);

async function world() {
  const contacts = await send(
    '/api/Contact/BulkUpsert?matchFields=ContactNumber',
    numbers(hubs).map((at) => ({ ContactNumber: `C-9${at}`, Name: `Contact ${at}` })),
  );
  const claims = await send(
    '/api/Claim/BulkUpsert?matchFields=ClaimNumber',
    numbers(hubs * claimsOfHub).map((at) => ({ ClaimNumber: `CLM-9${at}` })),
  );
  const links = contacts.flatMap((contact, hub) =>
    numbers(claimsOfHub).map((at) => ({
      ParentDomain: 'Claim',
      ParentRecordID: claims[hub * (claimsOfHub - shared) + at],
      ChildDomain: 'Contact',
      ChildRecordID: contact,
      Relationship: 'Witness',
    })),
  );
  await send('/api/Link/BulkUpsert', links);
  return contacts;
}

/** An event in Chromium's trace; times are in microseconds. */
interface TraceEvent {
  name: string;
  pid: number;
  tid: number;
  /** How long the thread computed. */
  tdur?: number;
  args?: { name?: string };
}

/** The longest stretches for which the page's thread computed while something was done, in milliseconds. */
async function busy(browser: Browser, page: Page, work: () => Promise<void>): Promise<number[]> {
  await browser.startTracing(page, { categories: ['toplevel', 'disabled-by-default-devtools.timeline'] });
  await work();
  const { traceEvents }: { traceEvents: TraceEvent[] } = JSON.parse((await browser.stopTracing()).toString());
  const main = required(
    traceEvents.find(({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain'),
  );
  const tasks = traceEvents
    .filter(({ name, pid, tid }) => name.endsWith('RunTask') && pid === main.pid && tid === main.tid)
    .map(({ tdur = 0 }) => tdur / 1_000)
    .sort((one, other) => other - one);
  return tasks.filter((task) => task >= 1);
}

const figure = (tasks: number[]) =>
  `longest ${Math.round(tasks[0] ?? 0)} ms, of ${tasks.length} tasks of 1 ms or more 95 % took at most ${Math.round(
    tasks[Math.floor(tasks.length * 0.05)] ?? 0,
  )} ms`;

const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });
try {
  const [first, ...others] = await world();
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  await page.goto(`${address}/sign-in#token=${token}`);
  await page.getByRole('heading', { level: 1 }).waitFor();
  const expand = others.map((contact) => `Contact-${contact}`).join(',');
  const opening = await busy(browser, page, async () => {
    await page.goto(`${address}/graph/Contact/${first}?expand=${expand}`);
    await page.getByText('2,000 records and', { exact: false }).first().waitFor();
    await page.getByRole('button', { name: 'Zoom in' }).waitFor();
    await page.waitForTimeout(3_000);
  });
  const { x, y, width, height } = required(await page.getByRole('application').boundingBox());
  const moving = await busy(browser, page, async () => {
    await page.mouse.move(x + 15, y + height - 15);
    await page.mouse.down();
    for (const step of numbers(60)) await page.mouse.move(x + 15 + step * 4, y + height - 15 - step * 3);
    await page.mouse.up();
    await page.waitForTimeout(400);
  });
  const zooming = await busy(browser, page, async () => {
    await page.mouse.move(x + width / 2, y + height / 2);
    for (const step of numbers(60)) {
      await page.mouse.wheel(0, step < 30 ? -60 : 60);
      await page.waitForTimeout(16);
    }
    await page.waitForTimeout(400);
  });
  console.log(`opening: ${figure(opening)}`);
  console.log(`moving:  ${figure(moving)}`);
  console.log(`zooming: ${figure(zooming)}`);
} finally {
  await browser.close();
  child.kill();
}
