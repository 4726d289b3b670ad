/** One run of Link/Upsert: a contestant's servers on one database, under load. */
import { required } from '../test/support/required.js';
import type { Range } from './check.js';
import { type LoadResult, sendLoad } from './load.js';
import { type ServerKind, startServer } from './servers.js';
import type { Shape } from './workload.js';

/** Far enough apart that the calls of one server never reach those of the next. */
const numbersOfServer = 100_000_000;

const warmingSeconds = 2;

/** How long calls are sent, and over how many connections. */
export interface LoadSettings {
  connections: number;
  seconds: number;
}

export interface Measuring extends LoadSettings {
  kind: ServerKind;
  /** How many servers there are on the database. */
  servers: number;
  url: string;
  first?: number;
  shape: Shape;
  token: string;
}

export interface Measured extends LoadResult {
  /** Megabytes that all servers use together. */
  memory: number;
  /** The calls that were sent to each server. */
  ranges: Range[];
  /** How many of them were not answered when the generator ended. */
  unanswered: number;
}

/** Warms the servers up and measures them; each begins with call `first`. */
export async function measureUpserts({
  kind,
  servers: count,
  url,
  first = 0,
  shape,
  token,
  connections,
  seconds,
}: Measuring): Promise<Measured> {
  const servers = await Promise.all(Array.from({ length: count }, () => startServer(kind, url)));
  const firsts = servers.map((_, at) => first + at * numbersOfServer);
  const load = (from: number[], duration: number) =>
    sendLoad({
      targets: servers.map(({ address }, at) => ({ address, first: required(from[at]) })),
      shape,
      token,
      connections,
      seconds: duration,
    });
  try {
    const warmed = await load(firsts, warmingSeconds);
    const measured = await load(warmed.ends, seconds);
    if (measured.errors > 0) throw new Error(`${kind}: ${measured.errors} calls failed`);
    const ranges = firsts.map((start, at) => ({ first: start, end: required(measured.ends[at]) }));
    const sent = ranges.reduce((sum, range) => sum + range.end - range.first, 0);
    return {
      ...measured,
      memory: servers.reduce((sum, server) => sum + server.memory(), 0),
      ranges,
      unanswered: sent - warmed.requests - measured.requests,
    };
  } finally {
    await Promise.all(servers.map((server) => server.stop()));
  }
}
