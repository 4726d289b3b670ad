/**
 * Link/Upsert on this build beside an earlier one, in turns, on SQLite. `BENCH_OTHER` is a folder with the earlier
 * sources, built:
 * `BENCH_OTHER=../before node bench/builds.mjs --rounds 7 --seconds 4`
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { medianOf, round, table } from './figures.mjs';
import { measureUpserts } from './measure.mjs';
import { sqliteDatabases } from './sqlite-databases.mjs';
import { usualShape } from './workload.mjs';

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '4' },
    rounds: { type: 'string', default: '7' },
    connections: { type: 'string', default: '64' },
  },
});
const folder = mkdtempSync(join(tmpdir(), 'linkwright-bench-'));
const databases = sqliteDatabases(folder);
const builds = { earlier: [], linkwright: [] };
try {
  // By the earlier build: this one brings the schema up to date as it opens the database.
  const { seed } = await import(resolve(process.env.BENCH_OTHER, 'bench/seed.mjs'));
  const token = await seed(databases, 'seeded', usualShape);
  const settings = { servers: 1, url: databases.url('measured'), shape: usualShape, token };
  for (let turn = 0; turn < Number(values.rounds); turn++) {
    const kinds = turn % 2 === 0 ? ['earlier', 'linkwright'] : ['linkwright', 'earlier'];
    for (const kind of kinds) {
      await databases.copy('seeded', 'measured');
      const result = await measureUpserts({
        ...settings,
        kind,
        connections: Number(values.connections),
        seconds: Number(values.seconds),
      });
      builds[kind].push(result);
      console.error(
        `${kind}: ${round(result.rate)} requests/s, ${round(result.processor, 1)} µs, p99 ${round(result.p99, 1)} ms`,
      );
    }
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
table(
  ['build', 'requests/s', 'processor µs', 'p50 ms', 'p99 ms', 'memory MB'],
  Object.entries(builds).map(([kind, results]) => [
    kind === 'earlier' ? 'earlier' : 'this',
    ...[
      ['rate', 0],
      ['processor', 1],
      ['p50', 1],
      ['p99', 1],
      ['memory', 0],
    ].map(([figure, digits]) => round(medianOf(results, figure), digits)),
  ]),
);
