/** A backup that is killed leaves nothing that looks whole, and a restore that is killed no database (docs/guide/backup.md). */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import { run, start, stop } from '../support/command.js';
import { databases } from '../support/served-client.js';
import { upload } from '../support/upload.js';

const cli = fileURLToPath(new URL('../../dist/cli.js', import.meta.url));
const { folder, urlOf, loaded } = databases();
const into = join(folder, 'backups');
const files = 40;

const namesIn = (path: string) => (existsSync(path) ? readdirSync(path) : []);
const wholeIn = () => namesIn(into).filter((name) => /^\d{4}-/.test(name));
const unfinishedIn = () => namesIn(into).filter((name) => name.startsWith('unfinished-'));

/** Starts a command and kills it when something is to be seen of it. Answers whether it was killed, or ended before. */
async function killWhen(words: string[], isSeen: () => boolean): Promise<boolean> {
  const child: ChildProcess = spawn(process.execPath, [cli, ...words], { stdio: 'ignore' });
  const ended = once(child, 'close');
  while (child.exitCode === null && !isSeen()) await pause(1);
  child.kill('SIGKILL');
  return (await ended)[1] === 'SIGKILL';
}

beforeAll(async () => {
  const { database, token } = await loaded('killed');
  const server = await start(['serve', '--database', database]);
  for (let at = 0; at < files; at++) {
    const content = `${at} `.repeat(50_000);
    expect((await upload(server, 'Claim/1', { token, parts: [['content', content, 'a.txt']] })).status).toBe(
      200,
    );
  }
  await stop(server);
}, 120_000);

describe('kill -9', { timeout: 240_000 }, () => {
  /** How far a backup has come: what is in its folder. */
  const inUnfinished = (name: string) => () =>
    unfinishedIn().some((each) => existsSync(join(into, each, name)));
  const contents = (least: number) => () =>
    unfinishedIn().some((each) => {
      const path = join(into, each, 'content/1');
      return namesIn(path).length >= least;
    });

  test('of a backup, wherever it is: what has a name is whole, and the next removes the rest', async () => {
    const moments = [
      () => unfinishedIn().length > 0,
      inUnfinished('linkwright.db'),
      contents(1),
      contents(files / 4),
      contents(files / 2),
      inUnfinished('backup.json'),
    ];
    let killed = 0;
    for (const isSeen of moments) {
      const before = wholeIn().length;
      // One that was killed leaves its folder, which the next is not to be taken for.
      const { code } = await run(['backup', into, '--database', urlOf('killed'), '--keep', '1']);
      expect(code).toBe(0);
      expect(unfinishedIn()).toEqual([]);
      if (await killWhen(['backup', into, '--database', urlOf('killed')], isSeen)) killed++;
      for (const name of wholeIn())
        expect((await run(['restore', join(into, name), '--check'])).code).toBe(0);
      for (const name of unfinishedIn().filter((each) => !existsSync(join(into, each, 'backup.json')))) {
        const refused = await run(['restore', join(into, name), '--database', urlOf('of-half')]);
        expect([refused.code, refused.stderr]).toEqual([1, expect.stringMatching(/is not a backup/)]);
      }
      expect(wholeIn().length).toBeLessThanOrEqual(before + 2);
    }
    expect(killed).toBeGreaterThan(0);
  });

  test('of a restore: there is no database until all is there, and the same again makes one', async () => {
    const { stdout } = await run(['backup', join(folder, 'again'), '--database', urlOf('killed'), '--json']);
    const saved: string = JSON.parse(stdout).folder;
    const words = ['restore', saved, '--database', urlOf('restored')];
    const arrived = () => namesIn(join(folder, 'restored.db.files/1')).length;
    const restored = join(folder, 'restored.db');
    let withoutDatabase = 0;
    for (const least of [1, 1, 2, files / 8, files / 4, files / 2]) {
      await killWhen(words, () => arrived() >= least);
      if (!existsSync(restored)) {
        withoutDatabase++;
        continue;
      }
      // It was through before it was killed.
      expect((await run(['doctor', '--database', urlOf('restored')])).code).toBe(0);
      for (const name of namesIn(folder).filter((each) => each.startsWith('restored.db')))
        rmSync(join(folder, name), { recursive: true });
    }
    expect(withoutDatabase).toBeGreaterThan(0);
    expect((await run(words)).code).toBe(0);
    expect((await run(['doctor', '--database', urlOf('restored')])).code).toBe(0);
  });
});
