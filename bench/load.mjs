/** Sends the workload over HTTP: by wrk where it is there, else by autocannon. */
import { execFileSync, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import autocannon from 'autocannon';
import { bodyOf } from './workload.mjs';

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

async function byWrk({ address, headers, connections, seconds }) {
  const named = Object.entries(headers).flatMap(([name, value]) => ['-H', `${name}: ${value}`]);
  const child = spawn('wrk', [
    '-t1',
    `-c${connections}`,
    `-d${seconds}s`,
    '--latency',
    '--timeout',
    '60s',
    ...named,
    '-s',
    script,
    address,
  ]);
  let output = '';
  child.stdout.on('data', (data) => {
    output += data;
  });
  child.stderr.on('data', (data) => process.stderr.write(data));
  await new Promise((resolve) => child.once('exit', resolve));
  const line = /RESULT (.*)/.exec(output)?.[1];
  if (line === undefined) throw new Error(`wrk gave no result: ${output}`);
  const { calls, requests, microseconds, errors, p50, p99 } = JSON.parse(line);
  return { calls, requests, errors, rate: requests / (microseconds / 1e6), p50: p50 / 1000, p99: p99 / 1000 };
}

async function byAutocannon({ address, headers, connections, seconds }) {
  let calls = 0;
  const result = await autocannon({
    url: address,
    connections,
    duration: seconds,
    headers,
    requests: [
      {
        method: 'POST',
        path: '/api/Link/Upsert',
        setupRequest: (request) => ({ ...request, body: JSON.stringify(bodyOf(calls++)) }),
      },
    ],
  });
  const { latency, requests } = result;
  const errors = result.errors + result.timeouts + result.non2xx;
  return {
    calls,
    requests: requests.total,
    errors,
    rate: requests.total / result.duration,
    p50: latency.p50,
    p99: latency.p99,
  };
}

/** Sends calls 0, 1, 2, ... as fast as they are answered. Milliseconds, calls a second. */
export function sendLoad({ address, token, connections = 64, seconds }) {
  const headers = { Token: token, 'Content-Type': 'application/json' };
  return (generator === 'wrk' ? byWrk : byAutocannon)({ address, headers, connections, seconds });
}
