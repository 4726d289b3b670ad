/** A server that is killed under an import: no link is lost, none is made twice. */

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import type { components } from '#linkwright/client/openapi.js';
import { type Started, start, stop } from '../support/command.js';
import { runHere } from '../support/command-here.js';
import { fillDatabase } from '../support/database.js';
import { startHttpProxy } from '../support/http-proxy.js';
import { clientAt, fixtureOf, type ImportClient, importFiles, posts } from '../support/importing.js';
import { expectNoStack } from '../support/no-stack.js';

const cli = fileURLToPath(new URL('../../dist/cli.js', import.meta.url));
type LinkCount = components['schemas']['LinkCount'];

const { folder, fileOf } = importFiles();

describe('a server that is killed under an import', () => {
  const claims = 3;
  const contacts = 2_000;
  const content = {
    records: {
      Claim: Array.from({ length: claims }, (_, at) => ({ id: at + 1, ClaimNumber: `CLM-${at + 1}` })),
      Contact: Array.from({ length: contacts }, (_, at) => ({ id: at + 1, ContactNumber: `K-${at + 1}` })),
    },
  };
  const total = claims * contacts;
  const rows = Array.from(
    { length: total },
    (_, at) => `CLM-${(at % claims) + 1},K-${Math.floor(at / claims) + 1},Witness`,
  );

  /**
   * Stands before the server. `killed(present)` waits until part of the links are there and more are being made, and
   * kills the server; until then and `goOn()` no call beyond that one comes to it.
   */
  async function startWatch({ address }: Started) {
    let calls = 0;
    let isBack = false;
    const proxy = await startHttpProxy(address, ({ url }) =>
      url?.startsWith('/api/Link/BulkUpsert') && ++calls > 4 && !isBack ? 'hold' : undefined,
    );
    return {
      through: ['--server', proxy.address],
      async killed(present: Started) {
        while (calls < 4) await new Promise((resolve) => setTimeout(resolve, 1));
        await stop(present, 'SIGKILL');
      },
      goOn() {
        isBack = true;
        proxy.cut();
      },
      close: () => proxy.close(),
    };
  }

  const whole = join(folder, 'whole.db');
  let token: string;
  beforeAll(async () => {
    token = await fillDatabase(`sqlite:${whole}`, fixtureOf(content));
  });

  /** A database of a test's own. */
  function newDatabase(name: string): string {
    const path = join(folder, `${name}.db`);
    copyFileSync(whole, path);
    return `sqlite:${path}`;
  }

  async function expectWhole(client: ImportClient, database: string) {
    expect(await client.linkCount()).toBe(total);
    for (let claim = 1; claim <= claims; claim++) {
      const { Count } = await client.ask<LinkCount>(
        `/api/Link/Count?parentDomain=Claim&parentRecordID=${claim}`,
      );
      expect(Count).toBe(contacts);
    }
    const doctor = await runHere(['doctor', '--database', database]);
    expect(doctor.stderr).toBe('');
    expect(doctor.code).toBe(0);
  }

  test('the same import run again makes the rest and no duplicates', async () => {
    const database = newDatabase('killed');
    let present = await start(['serve', '--database', database]);
    try {
      const client = clientAt(() => present.address, token);
      const file = fileOf('posts.csv', `claim,contact,role\n${rows.join('\n')}\n`);
      const watch = await startWatch(present);
      const interrupted = client.command('import', 'links', file, ...posts, '--json', ...watch.through);
      await watch.killed(present);
      await watch.close();
      const { code, stderr } = await interrupted;
      expect(code).toBe(1);
      expect(stderr).toContain('cannot be reached');
      expect(stderr).toContain('Run it again');
      expectNoStack(stderr);

      present = await start(['serve', '--database', database]);
      const already = await client.linkCount();
      expect(already).toBeGreaterThan(0);
      expect(already).toBeLessThan(total);
      const again = await client.command('import', 'links', file, ...posts, '--json');
      expect(again.code).toBe(0);
      expect(JSON.parse(again.stdout)).toEqual({
        read: total,
        inserted: total - already,
        updated: already,
        rejected: 0,
        overwritten: 0,
      });
      await expectWhole(client, database);
    } finally {
      await stop(present, 'SIGKILL');
    }
  });

  test('an import goes on where the server is back soon', async () => {
    const database = newDatabase('back');
    const first = await start(['serve', '--database', database]);
    const client = clientAt(() => first.address, token);
    const file = fileOf('posts.csv', `claim,contact,role\n${rows.join('\n')}\n`);
    const watch = await startWatch(first);
    const underWay = client.command('import', 'links', file, ...posts, '--json', ...watch.through);
    await watch.killed(first);
    // The same port, as a service manager would start it.
    const { port } = new URL(first.address);
    const second = spawn(process.execPath, [cli, 'serve', '--database', database, '--port', port], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    try {
      await once(second.stdout, 'data');
      watch.goOn();
      const { code, stdout, stderr } = await underWay;
      expect(stderr).not.toContain('linkwright:');
      expect(code).toBe(0);
      const counts = JSON.parse(stdout);
      expect(counts).toMatchObject({ read: total, rejected: 0 });
      expect(counts.inserted + counts.updated).toBe(total);
      await expectWhole(client, database);
    } finally {
      second.kill('SIGKILL');
      await once(second, 'close');
      await watch.close();
    }
  });
});
