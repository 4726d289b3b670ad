/** Compares an import through the server with the same upserts in process, in batches of 512. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Database from 'better-sqlite3';
import type { ImportCounts } from '#linkwright/import/counts.js';
import { required } from '../test/support/required.js';
import type { Databases } from './databases.js';
import { medianOf, round, table } from './figures.js';
import { seed } from './seed.js';
import { startServer } from './servers.js';
import { pairOf, usualShape } from './workload.js';

const cli = fileURLToPath(new URL('../dist/cli.js', import.meta.url));
const rows = 200_000;

async function writeFile(path: string): Promise<void> {
  const file = createWriteStream(path);
  file.write('claim,contact,role\n');
  for (let row = 0; row < rows; row++) {
    const { claim, contact } = pairOf(2 * row, usualShape);
    if (!file.write(`${claim},${contact},Adjuster\n`)) await once(file, 'drain');
  }
  file.end();
  await once(file, 'finish');
}

/** How many links the command imports each second. */
async function byImport(url: string, token: string, csv: string): Promise<number> {
  const server = await startServer('linkwright', url);
  const start = performance.now();
  const child = spawn(
    process.execPath,
    [
      cli,
      'import',
      'links',
      csv,
      '--server',
      server.address,
      '--token',
      token,
      '--json',
      '--map',
      'claim=ParentRecordID',
      '--map',
      'contact=ChildRecordID',
      '--map',
      'role=Relationship',
      '--set',
      'ParentDomain=Claim',
      '--set',
      'ChildDomain=Contact',
    ],
    { stdio: ['ignore', 'pipe', 'ignore'] },
  );
  let output = '';
  child.stdout.on('data', (data) => {
    output += data;
  });
  const [code] = await once(child, 'exit');
  const seconds = (performance.now() - start) / 1000;
  await server.stop();
  const counts: ImportCounts = JSON.parse(output);
  if (code !== 0 || counts.rejected > 0 || counts.inserted + counts.updated !== rows)
    throw new Error(`import: ${output}`);
  return rows / seconds;
}

/** The bare loop: find both records, find the link, insert or update it; 512 rows in each durable transaction. */
function inProcess(url: string): number {
  const database = new Database(url.replace('sqlite:', ''));
  for (const pragma of ['journal_mode = WAL', 'synchronous = FULL', 'foreign_keys = ON'])
    database.pragma(pragma);
  const record = database
    .prepare<[number, number], number>(
      'SELECT id FROM record WHERE client_id = 1 AND domain_id = ? AND id = ?',
    )
    .pluck();
  const find = database
    .prepare<
      number[],
      number
    >(`SELECT id FROM link WHERE client_id = 1 AND parent_domain_id = ? AND parent_id = ?
    AND child_domain_id = ? AND child_id = ? AND slot = 0`)
    .pluck();
  const insert =
    database.prepare(`INSERT INTO link (client_id, id, parent_domain_id, parent_id, child_domain_id, child_id, slot,
      relationship_id, created_at, created_by, modified_at, modified_by)
      VALUES (1, ?, ?, ?, ?, ?, 0, 3, ?, 1, ?, 1)`);
  const update = database.prepare('UPDATE link SET modified_at = ? WHERE client_id = 1 AND id = ?');
  const domain = database
    .prepare<[string], number>('SELECT id FROM domain WHERE client_id = 1 AND name = ?')
    .pluck();
  const [claims, contacts] = [required(domain.get('Claim')), required(domain.get('Contact'))];
  let next = required(database.prepare<[], number>('SELECT max(id) + 1 FROM link').pluck().get());
  const start = performance.now();
  for (let from = 0; from < rows; from += 512) {
    database.exec('BEGIN IMMEDIATE');
    for (let row = from; row < Math.min(from + 512, rows); row++) {
      const { claim, contact } = pairOf(2 * row, usualShape);
      record.get(claims, claim);
      record.get(contacts, contact);
      const id = find.get(claims, claim, contacts, contact);
      const now = Date.now();
      if (id === undefined) insert.run(next++, claims, claim, contacts, contact, now, now);
      else update.run(now, id);
    }
    database.exec('COMMIT');
  }
  const seconds = (performance.now() - start) / 1000;
  database.close();
  return rows / seconds;
}

export async function benchImport(
  databases: Databases,
  { folder, rounds }: { folder: string; rounds: number },
): Promise<void> {
  const csv = join(folder, 'links.csv');
  await writeFile(csv);
  const token = await seed(databases, 'seeded', usualShape);
  const url = databases.url('imported');
  const results = [];
  for (let turn = 1; turn <= rounds; turn++) {
    await databases.copy('seeded', 'imported');
    const loop = inProcess(url);
    await databases.copy('seeded', 'imported');
    const imported = await byImport(url, token, csv);
    results.push({ loop, imported });
    console.error(`round ${turn}: in process ${round(loop)}, import ${round(imported)} links/s`);
  }
  const [loop, imported] = [medianOf(results, 'loop'), medianOf(results, 'imported')];
  console.log(
    `\nImport of ${round(rows)} links from CSV, start of the command included, ${rounds} rounds (medians)`,
  );
  console.log(`${databases.about}; by npm run bench -- --only import\n`);
  table(
    ['way', 'links/s', 'of in process'],
    [
      ['in process, batches of 512, no history', round(loop), '1'],
      ['linkwright import links', round(imported), round(imported / loop, 2)],
    ],
  );
}
