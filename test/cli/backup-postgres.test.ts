/** The commands by which docs/guide/backup.md#postgresql saves and restores a database, as they stand there. */
import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import pg from 'pg';
import { afterAll, describe, expect, test } from 'vitest';
import type { LinkRow } from '#linkwright/contract/link.js';
import { call } from '../support/call.js';
import { start, stop } from '../support/command.js';
import { fillDatabase } from '../support/database.js';
import { temporaryFolder } from '../support/folder.js';
import { type Postgres, postgresVersions, startPostgres } from '../support/postgres.js';
import { linkOf, servedFixture } from '../support/served-client.js';
import { upload } from '../support/upload.js';

const root = new URL('../../', import.meta.url);
const cli = fileURLToPath(new URL('dist/cli.js', root));
const guide = readFileSync(new URL('docs/guide/backup.md', root), 'utf8');
const [, part = ''] = guide.split('\n## PostgreSQL\n');
const [save = '', restore = ''] = [...part.matchAll(/^```sh\n(.*?)^```$/gms)].map(([, text]) => text);

const folder = temporaryFolder();
const toolsOf = (version: string) => `/usr/lib/postgresql/${version}/bin`;
const started: Postgres[] = [];
afterAll(() => Promise.all(started.map((each) => each.remove())));

/** Runs commands of the guide, with the tools of a version. */
async function follow(commands: string, version: string, env: Record<string, string>): Promise<void> {
  const script = `set -eu; linkwright() { '${process.execPath}' '${cli}' "$@"; }; ${commands}`;
  const { stderr } = await promisify(execFile)('bash', ['-c', script], {
    env: { ...process.env, PATH: `${toolsOf(version)}:${process.env.PATH}`, ...env },
  });
  expect(stderr).toBe('');
}

// The version that comes as a package has no tools beside it.
const versions = postgresVersions.filter((version) => existsSync(join(toolsOf(version), 'pg_dump')));

describe.skipIf(versions.length === 0).each(versions)('PostgreSQL %s', (version) => {
  test('a dump beside a server holds what was acknowledged before it', { timeout: 180_000 }, async () => {
    const postgres = await startPostgres([], {}, version);
    started.push(postgres);
    const admin = new pg.Client(postgres.url('postgres'));
    await admin.connect();
    for (const name of ['saved', 'restored']) await admin.query(`CREATE DATABASE ${name}`);
    await admin.end();
    const [content, backup, restored] = ['content', 'backup', 'restored'].map((name) =>
      join(folder, `${name}-${version}`),
    ) as [string, string, string];
    for (const path of [content, backup]) mkdirSync(path);
    const token = await fillDatabase(postgres.url('saved'), servedFixture());
    const words = (database: string, path: string) => [
      'serve',
      '--database',
      postgres.url(database),
      '--content',
      `file:${path}`,
    ];
    const server = await start(words('saved', content));
    const acknowledged = new Map<number, number>();
    let isEnding = false;
    const work = async () => {
      for (let contact = 1; !isEnding; contact = (contact % 900) + 1) {
        const { status, body } = await call(server.address, 'POST', '/api/Link/Upsert', {
          token,
          body: linkOf(contact),
        });
        if (status === 200) acknowledged.set(contact, body.RecordID);
      }
    };
    for (let contact = 901; contact <= 950; contact++) {
      const { body } = await call(server.address, 'POST', '/api/Link/Upsert', {
        token,
        body: linkOf(contact),
      });
      acknowledged.set(contact, body.RecordID);
    }
    const { body: file } = await upload(server, 'Claim/1', {
      token,
      parts: [['content', 'a text', 'a.txt']],
    });
    const working = work();
    const before = new Map(acknowledged);
    await follow(save, version, {
      LINKWRIGHT_DATABASE: postgres.url('saved'),
      CONTENT: content,
      BACKUP: backup,
    });
    isEnding = true;
    await working;
    await stop(server);

    const env = { LINKWRIGHT_DATABASE: postgres.url('restored'), CONTENT: restored, BACKUP: backup };
    await follow(restore, version, env);
    const other = await start(words('restored', restored));
    const path = '/api/Link/Query?parentDomain=Claim&childDomain=Contact&pageSize=1000';
    const { body: rows } = await call<LinkRow[]>(other.address, 'GET', path, { token });
    const found = new Map(rows.map(({ ChildID, LinkID }) => [ChildID, LinkID]));
    for (const [contact, link] of before) expect([contact, found.get(contact)]).toEqual([contact, link]);
    const kept = await call(other.address, 'GET', `/api/File/${file.ChildID}/Content`, { token });
    expect(kept.text).toBe('a text');
    expect(await stop(other)).toBe(0);
  });
});
