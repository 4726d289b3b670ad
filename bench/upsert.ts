/**
 * Compares Link/Upsert over HTTP with its ceiling and the plain way of doing it, on one kind of database: as fast as calls
 * are answered, and at half of that rate.
 */
import { cpus } from 'node:os';
import { bars, saveChart } from './chart.js';
import { checkByDoctor, checkLinks } from './check.js';
import type { Databases } from './databases.js';
import { medianOf, round, table } from './figures.js';
import { generator } from './load.js';
import { type LoadSettings, type Measured, measureUpserts } from './measure.js';
import { measurePaced, type PacedResult } from './paced.js';
import { seed } from './seed.js';
import type { ServerKind } from './servers.js';
import { usualShape } from './workload.js';

/** What is measured: a kind of server, how many there are, and on which database. */
export interface Contestant {
  name: string;
  kind: ServerKind;
  servers: number;
  /** Whether nobody has analysed the database. */
  isFresh: boolean;
}

export interface Settings extends LoadSettings {
  rounds: number;
  /** Whether the documents' charts are made anew. */
  chart: boolean;
}

interface Comparison extends Settings {
  databases: Databases;
  /** What its charts are called. */
  name: string;
  /** `constant`, `plain`, `linkwright` and others. */
  contestants: Contestant[];
  command: string;
}

const alone = { servers: 1, isFresh: false };
export const constant: Contestant = { name: 'Fastify, constant answer', kind: 'constant', ...alone };
export const plain: Contestant = { name: 'Fastify, one transaction a request', kind: 'plain', ...alone };
export const linkwright: Contestant = { name: 'Linkwright', kind: 'linkwright', ...alone };

/** About how long a round of one contestant takes besides its load: a copy of the database, a start, checks. */
const secondsBeside = 8;

type Results<Result> = Map<Contestant, Result[]>;

/** Measures each contestant in each round, on a database of its own, and answers the results of each. */
async function measureInRounds<Result>(
  { databases, contestants, rounds }: Pick<Comparison, 'databases' | 'contestants' | 'rounds'>,
  measure: (contestant: Contestant, url: string) => Promise<Result>,
): Promise<Results<Result>> {
  const results: Results<Result> = new Map(contestants.map((contestant) => [contestant, []]));
  for (let turn = 1; turn <= rounds; turn++) {
    for (const [contestant, measured] of results) {
      await databases.copy('seeded', 'measured');
      if (contestant.isFresh) await databases.forgetStatistics('measured');
      process.stderr.write(`round ${turn}, ${contestant.name}: `);
      measured.push(await measure(contestant, databases.url('measured')));
      if (contestant.kind === 'linkwright') await checkByDoctor(databases, 'measured');
    }
  }
  await databases.remove('measured');
  return results;
}

function measureAtOnce(comparison: Comparison, token: string): Promise<Results<Measured>> {
  const { databases, seconds, connections } = comparison;
  return measureInRounds(comparison, async ({ kind, servers }, url) => {
    const settings = { shape: usualShape, token, seconds, connections };
    const result = await measureUpserts({ kind, servers, url, ...settings });
    console.error(`${round(result.rate)} requests/s, p99 ${round(result.p99, 1)} ms`);
    if (kind !== 'constant') await checkLinks(databases, 'measured', usualShape, result);
    return result;
  });
}

/** Measures the contestants at half of Linkwright's highest rate. */
function measureAtHalf(
  comparison: Comparison,
  token: string,
  highest: number,
): Promise<Results<PacedResult>> {
  const { databases, seconds, connections } = comparison;
  const contestants = [constant, linkwright];
  return measureInRounds({ ...comparison, contestants }, async ({ kind }, url) => {
    const settings = { shape: usualShape, token, seconds, connections, rate: highest / 2 };
    const result = await measurePaced({ kind, url, ...settings });
    console.error(`${round(result.rate)} requests/s, p99 ${round(result.p99, 1)} ms`);
    if (kind !== 'constant') {
      const sent = { ranges: [result.range], unanswered: 0 };
      await checkLinks(databases, 'measured', usualShape, sent);
    }
    return result;
  });
}

function reportAtOnce({ contestants, name, databases, chart }: Comparison, results: Results<Measured>): void {
  const of = (contestant: Contestant, figure: 'rate' | 'p50' | 'p99' | 'memory') =>
    medianOf(results.get(contestant) ?? [], figure);
  table(
    ['server', 'requests/s', 'of constant', 'p50 ms', 'p99 ms', 'memory MB'],
    contestants.map((contestant) => [
      contestant.name,
      round(of(contestant, 'rate')),
      round(of(contestant, 'rate') / of(constant, 'rate'), 2),
      round(of(contestant, 'p50'), 1),
      round(of(contestant, 'p99'), 1),
      round(of(contestant, 'memory')),
    ]),
  );
  const timesPlain = of(linkwright, 'rate') / of(plain, 'rate');
  const p99 = of(linkwright, 'p99') / of(constant, 'p99');
  console.log(
    `\nLinkwright: ${round(timesPlain, 1)} times the plain server's rate; p99 ${round(p99, 1)} times the constant answer's.`,
  );
  if (!chart) return;
  const rates = contestants.map((contestant) => ({ name: contestant.name, value: of(contestant, 'rate') }));
  saveChart(
    name,
    bars({ title: `Durable Link/Upsert on ${databases.title}`, unit: 'requests/s', bars: rates }),
  );
}

function reportAtHalf({ name, databases, chart }: Comparison, results: Results<PacedResult>): void {
  const of = (contestant: Contestant, figure: 'rate' | 'p50' | 'p99') =>
    medianOf(results.get(contestant) ?? [], figure);
  console.log("\nAt half of Linkwright's highest rate, each call's time from when it was due:\n");
  table(
    ['server', 'requests/s', 'p50 ms', 'p99 ms', 'p99 of constant'],
    [constant, linkwright].map((contestant) => [
      contestant.name,
      round(of(contestant, 'rate')),
      round(of(contestant, 'p50'), 1),
      round(of(contestant, 'p99'), 1),
      round(of(contestant, 'p99') / of(constant, 'p99'), 1),
    ]),
  );
  if (!chart) return;
  const waits = [constant, linkwright].map((contestant) => ({
    name: contestant.name,
    value: of(contestant, 'p99'),
  }));
  const title = `p99 at half of the highest rate, ${databases.title}`;
  saveChart(`${name}-latency`, bars({ title, unit: 'ms', bars: waits }));
}

/** Prints a table of the contestants as fast as they go, and one of Linkwright beside the constant answer at half its rate. */
export async function benchUpsert(comparison: Comparison): Promise<void> {
  const { databases, contestants, command, connections, rounds, seconds } = comparison;
  const minutes = (rounds * (contestants.length + 2) * (seconds + secondsBeside)) / 60;
  console.error(`Link/Upsert on ${databases.title} takes about ${Math.ceil(minutes)} minutes.`);
  const token = await seed(databases, 'seeded', usualShape);
  const atOnce = await measureAtOnce(comparison, token);
  const highest = medianOf(atOnce.get(linkwright) ?? [], 'rate');
  const atHalf = await measureAtHalf(comparison, token, highest);
  console.log(
    `\nLink/Upsert, durable, ${connections} connections, ${rounds} rounds of ${seconds} s (medians), ${generator}, ${cpus().length} cores, Node ${process.version}`,
  );
  console.log(`${databases.about}; by ${command}\n`);
  reportAtOnce(comparison, atOnce);
  reportAtHalf(comparison, atHalf);
  console.log('Checked after each round: every link that was answered is there once, and nothing else.');
}
