/**
 * Compares BulkUpsert of records on this build and an earlier one, on SQLite: in turns, each on a new database.
 * The rows are the contacts of the register. `BENCH_OTHER` is a folder with the earlier sources, built:
 * `BENCH_OTHER=../before node --import tsx bench/records.ts --rounds 3`
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { readContacts, startContacts } from './contacts.js';
import { medianOf, round, table } from './figures.js';
import { earlierBuild } from './given.js';

const { values } = parseArgs({
  options: { rounds: { type: 'string', default: '3' }, rows: { type: 'string', default: '24000' } },
});
const folderOf = { earlier: earlierBuild(), linkwright: fileURLToPath(new URL('..', import.meta.url)) };
const rows = readContacts(Number(values.rows));

type Build = keyof typeof folderOf;

async function writeAll(kind: Build, folder: string) {
  const { server, write } = await startContacts(kind, folderOf[kind], folder);
  try {
    const before = server.processor();
    const start = performance.now();
    await write(rows);
    const seconds = (performance.now() - start) / 1_000;
    return { rate: rows.length / seconds, processor: (server.processor() - before) / rows.length };
  } finally {
    await server.stop();
  }
}

const results: Record<Build, Awaited<ReturnType<typeof writeAll>>[]> = { earlier: [], linkwright: [] };
const inTurns = (turn: number): Build[] =>
  turn % 2 === 0 ? ['earlier', 'linkwright'] : ['linkwright', 'earlier'];
for (let turn = 0; turn < Number(values.rounds); turn++) {
  for (const kind of inTurns(turn)) {
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
const ratioOf = (figure: 'rate' | 'processor') =>
  medianOf(results.linkwright, figure) / medianOf(results.earlier, figure);
console.log(
  `\nThis build has ${round(ratioOf('rate'), 2)} of the rate and ${round(ratioOf('processor'), 2)} of the processor time (medians of ${values.rounds}).`,
);
