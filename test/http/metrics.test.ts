/** `GET /metrics`, where the server was started to serve it (docs/reference/recent-requests.md#metrics). */

import { describe, expect, test } from 'vitest';
import type { Fixture } from '#linkwright/fixture/shape.js';
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

/** The figures of a text, by name and labels. */
function figuresOf(text: string) {
  const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  return Object.fromEntries(
    lines.map((line) => [line.slice(0, line.lastIndexOf(' ')), Number(line.slice(line.lastIndexOf(' ')))]),
  );
}

describe.each(stores)('metrics, on $name', async (store) => {
  const server = await startServer(store, [fixture], { metrics: true, basePath: '/base' });
  const token = await server.token('ada');
  const figures = async () => figuresOf((await server.call('GET', '/base/metrics')).text);

  test('are in the text form of Prometheus, without a token', async () => {
    const { status, headers, text } = await server.call('GET', '/base/metrics');
    expect(status).toBe(200);
    expect(headers.get('Content-Type')).toMatch(/^text\/plain; version=0\.0\.4/);
    for (const line of text.trimEnd().split('\n'))
      expect(line).toMatch(/^(# (HELP|TYPE) \w+ .*|\w+(\{.*\})? [\d.e+-]+(nan)?|\w+(\{.*\})? Nan|)$/i);
  });

  test('count requests by operation and status, and the commands of each transaction', async () => {
    await server.call('POST', '/base/api/Link/Upsert', { token, body: bodyOf(1) });
    await server.call('POST', '/base/api/Link/BulkUpsert', { token, body: [bodyOf(1), bodyOf(2)] });
    await server.call('POST', '/base/api/Link/Upsert', { token, body: bodyOf(9) });
    await server.call('POST', '/base/api/Link/Upsert', { body: bodyOf(1) });
    await server.call('GET', '/base/api/a/b/c/d/made-up', { token });
    expect(await figures()).toMatchObject({
      'linkwright_requests_total{operation="upsertLink",status="200"}': 1,
      'linkwright_requests_total{operation="upsertLinks",status="200"}': 1,
      'linkwright_requests_total{operation="upsertLink",status="500"}': 1,
      'linkwright_requests_total{operation="upsertLink",status="401"}': 1,
      'linkwright_requests_total{operation="none",status="404"}': 1,
      'linkwright_request_duration_seconds_count{operation="upsertLink"}': 3,
      linkwright_link_batch_commands_count: 3,
      linkwright_link_batch_commands_sum: 4,
      linkwright_link_commands_waiting: 0,
      linkwright_recent_requests_dropped_total: 0,
      linkwright_recent_requests_waiting: expect.any(Number),
      nodejs_eventloop_lag_p99_seconds: expect.any(Number),
    });
  });

  test('name no client, user, record or path', async () => {
    const { text } = await server.call('GET', '/base/metrics');
    for (const name of ['Secret', 'ada', 'Claim', 'made-up', '/api', token]) expect(text).not.toContain(name);
  });
});

test('metrics are not served unless asked for', async () => {
  const server = await startServer(stores[0], [fixture]);
  expectRefusal(await server.call('GET', '/metrics'), 404, 'not_found');
});

describe('serve --metrics', () => {
  const folder = temporaryFolder();
  test.each([
    ['by option', ['--metrics'], {}, 200],
    ['by variable', [], { LINKWRIGHT_METRICS: 'on' }, 200],
    ['not', [], { LINKWRIGHT_METRICS: 'off' }, 404],
  ])('%s', async (name, words, env, status) => {
    const server = await start(['serve', '--database', `sqlite:${folder}/${name}.db`, ...words], { env });
    expect((await fetch(`${server.address}/metrics`)).status).toBe(status);
    expect(await stop(server)).toBe(0);
  });

  test('takes on or off', async () => {
    const { code, stderr } = await run(['serve', '--metrics', 'maybe']);
    expect(code).toBe(2);
    expect(stderr).toMatch(/metrics.*on or off/);
  });
});
