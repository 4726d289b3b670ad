/** Sends calls at a constant rate to a server, from a process of its own, and prints the result as JSON. */
import { setTimeout as pause } from 'node:timers/promises';
import { type Connection, openConnection } from './http-connection.js';
import type { PacedOptions, PacedResult } from './paced.js';
import { bodyOf } from './workload.js';

const options: PacedOptions = JSON.parse(process.argv[2] ?? '');
const { address, token, shape, connections, rate, warmingSeconds, seconds } = options;
const calls = Math.round(rate * (warmingSeconds + seconds));
const warming = Math.round(rate * warmingSeconds);
const milliseconds: number[] = [];
const idle: Connection[] = await Promise.all(
  Array.from({ length: connections }, () => openConnection(address, { Token: token })),
);
const opened = [...idle];

/** Calls that are due, and the moments when they became so; the first of them that has no connection yet. */
const due: number[] = [];
let next = 0;
let answered = 0;
let fault: unknown;

async function send(connection: Connection, number: number): Promise<void> {
  const { status, body } = await connection.call('POST', '/api/Link/Upsert', bodyOf(number, shape));
  if (status !== 200) throw new Error(`call ${number}: ${status} ${body}`);
  if (number >= warming) milliseconds.push(performance.now() - (due[number] ?? 0));
  answered++;
  idle.push(connection);
  sendDue();
}

function sendDue(): void {
  while (next < due.length) {
    const connection = idle.pop();
    if (connection === undefined) return;
    send(connection, next++).catch((error) => {
      fault ??= error;
    });
  }
}

const start = performance.now();
while (answered < calls && fault === undefined) {
  // A timer has a millisecond: what has become due since the last one goes out together, each with its own moment.
  const passed = performance.now() - start;
  while (due.length < calls && (due.length / rate) * 1000 <= passed)
    due.push(start + (due.length / rate) * 1000);
  sendDue();
  await pause(1);
}
const taken = performance.now() - start;
for (const connection of opened) connection.close();
if (fault !== undefined) throw fault;
const sorted = Float64Array.from(milliseconds).sort();
const quantile = (share: number) => sorted[Math.floor(sorted.length * share)] ?? 0;
const result: PacedResult = {
  rate: calls / (taken / 1000),
  p50: quantile(0.5),
  p99: quantile(0.99),
  range: { first: 0, end: calls },
};
console.log(JSON.stringify(result));
