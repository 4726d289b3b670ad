/** LinkBench's mix of operations over HTTP. */
import { cpus } from 'node:os';
import { checkByDoctor, countOf } from './check.js';
import type { Databases } from './databases.js';
import { medianOf, round, table } from './figures.js';
import { runGenerator } from './generator.js';
import { type MixOptions, type MixResult, operations, type Quantiles, type Written } from './mix.js';
import { seed } from './seed.js';
import { startServer } from './servers.js';
import { shapeOf, usualShape } from './workload.js';

/** About LinkBench's own mean of links of a node. */
export const mixShape = (records = usualShape.records) => shapeOf(records, 5);

const shape = mixShape();

/** Sends the mix from a process of its own. */
export function sendMix(options: MixOptions): Promise<MixResult> {
  return runGenerator('./mix-load.ts', options);
}

/** Checks that what the answers said was written is there: the generator waits for all answers. */
async function checkWritten(
  databases: Databases,
  name: string,
  { linksInserted, linksRemoved, recordsAdded, recordsDeleted }: Written,
): Promise<void> {
  const { records, linksPerClaim } = shape;
  const count = (from: string) => countOf(databases, name, from);
  const [links, inserted, removed, present] = [
    await count('link'),
    await count('link_change WHERE action = 1'),
    await count('link_change WHERE action = 3'),
    await count('record'),
  ];
  const wantedInserts = records * linksPerClaim + linksInserted;
  const wantedRecords = 2 * records + recordsAdded - recordsDeleted;
  const problems = [
    inserted !== wantedInserts && `${inserted} links were inserted, not ${wantedInserts}`,
    removed < linksRemoved && `${removed} links were removed, at least ${linksRemoved} are wanted`,
    links !== inserted - removed && `${links} links are left of ${inserted}, ${removed} of them removed`,
    present !== wantedRecords && `${present} records, not ${wantedRecords}`,
  ].filter((problem) => problem !== false);
  if (problems.length > 0) throw new Error(`${name}: ${problems.join('; ')}`);
}

async function measureMix(
  databases: Databases,
  { token, connections, seconds }: { token: string; connections: number; seconds: number },
) {
  await databases.copy('seeded', 'measured');
  const server = await startServer('linkwright', databases.url('measured'));
  const { written, ...result } = await sendMix({
    address: server.address,
    token,
    shape,
    connections,
    warmingSeconds: 2,
    seconds,
    first: 0,
  });
  const memory = server.memory();
  await server.stop();
  await checkWritten(databases, 'measured', written);
  await checkByDoctor(databases, 'measured');
  return { ...result, memory };
}

export async function benchMix(
  databases: Databases,
  { rounds, connections, seconds }: { rounds: number; connections: number; seconds: number },
): Promise<void> {
  const token = await seed(databases, 'seeded', shape);
  const results: Awaited<ReturnType<typeof measureMix>>[] = [];
  for (let turn = 1; turn <= rounds; turn++) {
    const result = await measureMix(databases, { token, connections, seconds });
    results.push(result);
    console.error(
      `round ${turn}, ${databases.title}: ${round(result.rate)} operations/s, p99 ${round(result.p99, 1)} ms`,
    );
  }
  const rowOf = (name: string, each: Quantiles[]) => [
    name,
    round(medianOf(each, 'count')),
    round(medianOf(each, 'p50'), 1),
    round(medianOf(each, 'p99'), 1),
  ];
  console.log(
    `\nLinkBench's mix over HTTP, ${round(shape.records)} claims with ${shape.linksPerClaim} links each, ${connections} connections, ${rounds} rounds of ${seconds} s (medians), ${cpus().length} cores, Node ${process.version}`,
  );
  console.log(`${databases.about}; by npm run bench -- --linkbench\n`);
  table(
    ['operation', 'count', 'p50 ms', 'p99 ms'],
    [
      ...operations.map((name) =>
        rowOf(
          name,
          results.map((result) => result.operations[name]),
        ),
      ),
      rowOf('all', results),
    ],
  );
  console.log(
    `\n${databases.title}: ${round(medianOf(results, 'rate'))} operations/s, ${round(medianOf(results, 'memory'))} MB.`,
  );
  console.log(
    'Checked after each round: what the answers said was written is there, and nothing is damaged.',
  );
}
