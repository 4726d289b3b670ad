/** Sends the mix to a server, from a process of its own, and prints the result as JSON. */
import { type Answer, type Connection, openConnection } from './http-connection.js';
import {
  byOperation,
  expectedErrors,
  type MixOptions,
  type MixResult,
  mixOf,
  type Operation,
  operations,
  type Quantiles,
  type Written,
} from './mix.js';

const options: MixOptions = JSON.parse(process.argv[2] ?? '');
const { address, token, shape, connections, warmingSeconds, seconds, first } = options;
const callOf = mixOf(shape);
const from = performance.now() + warmingSeconds * 1000;
const until = from + seconds * 1000;
const milliseconds = byOperation((): number[] => []);
/** What the answers say has been written since the beginning. */
const written: Written = { linksInserted: 0, linksRemoved: 0, recordsAdded: 0, recordsDeleted: 0 };
const succeeded = new Set<Operation>();
let next = first;

function count(operation: Operation, { status, body }: Answer): void {
  if (status !== 200) return;
  succeeded.add(operation);
  if (body.includes('"Inserted link')) written.linksInserted++;
  if (operation === 'deletelink' && body.includes('"IsSuccessful":true')) written.linksRemoved++;
  if (operation === 'addnode') written.recordsAdded++;
  if (operation === 'deletenode') written.recordsDeleted++;
}

async function send(connection: Connection): Promise<void> {
  while (performance.now() < until) {
    const { operation, method, path, body } = callOf(next++);
    const start = performance.now();
    const answer = await connection.call(method, path, body);
    const end = performance.now();
    if (answer.status !== 200 && !expectedErrors[operation].includes(answer.errorCode ?? '')) {
      throw new Error(
        `${operation}: ${answer.status} ${answer.errorCode}: ${method} ${path}: ${answer.body}`,
      );
    }
    count(operation, answer);
    if (start >= from && end < until) milliseconds[operation].push(end - start);
  }
  connection.close();
}

function summary(times: number[]): Quantiles {
  const sorted = Float64Array.from(times).sort();
  const quantile = (share: number) => sorted[Math.floor(sorted.length * share)] ?? 0;
  return { count: sorted.length, p50: quantile(0.5), p99: quantile(0.99) };
}

const opened = await Promise.all(
  Array.from({ length: connections }, () => openConnection(address, { Token: token })),
);
await Promise.all(opened.map(send));
const failing = operations.filter((operation) => !succeeded.has(operation));
// In a short load the rarest may not have come up.
if (failing.length > 0 && seconds >= 5) throw new Error(`not one call succeeded: ${failing.join(', ')}`);
const all = summary(Object.values(milliseconds).flat());
const result: MixResult = {
  rate: all.count / seconds,
  ...all,
  operations: byOperation((operation) => summary(milliseconds[operation])),
  written,
  end: next,
};
console.log(JSON.stringify(result));
