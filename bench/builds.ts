/**
 * Link/Upsert on this build beside an earlier one, on SQLite or with `--postgres`: both run, and take a second's load in turns, so that
 * what other programs do falls on both alike. `BENCH_OTHER` is a folder with the earlier sources, built:
 * `BENCH_OTHER=../before node bench/builds.ts --rounds 20`
 */
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { median, medianOf, round, table } from './figures.js';
import { earlierBuild } from './given.js';
import { sendLoad } from './load.js';
import { startServer } from './servers.js';
import { sqliteDatabases } from './sqlite-databases.js';
import { usualShape } from './workload.js';

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '20' },
    connections: { type: 'string', default: '64' },
    postgres: { type: 'boolean', default: false },
  },
});
const connections = Number(values.connections);
const earlier = earlierBuild();
const folder = mkdtempSync(join(tmpdir(), 'linkwright-bench-'));
const databases = values.postgres
  ? await (await import('./postgres-databases.js')).postgresDatabases()
  : sqliteDatabases(folder);
const results = { earlier: [], linkwright: [] };
const servers = {};
try {
  // By the earlier build: this one brings the schema up to date as it opens the database.
  const earlierSeed = ['ts', 'mjs'].map((end) => resolve(earlier, `bench/seed.${end}`)).find(existsSync);
  const { seed } = await import(earlierSeed);
  const token = await seed(databases, 'seeded', usualShape);
  const next = {};
  const load = async (kind) => {
    const targets = [{ address: servers[kind].address, first: next[kind] }];
    const result = await sendLoad({ targets, shape: usualShape, token, connections, seconds: 1 });
    [next[kind]] = result.ends;
    return result;
  };
  for (const kind of Object.keys(results)) {
    await databases.copy('seeded', kind);
    servers[kind] = await startServer(kind, databases.url(kind));
    next[kind] = 0;
    for (let second = 0; second < 3; second++) await load(kind);
  }
  for (let turn = 0; turn < Number(values.rounds); turn++) {
    for (const kind of turn % 2 === 0 ? ['earlier', 'linkwright'] : ['linkwright', 'earlier']) {
      const before = servers[kind].processor();
      const { rate, requests, p99, errors } = await load(kind);
      if (errors > 0) throw new Error(`${kind}: ${errors} calls failed`);
      // The last second's requests are recorded in the next one.
      await pause(1_200);
      results[kind].push({ rate, p99, processor: (servers[kind].processor() - before) / requests });
    }
  }
} finally {
  await Promise.all(Object.values(servers).map((server) => server.stop()));
  await databases.stop();
  rmSync(folder, { recursive: true, force: true });
}
table(
  ['build', 'requests/s', 'processor µs a request', 'p99 ms'],
  Object.entries(results).map(([kind, figures]) => [
    kind === 'earlier' ? 'earlier' : 'this',
    round(medianOf(figures, 'rate')),
    round(medianOf(figures, 'processor'), 1),
    round(medianOf(figures, 'p99'), 1),
  ]),
);
const ratios = ['rate', 'processor'].map((figure) =>
  median(results.linkwright.map((each, turn) => each[figure] / results.earlier[turn][figure])),
);
console.log(
  `\nTurn by turn, this build has ${round(ratios[0], 3)} of the rate and ${round(ratios[1], 3)} of the processor time (medians of ${values.rounds}).`,
);
