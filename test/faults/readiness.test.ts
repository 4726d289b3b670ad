/** What a server says of whether calls may be sent to it (docs/guide/monitor.md#health). */
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { call } from '../support/call.js';
import { type Started, start, stop } from '../support/command.js';
import { fillDatabase } from '../support/database.js';
import { temporaryFolder } from '../support/folder.js';
import { startProxy } from '../support/proxy.js';
import { linkOf, servedFixture } from '../support/served-client.js';
import { storeNamed } from '../support/stores.js';

const folder = temporaryFolder();
const soon = { timeout: 15_000, interval: 50 };

/** What a path answers: its status, and the words of a refusal. */
async function answerOf(address: string, path: string): Promise<[status: number, words: string]> {
  const { status, text } = await call(address, 'GET', path);
  return [status, text];
}

const ownPort = ({ stderr }: Started) => /^Health and metrics on (http:\S+)$/m.exec(stderr)?.[1] ?? '';

/** Both ports, which say the same. */
const ports = (server: Started) => [server.address, ownPort(server)];

describe('a server whose database is away is alive, and not ready', () => {
  /** What takes a database away, and answers what brings it back. */
  const databases: [name: string, () => Promise<{ url: string; take: () => () => void; words: RegExp }>][] = [
    [
      'sqlite, of which another process holds the lock',
      async () => {
        const path = join(folder, 'away.db');
        const take = () => {
          const other = new Database(path);
          other.exec('BEGIN EXCLUSIVE');
          return () => other.close();
        };
        return { url: `sqlite:${path}`, take, words: /database does not answer|Writing does not work/ };
      },
    ],
    [
      'postgres, to which no connection leads',
      async () => {
        const url = new URL(await storeNamed('postgres').urlOf(folder, 'away'));
        const proxy = await startProxy(Number(url.port));
        url.port = new URL(proxy.url('any')).port;
        const take = () => {
          proxy.refuses = true;
          proxy.cutAll();
          return () => {
            proxy.refuses = false;
          };
        };
        return { url: url.href, take, words: /does not answer|does not work/ };
      },
    ],
  ];

  test.each(databases)('%s', { timeout: 60_000 }, async (_, made) => {
    const { url, take, words } = await made();
    await fillDatabase(url, servedFixture());
    const server = await start(['serve', '--database', url, '--metrics-port', '0']);
    try {
      for (const address of ports(server)) expect((await answerOf(address, '/health/ready'))[0]).toBe(200);
      const giveBack = take();
      for (const address of ports(server)) {
        await expect
          .poll(() => answerOf(address, '/health/ready'), soon)
          .toEqual([503, expect.stringMatching(words)]);
        expect(await answerOf(address, '/health/live')).toEqual([200, '{"status":"ok"}']);
      }
      expect((await call(ownPort(server), 'GET', '/metrics')).text).toMatch(/^linkwright_ready 0$/m);
      giveBack();
      for (const address of ports(server))
        await expect.poll(async () => (await answerOf(address, '/health/ready'))[0], soon).toBe(200);
    } finally {
      await stop(server, 'SIGKILL');
    }
  });
});

describe('a server that is told to end', () => {
  const served = async (name: string, seconds: string) => {
    const database = `sqlite:${join(folder, `${name}.db`)}`;
    const token = await fillDatabase(database, servedFixture());
    const words = ['serve', '--database', database, '--metrics-port', '0', '--drain-seconds', seconds];
    return { token, server: await start(words) };
  };

  test('is not ready at once, and goes on taking calls until it ends', async () => {
    const { server, token } = await served('drain', '3');
    const ended = stop(server);
    for (const address of ports(server)) {
      await expect
        .poll(() => answerOf(address, '/health/ready'), soon)
        .toEqual([503, expect.stringContaining('The server is shutting down.')]);
      expect((await answerOf(address, '/health/live'))[0]).toBe(200);
    }
    const answer = await call(server.address, 'POST', '/api/Link/Upsert', { token, body: linkOf(1) });
    expect(answer.status).toBe(200);
    expect(await ended).toBe(0);
    await expect(fetch(server.address)).rejects.toThrow();
    await expect(fetch(ownPort(server))).rejects.toThrow();
  });

  test('and told again, waits for nobody', async () => {
    const { server } = await served('again', '600');
    const ended = stop(server);
    await expect.poll(async () => (await answerOf(server.address, '/health/ready'))[0], soon).toBe(503);
    server.child.kill('SIGTERM');
    expect(await ended).toBe(0);
  });
});
