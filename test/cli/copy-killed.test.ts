/** A copy that is killed goes on where it was, and half of one is no database. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import { runHere } from '../support/command-here.js';
import { type CopyDatabase, copy, copyDatabases, load, refused } from '../support/copying.js';
import { required } from '../support/required.js';
import { stores } from '../support/stores.js';

const [sqlite, postgres] = stores;
const cli = fileURLToPath(new URL('../../dist/cli.js', import.meta.url));
const { database } = copyDatabases();

describe.each([
  { from: sqlite, to: postgres },
  { from: postgres, to: sqlite },
])('killed again and again, from $from.name to $to.name', ({ from, to }) => {
  const records = 8_000;
  const links = 10_000;
  const tables = ['link_change', 'match_key', 'record', 'link'];
  const wanted = 2 * links + 4 * records;
  let source: CopyDatabase;
  let target: CopyDatabase;

  beforeAll(async () => {
    source = await database(from, 'large');
    target = await database(to, 'half');
    const named = (field: string) =>
      Array.from({ length: records }, (_, at) => ({ id: at + 1, [field]: `K-${at}` }));
    await load(source, {
      account: 'Acme',
      client: 'Main',
      users: [{ user: 'ada', administrator: true }],
      records: { Claim: named('ClaimNumber'), Contact: named('ContactNumber') },
      links: Array.from({ length: links }, (_, at) => ({
        id: at + 1,
        ParentDomain: 'Claim',
        ParentRecordID: (at % records) + 1,
        ChildDomain: 'Contact',
        ChildRecordID: ((at < records ? at : at + 1) % records) + 1,
      })),
    });
  }, 120_000);

  async function present() {
    try {
      const counts = tables.map((table) => `(SELECT count(*) FROM ${table})`);
      const [total] = await target.rows<{ rows: number }>(`SELECT ${counts.join(' + ')} AS rows`);
      return required(total).rows;
    } catch {
      // Its tables are not there yet.
      return 0;
    }
  }

  /** Starts a copy and kills it once the target has so many rows. It stands still while they are counted. */
  async function killAt(rows: number) {
    const child = spawn(process.execPath, [cli, 'copy', '--from', source.url, '--to', target.url], {
      stdio: 'ignore',
    });
    const ended = once(child, 'close');
    while ((await present()) < rows && child.exitCode === null) {
      child.kill('SIGCONT');
      await pause(20);
      child.kill('SIGSTOP');
    }
    child.kill('SIGKILL');
    expect(await ended).toEqual([null, 'SIGKILL']);
  }

  test('it goes on where it was, and half of it opens for nothing else', { timeout: 240_000 }, async () => {
    let before = 0;
    for (const share of [0.02, 0.3, 0.55, 0.8]) {
      await killAt(share * wanted);
      const rows = await present();
      expect(rows).toBeGreaterThanOrEqual(before);
      expect(rows).toBeLessThan(wanted);
      before = rows;
    }
    for (const words of [['serve', '--port', '0'], ['client', 'list'], ['migrate']]) {
      const { code, stderr } = await runHere([...words, '--database', target.url]);
      expect(code).toBe(1);
      expect(stderr).toMatch(/holds half of a copy of (sqlite|postgres):.*linkwright copy/);
    }
    await refused(target, await database(sqlite, `of-half-${to.name}`), /holds half of a copy/);

    const { code, stdout } = await copy(source, target);
    expect(code).toBe(0);
    expect(stdout).toMatch(/Copied [\d,]+ rows, [\d,]+ were there from before\. Source and target hold/);
    // As text: comparing so many rows one by one takes half a minute.
    expect(JSON.stringify(await target.every()) === JSON.stringify(await source.every())).toBe(true);
    expect((await runHere(['doctor', '--database', target.url])).code).toBe(0);
  });
});
