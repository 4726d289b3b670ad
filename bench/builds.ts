/**
 * Link/Upsert, or with `--mix` LinkBench's mix, on this build beside an earlier one, on SQLite or with `--postgres`: both
 * run, and are loaded in turns, a second each, so that what other programs do affects both alike. `BENCH_OTHER` is a folder with the earlier sources, built:
 * `BENCH_OTHER=../before node --import tsx bench/builds.ts --rounds 20`
 */
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { required } from '../test/support/required.js';
import { earlierBuild } from './given.js';
import { mixShape } from './linkbench.js';
import { sqliteDatabases } from './sqlite-databases.js';
import { benchInTurns } from './turns.js';
import { shapeOf, usualShape } from './workload.js';

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '20' },
    connections: { type: 'string', default: '64' },
    postgres: { type: 'boolean', default: false },
    mix: { type: 'boolean', default: false },
    records: { type: 'string', default: String(usualShape.records) },
  },
});
const shape = (values.mix ? mixShape : shapeOf)(Number(values.records));
const earlier = earlierBuild();
const folder = mkdtempSync(join(tmpdir(), 'linkwright-bench-'));
const databases = values.postgres
  ? await (await import('./postgres-databases.js')).postgresDatabases()
  : sqliteDatabases(folder);
try {
  // The earlier build seeds: this one would bring the schema up to date as it opens the database.
  const earlierSeed = ['ts', 'mjs'].map((end) => resolve(earlier, `bench/seed.${end}`)).find(existsSync);
  const { seed }: typeof import('./seed.js') = await import(required(earlierSeed));
  const token = await seed(databases, 'seeded', shape);
  await benchInTurns(
    [
      { kind: 'earlier', name: 'earlier' },
      { kind: 'linkwright', name: 'this' },
    ],
    {
      databases,
      token,
      shape,
      workload: values.mix ? 'mix' : 'upserts',
      rounds: Number(values.rounds),
      seconds: 1,
      connections: Number(values.connections),
    },
  );
} finally {
  await databases.stop();
  rmSync(folder, { recursive: true, force: true });
}
