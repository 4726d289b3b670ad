/** Sends the workload over HTTP: by wrk where it is installed, else by autocannon. */
import { execFileSync, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import autocannon from 'autocannon';
import { bodyOf, type Shape } from './workload.js';

const script = fileURLToPath(new URL('./upsert.lua', import.meta.url));

export const generator = (() => {
  try {
    execFileSync('wrk', ['--version'], { stdio: 'pipe' });
    return 'wrk';
  } catch (error) {
    // wrk prints its version and exits with 1.
    return error instanceof Error && 'code' in error && error.code === 'ENOENT' ? 'autocannon' : 'wrk';
  }
})();

/** A server, and the number of the first call that is sent to it. */
export interface Target {
  address: string;
  first: number;
}

export interface LoadOptions {
  targets: Target[];
  shape: Shape;
  token: string;
  connections: number;
  seconds: number;
}

export interface LoadResult {
  /** For each target, the number of the call after the last that was sent. */
  ends: number[];
  /** How many were answered. */
  requests: number;
  errors: number;
  /** Calls a second. */
  rate: number;
  /** Milliseconds, as is `p99`. */
  p50: number;
  p99: number;
}

type Sending = Omit<LoadOptions, 'token'> & { headers: Record<string, string> };

async function byWrk({ targets, shape, headers, connections, seconds }: Sending): Promise<LoadResult> {
  const named = Object.entries(headers).flatMap(([name, value]) => ['-H', `${name}: ${value}`]);
  const child = spawn(
    'wrk',
    [
      `-t${targets.length}`,
      `-c${connections}`,
      `-d${seconds}s`,
      '--latency',
      '--timeout',
      '60s',
      ...named,
      '-s',
      script,
      ...targets.slice(0, 1).map(({ address }) => address),
    ],
    {
      env: {
        ...process.env,
        BENCH_RECORDS: String(shape.records),
        BENCH_CONTACT_MODULUS: String(shape.contactModulus),
        BENCH_TARGETS: targets
          .map(({ address, first }) => `${new URL(address).hostname}:${new URL(address).port}=${first}`)
          .join(),
      },
    },
  );
  let output = '';
  child.stdout.on('data', (data) => {
    output += data;
  });
  child.stderr.on('data', (data) => process.stderr.write(data));
  await new Promise((resolve) => child.once('exit', resolve));
  const line = /RESULT (.*)/.exec(output)?.[1];
  if (line === undefined) throw new Error(`wrk gave no result: ${output}`);
  const { ends, requests, microseconds, errors, p50, p99 } = JSON.parse(line);
  return { ends, requests, errors, rate: requests / (microseconds / 1e6), p50: p50 / 1000, p99: p99 / 1000 };
}

async function byAutocannon({ targets, shape, headers, connections, seconds }: Sending): Promise<LoadResult> {
  const results = await Promise.all(
    targets.map(async ({ address, first }) => {
      let end = first;
      const result = await autocannon({
        url: address,
        connections: connections / targets.length,
        duration: seconds,
        headers,
        requests: [
          {
            method: 'POST',
            path: '/api/Link/Upsert',
            setupRequest: (request) => ({ ...request, body: JSON.stringify(bodyOf(end++, shape)) }),
          },
        ],
      });
      return { ...result, end };
    }),
  );
  const sum = (figure: (result: (typeof results)[number]) => number) =>
    results.map(figure).reduce((one, other) => one + other);
  return {
    ends: results.map(({ end }) => end),
    requests: sum(({ requests }) => requests.total),
    errors: sum(({ errors, timeouts, non2xx }) => errors + timeouts + non2xx),
    rate: sum(({ requests, duration }) => requests.total / duration),
    // The slowest server counts: autocannon cannot merge the distributions of several.
    p50: Math.max(...results.map(({ latency }) => latency.p50)),
    p99: Math.max(...results.map(({ latency }) => latency.p99)),
  };
}

/** Sends calls as fast as they are answered: to each target from its `first` up to its entry of `ends`. */
export function sendLoad({ targets, shape, token, connections, seconds }: LoadOptions): Promise<LoadResult> {
  const headers = { Token: token, 'Content-Type': 'application/json' };
  return (generator === 'wrk' ? byWrk : byAutocannon)({ targets, shape, headers, connections, seconds });
}
