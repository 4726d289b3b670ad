/** Import through the server beside the same upserts in process, in batches of 512. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, createWriteStream, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Database from 'better-sqlite3';
import { startServer } from './servers.mjs';
import { pairOf } from './workload.mjs';

const cli = fileURLToPath(new URL('../dist/cli.js', import.meta.url));
const rows = 200_000;

function freshCopy(folder, seededPath, name) {
  const path = join(folder, name);
  for (const ending of ['', '-wal', '-shm', '-server']) rmSync(path + ending, { force: true });
  copyFileSync(seededPath, path);
  return path;
}

async function writeFile(path) {
  const file = createWriteStream(path);
  file.write('claim,contact,role\n');
  for (let row = 0; row < rows; row++) {
    const { claim, contact } = pairOf(2 * row);
    if (!file.write(`${claim},${contact},Adjuster\n`)) await once(file, 'drain');
  }
  file.end();
  await once(file, 'finish');
}

async function byImport(folder, seededPath, token, csv) {
  const server = await startServer('linkwright', freshCopy(folder, seededPath, 'import.db'));
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
  const counts = JSON.parse(output);
  if (code !== 0 || counts.rejected > 0 || counts.inserted + counts.updated !== rows)
    throw new Error(`import: ${output}`);
  return rows / seconds;
}

/** The bare loop: find both records, find the link, insert or update it, 512 a durable transaction. */
function inProcess(folder, seededPath) {
  const database = new Database(freshCopy(folder, seededPath, 'in-process.db'));
  for (const pragma of ['journal_mode = WAL', 'synchronous = FULL', 'foreign_keys = ON'])
    database.pragma(pragma);
  const record = database
    .prepare('SELECT id FROM record WHERE client_id = 1 AND domain_id = ? AND id = ?')
    .pluck();
  const find = database
    .prepare(`SELECT id FROM link WHERE client_id = 1 AND parent_domain_id = ? AND parent_id = ?
    AND child_domain_id = ? AND child_id = ? AND slot = 0`)
    .pluck();
  const insert = database.prepare('INSERT INTO link VALUES (1, ?, ?, ?, ?, ?, 0, 3, ?, 1, ?, 1)');
  const update = database.prepare('UPDATE link SET modified_at = ? WHERE client_id = 1 AND id = ?');
  const domain = database.prepare('SELECT id FROM domain WHERE client_id = 1 AND name = ?').pluck();
  const [claims, contacts] = [domain.get('Claim'), domain.get('Contact')];
  let next = database.prepare('SELECT max(id) + 1 FROM link').pluck().get();
  const start = performance.now();
  for (let from = 0; from < rows; from += 512) {
    database.exec('BEGIN IMMEDIATE');
    for (let row = from; row < Math.min(from + 512, rows); row++) {
      const { claim, contact } = pairOf(2 * row);
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

export async function benchImport({ folder, seededPath, token, rounds, table, median, round }) {
  const csv = join(folder, 'links.csv');
  await writeFile(csv);
  const rates = { loop: [], import: [] };
  for (let turn = 1; turn <= rounds; turn++) {
    rates.loop.push(inProcess(folder, seededPath));
    rates.import.push(await byImport(folder, seededPath, token, csv));
    console.error(
      `round ${turn}: in process ${round(rates.loop.at(-1))}, import ${round(rates.import.at(-1))} links/s`,
    );
  }
  const [loop, imported] = [median(rates.loop), median(rates.import)];
  console.log(
    `\nImport of ${round(rows)} links from CSV, start of the command included, ${rounds} rounds (medians)\n`,
  );
  table(
    ['way', 'links/s', 'of in process'],
    [
      ['in process, batches of 512, no history', round(loop), '1'],
      ['linkwright import links', round(imported), round(imported / loop, 2)],
    ],
  );
}
