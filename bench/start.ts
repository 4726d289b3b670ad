/** Cold start to the first answer, and memory at rest, beside an empty Node process. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import type { Databases } from './databases.js';
import { median, medianOf, round } from './figures.js';
import { seed } from './seed.js';
import { startServer } from './servers.js';
import { usualShape } from './workload.js';

async function emptyNode() {
  const start = performance.now();
  await once(spawn(process.execPath, ['-e', '0']), 'exit');
  return performance.now() - start;
}

async function firstAnswer(url: string) {
  const start = performance.now();
  const server = await startServer('linkwright', url);
  await fetch(`${server.address}/health`);
  const milliseconds = performance.now() - start;
  await pause(1_000);
  const memory = server.memory();
  await server.stop();
  return { milliseconds, memory };
}

export async function benchStart(databases: Databases): Promise<void> {
  await seed(databases, 'started', usualShape);
  const empty: number[] = [];
  const starts: Awaited<ReturnType<typeof firstAnswer>>[] = [];
  for (let turn = 0; turn < 5; turn++) {
    empty.push(await emptyNode());
    starts.push(await firstAnswer(databases.url('started')));
  }
  console.log(
    `\nStart to first answer ${round(medianOf(starts, 'milliseconds'))} ms (an empty Node process: ${round(median(empty))} ms), ${round(medianOf(starts, 'memory'))} MB at rest; medians of 5.`,
  );
  await databases.remove('started');
}
