/** Sends the workload over HTTP: by wrk where it is there, else by autocannon. */
import { execFileSync, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import autocannon from 'autocannon';
import { bodyOf } from './workload.js';

const script = fileURLToPath(new URL('./upsert.lua', import.meta.url));

export const generator = (() => {
  try {
    execFileSync('wrk', ['--version'], { stdio: 'pipe' });
    return 'wrk';
  } catch (error) {
    // wrk prints its version and exits with 1.
    return error.code === 'ENOENT' ? 'autocannon' : 'wrk';
  }
})();

async function byWrk({ targets, shape, headers, connections, seconds }) {
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
      targets[0].address,
    ],
    {
      env: {
        ...process.env,
        BENCH_RECORDS: shape.records,
        BENCH_CONTACT_MODULUS: shape.contactModulus,
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

async function byAutocannon({ targets, shape, headers, connections, seconds }) {
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
  const sum = (figure) => results.map(figure).reduce((one, other) => one + other);
  return {
    ends: results.map(({ end }) => end),
    requests: sum(({ requests }) => requests.total),
    errors: sum(({ errors, timeouts, non2xx }) => errors + timeouts + non2xx),
    rate: sum(({ requests, duration }) => requests.total / duration),
    // Of several servers the slowest: autocannon cannot merge their distributions.
    p50: Math.max(...results.map(({ latency }) => latency.p50)),
    p99: Math.max(...results.map(({ latency }) => latency.p99)),
  };
}

/**
 * Sends calls as fast as they are answered: to each target those from its `first` on, up to its entry of
 * `ends`. Milliseconds, calls a second.
 */
export function sendLoad({ targets, shape, token, connections, seconds }) {
  const headers = { Token: token, 'Content-Type': 'application/json' };
  return (generator === 'wrk' ? byWrk : byAutocannon)({ targets, shape, headers, connections, seconds });
}
