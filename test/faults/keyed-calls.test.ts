/** A server that is killed has made what a key stands for, and kept its answer, or has done neither. */
import { Agent, request } from 'node:http';
import { describe, expect, test } from 'vitest';
import { start, stop } from '../support/command.js';
import { fillDatabase } from '../support/database.js';
import { temporaryFolder } from '../support/folder.js';
import { stores } from '../support/stores.js';

const folder = temporaryFolder();

interface Made {
  text: string;
  replayed: boolean;
}

/** Creates a claim under a key. Answers `undefined` where the server died under it. */
function create(address: string, token: string, key: string, agent: Agent): Promise<Made | undefined> {
  return new Promise((resolve, reject) => {
    const headers = { Token: token, 'Content-Type': 'application/json', 'Idempotency-Key': key };
    const call = request(`${address}/api/Claim`, { method: 'POST', agent, headers }, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (data: string) => {
        text += data;
      });
      response.on('error', () => resolve(undefined));
      response.on('end', () => {
        if (!response.complete) resolve(undefined);
        else if (response.statusCode !== 200) reject(new Error(text));
        else resolve({ text, replayed: response.headers['idempotent-replayed'] === 'true' });
      });
    });
    call.on('error', () => resolve(undefined));
    call.end('{}');
  });
}

describe.each(stores)('keys, on $name', (store) => {
  test('a server that is killed does nothing twice', { timeout: 240_000 }, async () => {
    const url = await store.urlOf(folder, 'keys');
    const token = await fillDatabase(url, {
      account: 'Acme',
      client: 'Main',
      users: [{ user: 'ada', administrator: true }],
    });
    const acknowledged = new Map<string, string>();
    const sent = new Set<string>();
    for (let round = 0; round < 3; round++) {
      const server = await start(['serve', '--database', url]);
      const agent = new Agent({ keepAlive: true });
      const wanted = acknowledged.size + 100;
      const work = async (worker: number) => {
        for (let at = 0; ; at++) {
          const key = `${round}-${worker}-${at}`;
          sent.add(key);
          const made = await create(server.address, token, key, agent);
          if (made === undefined) return;
          expect(made.replayed).toBe(false);
          acknowledged.set(key, made.text);
          if (acknowledged.size === wanted) server.child.kill('SIGKILL');
        }
      };
      await Promise.all(Array.from({ length: 8 }, (_, worker) => work(worker)));
      await stop(server, 'SIGKILL');
      agent.destroy();
    }
    const server = await start(['serve', '--database', url]);
    const agent = new Agent({ keepAlive: true });
    for (const key of sent) {
      const made = await create(server.address, token, key, agent);
      if (!acknowledged.has(key)) continue;
      expect(made).toEqual({ text: acknowledged.get(key), replayed: true });
    }
    const count = await fetch(`${server.address}/api/Claim/Query?pageSize=1000`, {
      headers: { Token: token },
    });
    expect(await count.json()).toHaveLength(sent.size);
    agent.destroy();
    expect(await stop(server)).toBe(0);
  });
});
