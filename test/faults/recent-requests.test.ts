/**
 * Recent requests are written beside everything else: they never stand in its way, and what a fault may take of them
 * is what was answered last (docs/reference/recent-requests.md#recording-slows-nobody).
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { pino } from 'pino';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { loadFixture } from '#linkwright/fixture/load.js';
import type { Fixture } from '#linkwright/fixture/shape.js';
import { createApp } from '#linkwright/http/app.js';
import { limits } from '#linkwright/limits/limits.js';
import { openStore } from '#linkwright/store/open.js';
import { run, start, stop } from '../support/command.js';
import { createToken } from '../support/create-token.js';
import { temporaryFolder } from '../support/folder.js';
import { type Postgres, startPostgres } from '../support/postgres.js';
import { requestsIn } from '../support/request-blocks.js';
import { required } from '../support/required.js';
import { startServer } from '../support/server.js';
import { stores } from '../support/stores.js';

const fixture: Fixture = { account: 'Acme', client: 'Main', users: [{ user: 'ada', administrator: true }] };
const blocks = 'SELECT packed FROM request_block ORDER BY id';

const changed = Object.fromEntries(Object.entries(limits));
afterEach(() => Object.assign(limits, changed));

describe.each(stores)('a server that ends, on $name', (store) => {
  const folder = temporaryFolder();

  async function serve(name: string) {
    const url = await store.urlOf(folder, name);
    const file = join(folder, 'fixture.json');
    writeFileSync(file, JSON.stringify(fixture));
    expect((await run(['load', file, '--database', url])).stderr).toBe('');
    const token = (await run(['token', 'create', '--user', 'ada', '--database', url])).stdout.trim();
    const server = await start(['serve', '--database', url]);
    const get = async (path: string) =>
      (await fetch(server.address + path, { headers: { Token: token } })).text();
    const paths = async () => requestsIn(await store.rows(folder, name, blocks)).map(({ path }) => path);
    return { url, server, get, paths };
  }

  test('by SIGTERM writes all that it has answered', async () => {
    const { server, get, paths } = await serve('ended');
    const asked = Array.from({ length: 600 }, (_, at) => `/api/asked/${at}`);
    for (let at = 0; at < asked.length; at += 20) await Promise.all(asked.slice(at, at + 20).map(get));
    expect(await stop(server)).toBe(0);
    expect(server.stderr).toBe('');
    expect((await paths()).sort()).toEqual([...asked].sort());
  });

  test('by kill -9 loses the last of them at most', async () => {
    const { url, server, get, paths } = await serve('killed');
    const asked: string[] = [];
    const ask = async () => {
      const path = `/api/asked/${asked.length}`;
      asked.push(path);
      await get(path);
    };
    // Until some have been written by the clock, and some more have not.
    let written: string[] = [];
    while (written.length < 20) {
      await ask();
      written = await paths();
    }
    for (let count = 0; count < 20; count++) await ask();
    await stop(server, 'SIGKILL');
    const kept = await paths();
    expect(kept).toEqual(asked.slice(0, kept.length));
    expect(kept.length).toBeGreaterThanOrEqual(written.length);
    expect(await run(['doctor', '--database', url])).toMatchObject({ code: 0, stderr: '' });
  });
});

describe('a lock that is held elsewhere, on postgres', () => {
  const [, postgres] = stores;

  test('does not hold recent requests up, nor the other way round', async () => {
    Object.assign(limits, { requestWriteMilliseconds: 20 });
    const server = await startServer(postgres, [fixture]);
    const token = await server.token('ada');
    await server.call('GET', '/api/Domains', { token });
    const [row] = await server.rows<{ database: string }>('SELECT current_database() AS database');
    const url = (await postgres.urlOf('', 'any')).replace(/test_\w+/, required(row).database);
    const holder = new pg.Client({ connectionString: url });
    await holder.connect();
    await holder.query('BEGIN');
    await holder.query('SELECT FROM client_state FOR UPDATE');
    const relationship = { ID: 1, Code: 'Owner', Description: 'Owner' };
    const waiting = server.call('POST', '/api/Contact/Codes/ContactType', { token, body: relationship });
    await server.call('GET', '/api/while/locked', { token });
    const paths = async () => requestsIn(await server.rows(blocks)).map(({ path }) => path);
    await expect.poll(paths).toContain('/api/while/locked');
    await holder.query('COMMIT');
    await holder.query('BEGIN');
    await holder.query('LOCK TABLE request_block IN SHARE MODE');
    expect((await waiting).status).toBe(200);
    await server.call('GET', '/api/while/away', { token });
    const again = await server.call('POST', '/api/Contact/Codes/ContactType', { token, body: relationship });
    expect(again.status).toBe(200);
    await holder.query('COMMIT');
    await holder.end();
    await expect.poll(paths).toContain('/api/while/away');
  });
});

describe('a database that is away', () => {
  let postgres: Postgres;
  beforeAll(async () => {
    postgres = await startPostgres();
    await postgres.create('away');
  });
  afterAll(() => postgres.remove());

  test('gets what was answered meanwhile when it is back, as far as there is room for it', async () => {
    const room = 5;
    Object.assign(limits, { requestWriteMilliseconds: 20, waitingRequestsOfClient: room });
    const programs = new URL('../../dist/programs.js', import.meta.url).href;
    const opened = await openStore({ url: postgres.url('away'), programs, serving: true });
    const { client } = await loadFixture(opened, fixture);
    const token = await createToken(opened, client, 'ada');
    const said: string[] = [];
    const log = pino({ level: 'warn' }, { write: (line: string) => said.push(JSON.parse(line).msg) });
    const app = await createApp({ store: opened, log });
    const address = await app.server.listen({ host: '127.0.0.1', port: 0 });
    const get = async (path: string) => (await fetch(address + path, { headers: { Token: token } })).status;
    const rows = async () => requestsIn(await postgres.query(blocks, [], 'away'));
    try {
      expect(await get('/api/Claim/99')).toBe(404);
      await expect.poll(async () => (await rows()).length).toBe(1);
      await postgres.stop('SIGQUIT');
      for (let at = 0; at < room + 3; at++) expect(await get(`/api/Claim/${at + 1}`)).toBe(503);
      await postgres.start();
      await expect.poll(async () => (await rows()).length).toBe(room + 1);
      expect((await rows()).slice(1).map(({ path, status }) => [path, Number(status)])).toEqual(
        Array.from({ length: room }, (_, at) => [`/api/Claim/${at + 1}`, 503]),
      );
      expect(app.services.recorder.dropped).toBe(3);
      await get('/api/after');
      await expect
        .poll(() => said)
        .toContain('3 recent requests were dropped while they could not be written');
    } finally {
      await app.close();
    }
    expect((await rows()).at(-1)?.path).toBe('/api/after');
  });
});
