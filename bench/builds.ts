/**
 * Link/Upsert on this build beside an earlier one, on SQLite or with `--postgres`: both run, and are loaded in turns, a second each, so that
 * what other programs do affects both alike. `BENCH_OTHER` is a folder with the earlier sources, built:
 * `BENCH_OTHER=../before node --import tsx bench/builds.ts --rounds 20`
 */
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { required } from '../test/support/required.js';
import { median, medianOf, round, table } from './figures.js';
import { earlierBuild } from './given.js';
import { sendLoad } from './load.js';
import { type BenchServer, startServer } from './servers.js';
import { sqliteDatabases } from './sqlite-databases.js';
import { usualShape } from './workload.js';

type Build = 'earlier' | 'linkwright';

interface Second {
  rate: number;
  p99: number;
  /** Microseconds of processor time for each request. */
  processor: number;
}

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
const results: Record<Build, Second[]> = { earlier: [], linkwright: [] };
const servers: BenchServer[] = [];
const inTurns = (turn: number): Build[] =>
  turn % 2 === 0 ? ['earlier', 'linkwright'] : ['linkwright', 'earlier'];
try {
  // The earlier build seeds: this one would bring the schema up to date as it opens the database.
  const earlierSeed = ['ts', 'mjs'].map((end) => resolve(earlier, `bench/seed.${end}`)).find(existsSync);
  const { seed }: typeof import('./seed.js') = await import(required(earlierSeed));
  const token = await seed(databases, 'seeded', usualShape);
  /** Starts a build on a database of its own, and answers a function that loads it for a second. */
  const startBuild = async (kind: Build) => {
    await databases.copy('seeded', kind);
    const server = await startServer(kind, databases.url(kind));
    servers.push(server);
    let first = 0;
    const load = async () => {
      const targets = [{ address: server.address, first }];
      const result = await sendLoad({ targets, shape: usualShape, token, connections, seconds: 1 });
      first = required(result.ends[0]);
      return result;
    };
    for (let second = 0; second < 3; second++) await load();
    return { server, load };
  };
  const builds = { earlier: await startBuild('earlier'), linkwright: await startBuild('linkwright') };
  for (let turn = 0; turn < Number(values.rounds); turn++) {
    for (const kind of inTurns(turn)) {
      const { server, load } = builds[kind];
      const before = server.processor();
      const { rate, requests, p99, errors } = await load();
      if (errors > 0) throw new Error(`${kind}: ${errors} calls failed`);
      // The server records the requests of one second during the next.
      await pause(1_200);
      results[kind].push({ rate, p99, processor: (server.processor() - before) / requests });
    }
  }
} finally {
  await Promise.all(servers.map((server) => server.stop()));
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
const ratioOf = (figure: 'rate' | 'processor') =>
  median(results.linkwright.map((each, turn) => each[figure] / required(results.earlier[turn])[figure]));
console.log(
  `\nTurn by turn, this build has ${round(ratioOf('rate'), 3)} of the rate and ${round(ratioOf('processor'), 3)} of the processor time (medians of ${values.rounds}).`,
);
