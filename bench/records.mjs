/**
 * Records written by BulkUpsert on this build and on an earlier one, on SQLite, each on a new database, in turns.
 * The rows are those of a CSV of contacts. `BENCH_OTHER` is a folder with the earlier sources, built:
 * `BENCH_OTHER=../before node bench/records.mjs ../shared/data/offeneregister/contacts.csv --rounds 3`
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { parse } from 'csv-parse/sync';
import { medianOf, round, table } from './figures.mjs';
import { startServer } from './servers.mjs';

const entriesAtOnce = 1_000;
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { rounds: { type: 'string', default: '3' }, rows: { type: 'string', default: '24000' } },
});
const rows = parse(readFileSync(positionals[0]), { columns: true })
  .slice(0, Number(values.rows))
  .map(({ contact_key, name, firstname, lastname }) => ({
    ContactNumber: contact_key,
    Name: name,
    FirstName: firstname,
    LastName: lastname,
  }));

const folderOf = {
  earlier: process.env.BENCH_OTHER,
  linkwright: fileURLToPath(new URL('..', import.meta.url)),
};

async function writeAll(kind, folder) {
  const url = `sqlite:${join(folder, 'records.db')}`;
  const command = (...words) =>
    execFileSync(process.execPath, [resolve(folderOf[kind], 'dist/cli.js'), ...words, '--database', url], {
      encoding: 'utf8',
      env: { ...process.env, LINKWRIGHT_PASSWORD: 'correct horse battery staple' },
    }).trim();
  command('client', 'create', '--account', 'Bench', '--client', 'Main');
  command('user', 'create', '--user', 'ada', '--administrator');
  const headers = { Token: command('token', 'create', '--user', 'ada'), 'Content-Type': 'application/json' };
  const server = await startServer(kind, url);
  try {
    const before = server.processor();
    const start = performance.now();
    for (let from = 0; from < rows.length; from += entriesAtOnce) {
      const response = await fetch(`${server.address}/api/Contact/BulkUpsert?matchFields=ContactNumber`, {
        method: 'POST',
        headers,
        body: JSON.stringify(rows.slice(from, from + entriesAtOnce)),
      });
      const answers = await response.json();
      if (!answers.every(({ IsSuccessful }) => IsSuccessful))
        throw new Error(`${kind}: an entry was refused`);
    }
    const seconds = (performance.now() - start) / 1_000;
    return { rate: rows.length / seconds, processor: (server.processor() - before) / rows.length };
  } finally {
    await server.stop();
  }
}

const results = { earlier: [], linkwright: [] };
for (let turn = 0; turn < Number(values.rounds); turn++) {
  for (const kind of turn % 2 === 0 ? ['earlier', 'linkwright'] : ['linkwright', 'earlier']) {
    const folder = mkdtempSync(join(tmpdir(), 'linkwright-bench-'));
    try {
      results[kind].push(await writeAll(kind, folder));
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }
}
table(
  ['build', 'records/s', 'processor µs a record'],
  Object.entries(results).map(([kind, figures]) => [
    kind === 'earlier' ? 'earlier' : 'this',
    round(medianOf(figures, 'rate')),
    round(medianOf(figures, 'processor')),
  ]),
);
const ratioOf = (figure) => medianOf(results.linkwright, figure) / medianOf(results.earlier, figure);
console.log(
  `\nThis build has ${round(ratioOf('rate'), 2)} of the rate and ${round(ratioOf('processor'), 2)} of the processor time (medians of ${values.rounds}).`,
);
