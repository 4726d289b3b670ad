/** How rate, p99 and memory of Link/Upsert change as the links of a database grow, on both stores. */
import { execFileSync } from 'node:child_process';
import { cpus } from 'node:os';
import { required } from '../test/support/required.js';
import { lines, saveChart } from './chart.js';
import { checkLinks, type Range } from './check.js';
import type { Databases } from './databases.js';
import { medianOf, round, table } from './figures.js';
import { generator } from './load.js';
import { type Measured, measureUpserts } from './measure.js';
import { seed } from './seed.js';
import type { Settings } from './upsert.js';
import { recordsFor, type Shape, shapeOf } from './workload.js';

/** Claims have so many links each, so that records grow with the links: ten million take two million claims and contacts. */
const linksPerClaim = 5;

const figures = ['rate', 'p99', 'memory'] as const;

/** A database with a number of links, and what was measured on it. */
interface Case {
  size: number;
  shape: Shape;
  token: string;
  name: string;
  /** The number of the next call. */
  first: number;
  ranges: Range[];
  unanswered: number;
  results: Measured[];
}

export class ScaleBench {
  /** The results of each store, by size. */
  private readonly stores: { databases: Databases; cases: Case[] }[] = [];

  constructor(
    private readonly sizes: number[],
    private readonly chart: boolean,
    private readonly settings: Settings,
  ) {}

  /** Measures every size in every round; the calls of a round go on where those of the last one ended. */
  async run(databases: Databases): Promise<void> {
    const cases: Case[] = [];
    for (const size of this.sizes) {
      const shape = shapeOf(recordsFor(size / linksPerClaim), linksPerClaim);
      const start = performance.now();
      const token = await seed(databases, `links_${size}`, shape);
      const seconds = (performance.now() - start) / 1000;
      console.error(`${databases.title}: seeded ${round(size)} links in ${round(seconds)} s`);
      cases.push({
        size,
        shape,
        token,
        name: `links_${size}`,
        first: 0,
        ranges: [],
        unanswered: 0,
        results: [],
      });
    }
    // What seeding has not yet written to the disk would be written while the first sizes are measured.
    execFileSync('sync');
    for (let turn = 1; turn <= this.settings.rounds; turn++) {
      for (const each of cases) await this.measure(databases, each, turn);
    }
    for (const each of cases) {
      await checkLinks(databases, each.name, each.shape, each);
      await databases.remove(each.name);
    }
    this.stores.push({ databases, cases });
  }

  private async measure(databases: Databases, each: Case, turn: number): Promise<void> {
    const { shape, token, first, name } = each;
    const url = databases.url(name);
    const result = await measureUpserts({
      kind: 'linkwright',
      servers: 1,
      url,
      first,
      shape,
      token,
      ...this.settings,
    });
    each.first = required(result.ranges[0]).end;
    each.ranges.push(...result.ranges);
    each.unanswered += result.unanswered;
    each.results.push(result);
    console.error(
      `round ${turn}, ${databases.title}, ${round(each.size)} links: ${round(result.rate)} requests/s, p99 ${round(result.p99, 1)} ms`,
    );
  }

  report(): void {
    const { connections, rounds, seconds } = this.settings;
    console.log(
      `\nLink/Upsert by the number of links, ${linksPerClaim} of each claim and contact, durable, ${connections} connections, ${rounds} rounds of ${seconds} s (medians), ${generator}, ${cpus().length} cores, Node ${process.version}`,
    );
    for (const { databases } of this.stores) console.log(databases.about);
    console.log(
      "Memory is that of Linkwright's process, without the database's; by npm run bench -- --scale\n",
    );
    table(
      ['store', 'links', 'requests/s', 'ratio', 'p99 ms', 'ratio', 'memory MB', 'ratio'],
      this.stores.flatMap(({ databases, cases }) =>
        cases.map(({ size, results }) => [
          databases.title,
          round(size),
          ...figures.flatMap((figure) => {
            const value = medianOf(results, figure);
            return [
              round(value, figure === 'p99' ? 1 : 0),
              round(value / medianOf(required(cases[0]).results, figure), 2),
            ];
          }),
        ]),
      ),
    );
    console.log('\nChecked after the last round: every link that was answered is there once.');
    if (this.chart) this.saveChart();
  }

  private saveChart(): void {
    const series = this.stores.map(({ databases, cases }) => ({
      name: databases.title,
      points: cases.map(({ size, results }): [number, number] => [size, medianOf(results, 'rate')]),
    }));
    const title = 'Durable Link/Upsert as the links grow';
    saveChart('scale', lines({ title, xUnit: 'links in the database', yUnit: 'requests/s', series }));
  }
}
