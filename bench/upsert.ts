/** Compares Link/Upsert over HTTP with its ceiling and the plain way of doing it, on one kind of database. */
import { cpus } from 'node:os';
import type { Bar } from './chart.js';
import { checkByDoctor, checkLinks } from './check.js';
import type { Databases } from './databases.js';
import { medianOf, round, table } from './figures.js';
import { generator } from './load.js';
import { type LoadSettings, type Measured, measureUpserts } from './measure.js';
import { seed } from './seed.js';
import type { ServerKind } from './servers.js';
import { usualShape } from './workload.js';

/** What is measured: a kind of server, and how many there are. */
export interface Contestant {
  name: string;
  kind: ServerKind;
  servers: number;
}

export interface Settings extends LoadSettings {
  rounds: number;
}

export const constant: Contestant = { name: 'Fastify, constant answer', kind: 'constant', servers: 1 };
export const plain: Contestant = { name: 'Fastify, one transaction a request', kind: 'plain', servers: 1 };
export const linkwright: Contestant = { name: 'Linkwright', kind: 'linkwright', servers: 1 };

/** Measures each contestant in each round, on a database of its own, and answers the results of each. */
async function measureContestants(
  databases: Databases,
  contestants: Contestant[],
  { rounds, ...settings }: Settings,
): Promise<Map<Contestant, Measured[]>> {
  const token = await seed(databases, 'seeded', usualShape);
  const results = new Map(contestants.map((contestant): [Contestant, Measured[]] => [contestant, []]));
  for (let turn = 1; turn <= rounds; turn++) {
    for (const [{ name, kind, servers }, measured] of results) {
      await databases.copy('seeded', 'measured');
      const url = databases.url('measured');
      const result = await measureUpserts({ kind, servers, url, shape: usualShape, token, ...settings });
      measured.push(result);
      console.error(
        `round ${turn}, ${name}: ${round(result.rate)} requests/s, p99 ${round(result.p99, 1)} ms`,
      );
      if (kind !== 'constant') await checkLinks(databases, 'measured', usualShape, result);
      if (kind === 'linkwright') await checkByDoctor(databases, 'measured');
    }
  }
  await databases.remove('measured');
  return results;
}

/** Prints the table of the contestants, which are `constant`, `plain`, `linkwright` and others; answers the median rate of each. */
export async function benchUpsert({
  databases,
  contestants,
  command,
  ...settings
}: Settings & { databases: Databases; contestants: Contestant[]; command: string }): Promise<Bar[]> {
  const results = await measureContestants(databases, contestants, settings);
  const of = (contestant: Contestant, figure: 'rate' | 'p50' | 'p99' | 'memory') =>
    medianOf(results.get(contestant) ?? [], figure);
  const { connections, rounds, seconds } = settings;
  console.log(
    `\nLink/Upsert, durable, ${connections} connections, ${rounds} rounds of ${seconds} s (medians), ${generator}, ${cpus().length} cores, Node ${process.version}`,
  );
  console.log(`${databases.about}; by ${command}\n`);
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
  console.log('Checked after each round: every link that was answered is there once, and nothing else.');
  return contestants.map((contestant) => ({ name: contestant.name, value: of(contestant, 'rate') }));
}
