/** `npm run bench`: figures, each beside its baselines in one run. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Databases } from './databases.js';
import { sqliteDatabases } from './sqlite-databases.js';

type Bench = (databases: Databases) => Promise<void>;

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '8' },
    rounds: { type: 'string', default: '3' },
    connections: { type: 'string', default: '64' },
    only: { type: 'string' },
    postgres: { type: 'boolean', default: false },
    scale: { type: 'boolean', default: false },
    sizes: { type: 'string', default: '100000,1000000,10000000' },
    linkbench: { type: 'boolean', default: false },
    metadata: { type: 'boolean', default: false },
    records: { type: 'string', default: '1000000' },
    chart: { type: 'boolean', default: false },
  },
});
const { chart } = values;
const settings = {
  chart,
  seconds: Number(values.seconds),
  rounds: Number(values.rounds),
  connections: Number(values.connections),
};

/** Runs a bench on databases, and removes them afterwards. */
async function on(databases: Databases, bench: Bench): Promise<void> {
  try {
    await bench(databases);
  } finally {
    await databases.stop();
  }
}

async function onPostgres(bench: Bench): Promise<void> {
  const { postgresDatabases } = await import('./postgres-databases.js');
  await on(await postgresDatabases(), bench);
}

async function onEachStore(folder: string, bench: Bench): Promise<void> {
  await on(sqliteDatabases(folder), bench);
  await onPostgres(bench);
}

async function benchEmbedded(databases: Databases, folder: string): Promise<void> {
  const [{ benchStart }, { benchImport }, upsert] = await Promise.all([
    import('./start.js'),
    import('./import.js'),
    import('./upsert.js'),
  ]);
  const isAsked = (part: string) => values.only === undefined || values.only === part;
  if (isAsked('start')) await benchStart(databases);
  if (isAsked('upsert')) {
    const contestants = [upsert.constant, upsert.plain, upsert.linkwright];
    const command = 'npm run bench -- --only upsert';
    await upsert.benchUpsert({ databases, name: 'upsert', contestants, command, ...settings });
  }
  if (values.only === 'recording') {
    const { benchRecording } = await import('./recording-rate.js');
    await benchRecording(databases, settings);
  }
  if (isAsked('import')) await benchImport(databases, { folder, ...settings });
}

const folder = mkdtempSync(join(tmpdir(), 'linkwright-bench-'));
try {
  if (values.postgres) {
    const { benchPostgres } = await import('./postgres.js');
    await benchPostgres(settings);
  } else if (values.scale) {
    const { ScaleBench } = await import('./scale.js');
    const bench = new ScaleBench(values.sizes.split(',').map(Number), chart, settings);
    await onEachStore(folder, (databases) => bench.run(databases));
    bench.report();
  } else if (values.linkbench) {
    const { benchMix } = await import('./linkbench.js');
    await onEachStore(folder, (databases) => benchMix(databases, settings));
  } else if (values.metadata) {
    const { MetadataBench } = await import('./metadata.js');
    const bench = new MetadataBench(Number(values.records));
    await onEachStore(folder, (databases) => bench.run(databases));
    bench.report();
  } else {
    await on(sqliteDatabases(folder), (databases) => benchEmbedded(databases, folder));
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
