/** One run of Link/Upsert: the servers of a contestant on one database, under load. */
import { sendLoad } from './load.js';
import { startServer } from './servers.js';

/** Far enough apart that the calls of one server never reach those of the next. */
const numbersOfServer = 100_000_000;

const warmingSeconds = 2;

/**
 * Warms the servers and measures them, from call `first` of each on. Answers the figures, the ranges of the
 * calls that were sent, and how many of them were not answered when the generator ended.
 */
export async function measureUpserts({ kind, servers: count, url, first = 0, shape, token, ...settings }) {
  const servers = await Promise.all(Array.from({ length: count }, () => startServer(kind, url)));
  const { connections, seconds } = settings;
  const firsts = servers.map((_, at) => first + at * numbersOfServer);
  const load = (from, duration) =>
    sendLoad({
      targets: servers.map(({ address }, at) => ({ address, first: from[at] })),
      shape,
      token,
      connections,
      seconds: duration,
    });
  try {
    const warmed = await load(firsts, warmingSeconds);
    const measured = await load(warmed.ends, seconds);
    if (measured.errors > 0) throw new Error(`${kind}: ${measured.errors} calls failed`);
    const ranges = firsts.map((start, at) => ({ first: start, end: measured.ends[at] }));
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
