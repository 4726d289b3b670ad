/** Figures for Prometheus, and who may read them (docs/guide/monitor.md#metrics). */
import { readFileSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';

import { describe, expect, test } from 'vitest';
import type { Fixture } from '#linkwright/fixture/shape.js';
import { limits } from '#linkwright/limits/limits.js';
import { call } from '../support/call.js';
import { run, start, stop } from '../support/command.js';
import { temporaryFolder } from '../support/folder.js';
import { expectRefusal, startServer } from '../support/server.js';
import { stores } from '../support/stores.js';

const fixture: Fixture = {
  account: 'Acme',
  client: 'Secret client',
  users: [{ user: 'ada', administrator: true }],
  records: { Claim: [{ id: 1 }], Contact: [{ id: 1 }, { id: 2 }] },
};
const bodyOf = (contact: number) => ({
  ...{ ParentDomain: 'Claim', ParentRecordID: 1, ChildDomain: 'Contact', ChildRecordID: contact },
});

const metricsToken = 'a-token-for-figures-alone';

/** The figures of a text, by name and labels. */
function figuresOf(text: string) {
  const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  return Object.fromEntries(
    lines.map((line) => [line.slice(0, line.lastIndexOf(' ')), Number(line.slice(line.lastIndexOf(' ')))]),
  );
}

/** The names of a text's figures that are ours, as Prometheus has them before `_bucket` and the like. */
const namesOf = (text: string) =>
  [...text.matchAll(/^# TYPE (linkwright_\w+) /gm)].map(([, name = '']) => name);

const root = new URL('../../', import.meta.url);
const read = (name: string) => readFileSync(new URL(name, root), 'utf8');

/** What each store has served, for the documents that name figures. */
const served = new Map<string, string>();

describe.each(stores)('metrics, on $name', async (store) => {
  const server = await startServer(store, [fixture], { metrics: { token: metricsToken }, basePath: '/base' });
  const token = await server.token('ada');
  const text = async (sent: string | undefined = metricsToken) =>
    (await server.call('GET', '/base/metrics', { headers: { Authorization: `Bearer ${sent}` } })).text;
  const figures = async () => figuresOf(await text());

  test('are for whoever has their token, which opens nothing else', async () => {
    expectRefusal(await server.call('GET', '/base/metrics'), 401, 'unauthenticated', 'Authentication');
    for (const other of [token, `${metricsToken}x`, metricsToken.slice(1)]) {
      const answer = await server.call('GET', '/base/metrics', { token: other });
      expectRefusal(answer, 401, 'unauthenticated', 'Authentication');
    }
    const domains = await server.call('GET', '/base/api/Domains', { token: metricsToken });
    expectRefusal(domains, 401, 'unauthenticated', 'Authentication');
  });

  test('are in the text form of Prometheus', async () => {
    const { status, headers, text } = await server.call('GET', '/base/metrics', { token: metricsToken });
    expect(status).toBe(200);
    expect(headers.get('Content-Type')).toMatch(/^text\/plain; version=0\.0\.4/);
    for (const line of text.trimEnd().split('\n'))
      expect(line).toMatch(/^(# (HELP|TYPE) \w+ .*|\w+(\{.*\})? [\d.e+-]+(nan)?|\w+(\{.*\})? Nan|)$/i);
  });

  test('count requests by operation, status and code, and what each transaction did', async () => {
    await server.call('POST', '/base/api/Link/Upsert', { token, body: bodyOf(1) });
    await server.call('POST', '/base/api/Link/BulkUpsert', { token, body: [bodyOf(1), bodyOf(2)] });
    await server.call('POST', '/base/api/Link/Upsert', { token, body: bodyOf(9) });
    await server.call('POST', '/base/api/Link/Upsert', { body: bodyOf(1) });
    await server.call('GET', '/base/api/a/b/c/d/made-up', { token });
    const found = await figures();
    expect(found).toMatchObject({
      linkwright_ready: 1,
      'linkwright_requests_total{operation="upsertLink",status="200",code=""}': 1,
      'linkwright_requests_total{operation="upsertLinks",status="200",code=""}': 1,
      'linkwright_requests_total{operation="upsertLink",status="500",code="child_not_found"}': 1,
      'linkwright_requests_total{operation="upsertLink",status="401",code="unauthenticated"}': 1,
      'linkwright_requests_total{operation="none",status="404",code="not_found"}': 1,
      'linkwright_request_duration_seconds_count{operation="upsertLink"}': 3,
      linkwright_link_batch_commands_count: 3,
      linkwright_link_batch_commands_sum: 4,
      linkwright_link_commands_waiting: 0,
      linkwright_recent_requests_dropped_total: 0,
      linkwright_recent_requests_waiting: expect.any(Number),
      linkwright_store_troubles_total: 0,
      nodejs_eventloop_lag_p99_seconds: expect.any(Number),
    });
    expect(found.linkwright_store_transaction_writes_sum).toBeGreaterThanOrEqual(3);
    expect(found.linkwright_store_transaction_seconds_sum).toBeGreaterThan(0);
    expect(found.linkwright_store_commit_seconds_sum).toBeGreaterThan(0);
    expect(Number(found.linkwright_store_commit_seconds_sum)).toBeLessThan(
      Number(found.linkwright_store_transaction_seconds_sum),
    );
    expect(found.linkwright_connections).toBeGreaterThan(0);
  });

  test('say what the database has, and nothing of what it has not', async () => {
    const found = await figures();
    if (store.name === 'sqlite') {
      expect(found.linkwright_store_reading_threads).toBeGreaterThan(0);
      expect(found.linkwright_store_database_bytes).toBeGreaterThan(0);
      expect(found.linkwright_store_disk_free_bytes).toBeGreaterThan(0);
      expect(Object.keys(found).filter((name) => name.includes('_pool_'))).toEqual([]);
    } else {
      const readers = Math.floor(limits.poolSize / 3);
      expect(found['linkwright_store_pool_limit{pool="read"}']).toBe(readers);
      expect(found['linkwright_store_pool_limit{pool="write"}']).toBe(limits.poolSize - readers);
      expect(found['linkwright_store_pool_connections{pool="write",state="idle"}']).toBeGreaterThan(0);
      expect(found['linkwright_store_pool_waiting{pool="read"}']).toBe(0);
      expect(found).not.toHaveProperty('linkwright_store_disk_free_bytes');
      expect(found).not.toHaveProperty('linkwright_store_reading_threads');
    }
  });

  test('name no client, user, record or path', async () => {
    const all = await text();
    for (const name of ['Secret', 'ada', 'Claim', 'made-up', '/api', token, metricsToken])
      expect(all).not.toContain(name);
    served.set(store.name, all);
  });
});

describe('what is written of the figures', () => {
  const names = () => [...new Set([...served.values()].flatMap(namesOf))].sort();

  test('the guide has a row for each, and for no other', () => {
    const rows = [...read('docs/guide/monitor.md').matchAll(/^\| `(linkwright_\w+)` \|([^|]*)\|/gm)];
    expect(rows.map(([, name]) => name).sort()).toEqual(names());
    for (const [, name, labels = ''] of rows) {
      const used = [...served.values()].flatMap((text) =>
        [...text.matchAll(new RegExp(`^${name}(?:_bucket)?\\{(.*?)\\} `, 'gm'))].flatMap(([, list = '']) =>
          [...list.matchAll(/(\w+)="/g)].map(([, label = '']) => label),
        ),
      );
      const told = labels
        .trim()
        .split(/,\s*/)
        .filter((label) => label !== '');
      expect(new Set(used.filter((label) => label !== 'le')), name).toEqual(new Set(told));
    }
  });

  test.each([
    ['examples/monitoring/grafana-dashboard.json', 20],
    ['examples/monitoring/alerts.yml', 7],
  ])('%s asks for what is served alone', (file, least) => {
    const text = read(file);
    if (file.endsWith('.json')) expect(JSON.parse(text).panels.length).toBeGreaterThan(least - 5);
    const asked = [...text.matchAll(/\b(?:linkwright|nodejs|process)_[a-z0-9_]+/g)].map(([name]) => name);
    expect(asked.length).toBeGreaterThanOrEqual(least);
    const all = [...served.values()].join('\n');
    const unknown = asked.filter((name) => !new RegExp(`^${name}[ {]`, 'm').test(all));
    expect(unknown).toEqual([]);
  });

  test('the dashboard shows every figure of ours', () => {
    const text = read('examples/monitoring/grafana-dashboard.json');
    expect(names().filter((name) => !text.includes(name))).toEqual([]);
  });
});

test('metrics are not served unless asked for', async () => {
  const server = await startServer(stores[0], [fixture]);
  expectRefusal(await server.call('GET', '/metrics'), 404, 'not_found');
  expect(server.app.monitor).toBeUndefined();
});

describe('the port of its own', async () => {
  const { app, address } = await startServer(stores[0], [fixture], { metrics: {} });
  const monitor = app.monitor as NonNullable<typeof app.monitor>;
  await new Promise<void>((resolve) => monitor.listen(0, '127.0.0.1', resolve));
  const own = `http://127.0.0.1:${(monitor.address() as AddressInfo).port}`;

  test('serves health and figures, without a token', async () => {
    for (const path of ['/health', '/health/live', '/health/ready'])
      expect(await call(own, 'GET', path)).toMatchObject({ status: 200, body: { status: 'ok' } });
    const { status, text } = await call(own, 'GET', '/metrics');
    expect(status).toBe(200);
    expect(figuresOf(text)).toHaveProperty('linkwright_ready', 1);
  });

  test('serves nothing else, and not to change anything', async () => {
    for (const path of ['/', '/api/Domains', '/openapi.json', '/metrics/', '/__proto__', '/constructor'])
      expectRefusal(await call(own, 'GET', path), 404, 'not_found');
    expectRefusal(await call(own, 'POST', '/metrics'), 405, 'method_not_allowed');
    expect((await call(own, 'HEAD', '/metrics')).status).toBe(200);
  });

  test('is what the figures are read at: beside the API they are not served', async () => {
    expectRefusal(await call(address, 'GET', '/metrics'), 404, 'not_found');
  });
});

describe('serve', () => {
  const folder = temporaryFolder();
  const tokenFile = (text: string) => {
    const file = join(folder, `token-${text.length}`);
    writeFileSync(file, text);
    return file;
  };

  test('--metrics-port and --metrics-token-file, by options and by variables', async () => {
    const words = ['--metrics-port', '0', '--metrics-token-file', tokenFile(`${metricsToken}\n`)];
    const env = { LINKWRIGHT_METRICS_PORT: '0', LINKWRIGHT_METRICS_TOKEN_FILE: words[3] };
    for (const [name, given, variables] of [
      ['options', words, {}] as const,
      ['variables', [], env] as const,
    ]) {
      const server = await start(['serve', '--database', `sqlite:${folder}/${name}.db`, ...given], {
        env: variables,
      });
      const own = /^Health and metrics on (http:\S+)$/m.exec(server.stderr)?.[1] ?? '';
      expect((await call(own, 'GET', '/metrics')).status).toBe(200);
      expect((await call(server.address, 'GET', '/metrics')).status).toBe(401);
      expect((await call(server.address, 'GET', '/metrics', { token: metricsToken })).status).toBe(200);
      expect(await stop(server)).toBe(0);
    }
  });

  test.each([
    ['a token that is short', () => tokenFile('short'), /at least 20 characters/],
    ['a token of two words', () => tokenFile('two words of a token that is long'), /no spaces/],
    ['a file that is not there', () => join(folder, 'none'), /none cannot be read \(ENOENT\)/],
  ])('refuses %s', async (_, file, message) => {
    const words = ['serve', '--database', `sqlite:${folder}/refused.db`, '--metrics-token-file', file()];
    const { code, stderr } = await run(words);
    expect(code).toBe(2);
    expect(stderr).toMatch(message);
  });
});
