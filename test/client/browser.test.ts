/** The client knows nothing of Node: it type-checks without, and works in a browser (decision 25). */
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { openFolder } from '#linkwright/content/folder.js';
import { root } from '../../scripts/steps.mjs';
import { temporaryFolder } from '../support/folder.js';
import { startHttpProxy } from '../support/http-proxy.js';
import { startServer } from '../support/server.js';
import { stores } from '../support/stores.js';

const folder = temporaryFolder();
const chromium = '/usr/bin/chromium';

test('it type-checks with the browser’s names alone', () => {
  const configuration = {
    extends: join(root, 'tsconfig.json'),
    compilerOptions: {
      lib: ['es2023', 'dom', 'dom.asynciterable'],
      types: [],
      noEmit: true,
      incremental: false,
      rootDir: join(root, 'src'),
    },
    include: [join(root, 'src/client')],
  };
  const file = join(folder, 'tsconfig.json');
  writeFileSync(file, JSON.stringify(configuration));
  const said = (() => {
    try {
      return execFileSync(join(root, 'node_modules/.bin/tsc'), ['-p', file], { encoding: 'utf8' });
    } catch (error) {
      return (error as { stdout: string }).stdout;
    }
  })();
  expect(said).toBe('');
});

const page = `<!doctype html>
<script type="importmap">{ "imports": { "openapi-fetch": "/modules/openapi-fetch.mjs" } }</script>
<script type="module">
  import { createClient, LinkwrightError } from '/modules/index.js';
  async function run() {
    const credentials = { account: 'Acme', client: 'Main', user: 'ada', password: 'correct-horse' };
    const client = createClient({ server: location.origin, credentials });
    const found = {};
    const entry = (child) => ({
      ParentDomain: 'Claim', ParentRecordID: 1, ChildDomain: 'Contact', ChildRecordID: child,
    });
    found.answers = [];
    const entries = Array.from({ length: 30 }, (_, at) => entry(at + 1));
    for await (const { ChildID } of client.links.upsertMany(entries, { sliceSize: 7 })) found.answers.push(ChildID);
    found.rows = 0;
    for await (const row of client.links.query({ parentDomain: 'Claim', pageSize: 9 })) found.rows += 1;
    try {
      await client.links.upsert(entry(99));
    } catch (error) {
      found.error = [error instanceof LinkwrightError, error.code, error.status];
    }
    found.changes = [];
    let first;
    for await (const { ChangeID } of client.changes.follow({ after: 0 })) {
      first ??= ChangeID;
      found.changes.push(ChangeID - first);
      if (found.changes.length === 30) await client.links.upsert({ ...entry(1), Relationship: 'Broker' });
      if (found.changes.length === 31) break;
    }
    try {
      await client.domains.list({ signal: AbortSignal.abort(new Error('as asked')) });
    } catch (error) {
      found.aborted = error.message;
    }
    found.made = (await client.records('Claim').create({ ClaimNumber: 'Made in a browser' })).IsSuccessful;
    const file = { content: new Blob(['from a browser']), fileName: 'note.txt' };
    const { ChildID } = await client.files.upload({ domain: 'Claim', id: 1 }, file);
    found.file = await (await client.files.download(ChildID)).text();
    return found;
  }
  const found = await run().catch((error) => ({ failed: String(error?.stack ?? error) }));
  await fetch('/found', { method: 'POST', body: JSON.stringify(found) });
</script>`;

test.skipIf(!existsSync(chromium))('it works in Chromium', async () => {
  const fixture = {
    account: 'Acme',
    client: 'Main',
    users: [{ user: 'ada', administrator: true, password: 'correct-horse' }],
    records: {
      Claim: [{ id: 1 }],
      Contact: Array.from({ length: 30 }, (_, at) => ({ id: at + 1 })),
    },
  };
  const content = await openFolder(join(folder, 'content'), 'nothing');
  const server = await startServer(stores[0], [fixture], { content });
  let tell: (found: unknown) => void = () => {};
  const found = new Promise((resolve) => {
    tell = resolve;
  });
  const javascript = { 'Content-Type': 'text/javascript' };
  const proxy = await startHttpProxy(server.address, (request) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    if (pathname === '/') return { status: 200, headers: { 'Content-Type': 'text/html' }, body: page };
    if (pathname === '/found') {
      text(request).then((body) => tell(JSON.parse(body)));
      return { status: 200, headers: {}, body: '' };
    }
    const name = /^\/modules\/([\w.-]+)$/.exec(pathname)?.[1];
    if (name === undefined) return undefined;
    const path =
      name === 'openapi-fetch.mjs' ? 'node_modules/openapi-fetch/dist/index.mjs' : `dist/client/${name}`;
    return { status: 200, headers: javascript, body: readFileSync(join(root, path), 'utf8') };
  });
  const words = [
    '--headless',
    '--no-sandbox',
    '--disable-gpu',
    `--user-data-dir=${join(folder, 'chromium')}`,
  ];
  const browser = spawn(chromium, [...words, proxy.address], { stdio: 'ignore' });
  const ended = once(browser, 'close');
  try {
    expect(await found).toEqual({
      answers: Array.from({ length: 30 }, (_, at) => at + 1),
      rows: 30,
      error: [true, 'child_not_found', 404],
      changes: Array.from({ length: 31 }, (_, at) => at),
      aborted: 'as asked',
      made: true,
      file: 'from a browser',
    });
  } finally {
    browser.kill();
    await ended;
    await proxy.close();
  }
});
