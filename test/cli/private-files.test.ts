/**
 * The files of a database are readable by their owner alone, whoever makes them
 * (docs/reference/limits.md#files-of-their-owner).
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { openFolder } from '#linkwright/content/folder.js';
import { fillDatabase } from '../support/database.js';
import { temporaryFolder } from '../support/folder.js';
import { required } from '../support/required.js';

const cli = fileURLToPath(new URL('../../dist/cli.js', import.meta.url));
const folder = temporaryFolder();
let count = 0;

/** A folder for one test. */
function ownFolder() {
  const own = join(folder, `own-${count++}`);
  mkdirSync(own);
  return own;
}

/** What others may do with whatever is in a folder, by name; nothing is the wish. */
function openToOthers(path: string, inside = ''): string[] {
  return readdirSync(join(path, inside), { withFileTypes: true }).flatMap((entry) => {
    const name = join(inside, entry.name);
    const mode = statSync(join(path, name)).mode & 0o077;
    const own = mode === 0 ? [] : [`${name} ${mode.toString(8)}`];
    return entry.isDirectory() ? [...own, ...openToOthers(path, name)] : own;
  });
}

/** Runs a command that would let everybody do everything. One that serves is asked, then ended. */
async function run(
  own: string,
  parameters: string[],
  whileServing?: (address: string) => string[] | Promise<string[]>,
): Promise<string[]> {
  const child = spawn('sh', ['-c', 'umask 000; exec "$@"', 'sh', process.execPath, cli, ...parameters], {
    cwd: own,
    env: { ...process.env, TMPDIR: own },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    output += text;
  });
  const closed = once(child, 'close');
  let seen: string[] = [];
  if (whileServing) {
    await expect.poll(() => output, { timeout: 60_000 }).toMatch(/listening on/);
    seen = await whileServing(required(/listening on (\S+)/.exec(output)?.[1]));
    child.kill('SIGTERM');
  }
  const [code] = await closed;
  expect(code, output).toBe(0);
  return seen;
}

const fixture = {
  account: 'Acme',
  client: 'Main',
  users: [{ user: 'ada', administrator: true }],
  records: { Claim: [{ id: 1, ClaimNumber: 'CLM-1' }] },
};

async function upload(address: string, token: string) {
  const form = new FormData();
  form.set('content', new Blob(['x']), 'x.txt');
  const path = `${address}/api/Files/Upload/Claim/1`;
  const answer = await fetch(path, { method: 'POST', headers: { Token: token }, body: form });
  expect(answer.status).toBe(200);
}

/** Each makes files in a folder of its own, and answers which are open to others while it serves. */
const commands: Record<string, (own: string) => Promise<string[]>> = {
  'client create': (own) =>
    run(own, ['client', 'create', '--account', 'A', '--client', 'B', '--database', 'sqlite:a.db']),
  load(own) {
    writeFileSync(join(own, 'fixture.json'), JSON.stringify(fixture), { mode: 0o600 });
    return run(own, ['load', 'fixture.json', '--database', 'sqlite:a.db']);
  },
  'serve, in its own folder': (own) => run(own, ['serve', '--port', '0'], () => openToOthers(own)),
  async 'serve, with content'(own) {
    const token = await fillDatabase(`sqlite:${join(own, 'a.db')}`, fixture);
    return run(own, ['serve', '--port', '0', '--database', 'sqlite:a.db'], async (address) => {
      await upload(address, token);
      expect(existsSync(join(own, 'a.db-wal'))).toBe(true);
      expect(readdirSync(join(own, 'a.db.files')).length).toBeGreaterThan(0);
      return openToOthers(own);
    });
  },
  async copy(own) {
    await fillDatabase(`sqlite:${join(own, 'a.db')}`, fixture);
    return run(own, ['copy', '--from', 'sqlite:a.db', '--to', 'sqlite:b.db']);
  },
  migrate: async (own) => {
    await fillDatabase(`sqlite:${join(own, 'a.db')}`, fixture);
    return run(own, ['migrate', '--database', 'sqlite:a.db']);
  },
  demo: (own) => run(own, ['demo', '--port', '0'], () => openToOthers(own)),
};

describe('files that are made', () => {
  test.each(Object.entries(commands))('by %s', { timeout: 120_000 }, async (_, make) => {
    const own = ownFolder();
    expect(await make(own)).toEqual([]);
    expect(openToOthers(own)).toEqual([]);
  });

  test('earlier, open to others, are so no more once they are opened', { timeout: 120_000 }, async () => {
    const own = ownFolder();
    const path = join(own, 'a.db');
    const token = await fillDatabase(`sqlite:${path}`, fixture);
    mkdirSync(`${path}.files`);
    // A log with something in it, as a crash leaves it.
    const held = new Database(path);
    held.exec('CREATE TABLE kept (x); DROP TABLE kept');
    writeFileSync(`${path}-server`, '');
    for (const name of readdirSync(own)) chmodSync(join(own, name), name.endsWith('.files') ? 0o777 : 0o666);
    expect(openToOthers(own).length).toBeGreaterThan(3);
    const whileServing = await run(own, ['serve', '--port', '0', '--database', 'sqlite:a.db'], async (at) => {
      await upload(at, token);
      return openToOthers(own);
    });
    held.close();
    expect(whileServing).toEqual([]);
    expect(openToOthers(own)).toEqual([]);
  });

  test('of content, wherever', async () => {
    const own = ownFolder();
    const kept = await openFolder(join(own, 'content'), 'nothing');
    await kept.writeMark('mark');
    expect(openToOthers(own)).toEqual([]);
  });
});
