/** Cold start to the first answer, and memory at rest, beside an empty Node process. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { median, round } from './figures.js';
import { seed } from './seed.js';
import { startServer } from './servers.js';
import { usualShape } from './workload.js';

async function emptyNode() {
  const start = performance.now();
  await once(spawn(process.execPath, ['-e', '0']), 'exit');
  return performance.now() - start;
}

async function firstAnswer(url) {
  const start = performance.now();
  const server = await startServer('linkwright', url);
  await fetch(`${server.address}/health`);
  const milliseconds = performance.now() - start;
  await pause(1_000);
  const memory = server.memory();
  await server.stop();
  return { milliseconds, memory };
}

export async function benchStart(databases) {
  await seed(databases, 'started', usualShape);
  const empty = [];
  const starts = [];
  for (let turn = 0; turn < 5; turn++) {
    empty.push(await emptyNode());
    starts.push(await firstAnswer(databases.url('started')));
  }
  const [milliseconds, memory] = ['milliseconds', 'memory'].map((figure) =>
    round(median(starts.map((start) => start[figure]))),
  );
  console.log(
    `\nStart to first answer ${milliseconds} ms (an empty Node process: ${round(median(empty))} ms), ${memory} MB at rest; medians of 5.`,
  );
  await databases.remove('started');
}
