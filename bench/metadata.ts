/** How long changes of metadata take on a large client, and how long calls wait beside them, on both stores. */
import { setTimeout as pause } from 'node:timers/promises';
import type { Databases } from './databases.js';
import { round, table } from './figures.js';
import { openConnection } from './http-connection.js';
import { seed } from './seed.js';
import { startServer } from './servers.js';
import { bodyOf, type Shape, shapeOf } from './workload.js';

/** Upserts that are under way at any moment, each on a connection of its own. */
const callers = 8;

/** How often a repeatable change is made, and the milliseconds between two of them. */
const times = 5;
const apart = 300;

const claim = '/api/Metadata/Domains/Claim';
const relationships = '/api/Contact/Codes/ContactType';

/** A change: its name, the status of its answer, how often it is made, and the calls that make it. */
type Change = [
  name: string,
  status: number,
  count: number,
  callOf: (at: number) => [method: string, path: string, body?: object],
];

const changes = (records: number): Change[] => [
  ['add a field', 200, times, (at) => ['PUT', claim, { Fields: [{ Name: `Added${at}`, Type: 'Text' }] }]],
  [
    'relabel a field',
    200,
    times,
    (at) => ['PUT', claim, { Fields: [{ Name: 'Added0', Type: 'Text', Label: `${at}` }] }],
  ],
  ['drop a field without values', 200, times, (at) => ['DELETE', `${claim}/Fields/Added${at}`]],
  [
    `not drop a field with ${round(records)} values`,
    409,
    times,
    () => ['DELETE', `${claim}/Fields/OwnDescription`],
  ],
  [
    'limit a relationship that no link carries',
    200,
    1,
    () => ['POST', relationships, { ID: 6, Limits: { Claim: 1 } }],
  ],
  [
    `limit the one that ${round(records)} links carry`,
    200,
    1,
    () => ['POST', relationships, { ID: 3, Limits: { Claim: 1_000 } }],
  ],
  ['drop a relationship that no link carries', 200, 1, () => ['DELETE', `${relationships}/6`]],
];

/** Makes a built-in field one of the client's own, so that it could be dropped. */
const ownField = `UPDATE field SET name = 'OwnDescription' WHERE client_id = 1 AND name = 'Description'
  AND domain_id = (SELECT id FROM domain WHERE client_id = 1 AND name = 'Claim')`;

/** Sends upserts until it is stopped; tells how many a second, and the longest wait of one, while some work is done. */
async function startCallers(address: string, headers: Record<string, string>, shape: Shape) {
  let [longest, stopped, number] = [0, false, 0];
  const answered: number[] = new Array(callers).fill(0);
  const under = answered.map(async (_, at) => {
    const connection = await openConnection(address, headers);
    while (!stopped) {
      const began = performance.now();
      const { status, body } = await connection.call('POST', '/api/Link/Upsert', bodyOf(number++, shape));
      if (status !== 200) throw new Error(`an upsert was answered ${status} ${body}`);
      longest = Math.max(longest, performance.now() - began);
      answered[at] = (answered[at] ?? 0) + 1;
    }
    connection.close();
  });
  return {
    async beside(work: () => Promise<void>) {
      longest = 0;
      const [began, first] = [performance.now(), number];
      await work();
      const rate = ((number - first) / (performance.now() - began)) * 1_000;
      // Calls that are still under way when the work ends have waited beside it too.
      const before = [...answered];
      while (answered.some((count, at) => count === before[at])) await pause(1);
      return { rate: round(rate), longest: round(longest) };
    },
    async stop() {
      stopped = true;
      await Promise.all(under);
    },
  };
}

/** The figures of one store: the milliseconds of each change, and the longest wait of an upsert beside it. */
async function measure(databases: Databases, records: number): Promise<string[][]> {
  const shape = shapeOf(records);
  const token = await seed(databases, 'metadata', shape, [ownField]);
  const server = await startServer('linkwright', databases.url('metadata'));
  const headers = { Token: token };
  const load = await startCallers(server.address, headers, shape);
  const connection = await openConnection(server.address, headers);
  const rows: string[][] = [];
  try {
    await pause(2_000);
    const none = async (name: string) => {
      const { rate, longest } = await load.beside(() => pause(3_000));
      rows.push([databases.title, name, '', longest, rate]);
    };
    await none('none');
    for (const [name, expected, count, callOf] of changes(records)) {
      const waits: number[] = [];
      const { rate, longest } = await load.beside(async () => {
        for (let at = 0; at < count; at++) {
          const began = performance.now();
          const { status, body } = await connection.call(...callOf(at));
          waits.push(performance.now() - began);
          if (status !== expected) throw new Error(`${name} was answered ${status} ${body}`);
          await pause(apart);
        }
      });
      rows.push([databases.title, name, round(Math.max(...waits)), longest, rate]);
    }
    await none('none, with the limit');
  } finally {
    await load.stop();
    connection.close();
    await server.stop();
    await databases.remove('metadata');
  }
  return rows;
}

export class MetadataBench {
  private readonly rows: string[][] = [];

  constructor(private readonly records: number) {}

  async run(databases: Databases): Promise<void> {
    this.rows.push(...(await measure(databases, this.records)));
  }

  report(): void {
    console.log(
      `\nChanges of metadata beside ${callers} callers of Link/Upsert, ${round(this.records)} claims, contacts and links; the slowest of several; by npm run bench -- --metadata --records ${this.records}\n`,
    );
    table(['store', 'change', 'slowest, ms', 'longest wait of an upsert, ms', 'upserts/s'], this.rows);
  }
}
