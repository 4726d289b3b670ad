/** Two servers that are loaded in turns, so that what other programs do affects both alike. */
import { setTimeout as pause } from 'node:timers/promises';
import { required } from '../test/support/required.js';
import type { Databases } from './databases.js';
import { median, medianOf, round, table } from './figures.js';
import { sendMix } from './linkbench.js';
import { type LoadOptions, sendLoad } from './load.js';
import { type BenchServer, type ServerKind, startServer } from './servers.js';
import type { Shape } from './workload.js';

/** What a server is loaded with. */
export type Workload = 'upserts' | 'mix';

interface Turn {
  rate: number;
  p99: number;
  /** Microseconds of processor time for each request: of the server, and of a database beside it. */
  processor: number;
  database: number;
}

/** A server, and what its figures are shown under. */
export interface Side {
  kind: ServerKind;
  name: string;
}

export interface TurnSettings {
  databases: Databases;
  /** A token for the database `seeded`, of which each server gets a copy. */
  token: string;
  /** Of the database `seeded`. */
  shape: Shape;
  workload: Workload;
  rounds: number;
  /** Of each turn. */
  seconds: number;
  connections: number;
}

/** What a load with calls from number `first` on gives, and the number of the call after it. */
async function sendWorkload(
  workload: Workload,
  { address, first, ...options }: { address: string; first: number } & Omit<LoadOptions, 'targets'>,
): Promise<{ rate: number; p99: number; requests: number; end: number }> {
  if (workload === 'mix') {
    const { count, ...mix } = await sendMix({ address, first, warmingSeconds: 0, ...options });
    return { ...mix, requests: count };
  }
  const { ends, errors, ...load } = await sendLoad({ targets: [{ address, first }], ...options });
  if (errors > 0) throw new Error(`${address}: ${errors} calls failed`);
  return { ...load, end: required(ends[0]) };
}

/** Loads one server, then the other; tells their figures, and those of the second beside the first's. */
export async function benchInTurns(sides: [Side, Side], settings: TurnSettings): Promise<void> {
  const { databases, token, shape, workload, rounds, seconds, connections } = settings;
  const servers: BenchServer[] = [];
  const turns: [Turn[], Turn[]] = [[], []];

  /** Starts a server on a database of its own, and answers a function that loads it. */
  async function start({ kind }: Side) {
    await databases.copy('seeded', kind);
    const server = await startServer(kind, databases.url(kind));
    servers.push(server);
    let first = 0;
    return async (length: number): Promise<Turn> => {
      const before = { server: server.processor(), database: await databases.processor(kind) };
      const { address } = server;
      const options = { address, first, shape, token, connections, seconds: length };
      const load = await sendWorkload(workload, options);
      first = load.end;
      // The server records the requests of one second during the next.
      await pause(1_200);
      return {
        rate: load.rate,
        p99: load.p99,
        processor: (server.processor() - before.server) / load.requests,
        database: ((await databases.processor(kind)) - before.database) / load.requests,
      };
    };
  }

  try {
    const loads = [await start(sides[0]), await start(sides[1])] as const;
    for (const load of loads) await load(3);
    for (let turn = 0; turn < rounds; turn++) {
      for (const at of turn % 2 === 0 ? ([0, 1] as const) : ([1, 0] as const)) {
        turns[at].push(await loads[at](seconds));
      }
    }
  } finally {
    await Promise.all(servers.map((server) => server.stop()));
  }
  table(
    ['server', 'requests/s', 'processor µs a request', 'database µs', 'p99 ms'],
    sides.map(({ name }, at) => [
      name,
      round(medianOf(turns[at as 0 | 1], 'rate')),
      round(medianOf(turns[at as 0 | 1], 'processor'), 1),
      round(medianOf(turns[at as 0 | 1], 'database'), 1),
      round(medianOf(turns[at as 0 | 1], 'p99'), 1),
    ]),
  );
  const ratioOf = (figure: 'rate' | 'processor') =>
    median(turns[1].map((each, turn) => each[figure] / required(turns[0][turn])[figure]));
  console.log(
    `\nTurn by turn, the second has ${round(ratioOf('rate'), 3)} of the rate and ${round(ratioOf('processor'), 3)} of the processor time of the first (medians of ${rounds}).`,
  );
}
