/** Sends the mix to a server, in a process of its own, and prints what came of it as JSON. */
import { openConnection } from './http-connection.js';
import { expectedErrors, mixOf, operations } from './mix.js';

const { address, token, shape, connections, warmingSeconds, seconds } = JSON.parse(process.argv[2]);
const callOf = mixOf(shape);
const from = performance.now() + warmingSeconds * 1000;
const until = from + seconds * 1000;
const milliseconds = Object.fromEntries(operations.map((operation) => [operation, []]));
/** What the answers say has been written since the beginning. */
const written = { linksInserted: 0, linksRemoved: 0, recordsAdded: 0, recordsDeleted: 0 };
const succeeded = new Set();
let next = 0;

function count(operation, { status, body }) {
  if (status !== 200) return;
  succeeded.add(operation);
  if (body.includes('"Inserted link')) written.linksInserted++;
  if (operation === 'deletelink' && body.includes('"IsSuccessful":true')) written.linksRemoved++;
  if (operation === 'addnode') written.recordsAdded++;
  if (operation === 'deletenode') written.recordsDeleted++;
}

async function send(connection) {
  while (performance.now() < until) {
    const { operation, method, path, body } = callOf(next++);
    const start = performance.now();
    const answer = await connection.call(method, path, body);
    const end = performance.now();
    if (answer.status !== 200 && !expectedErrors[operation]?.includes(answer.errorCode)) {
      throw new Error(
        `${operation}: ${answer.status} ${answer.errorCode}: ${method} ${path}: ${answer.body}`,
      );
    }
    count(operation, answer);
    if (start >= from && end < until) milliseconds[operation].push(end - start);
  }
  connection.close();
}

function summary(times) {
  const sorted = Float64Array.from(times).sort();
  const quantile = (share) => sorted[Math.floor(sorted.length * share)] ?? 0;
  return { count: sorted.length, p50: quantile(0.5), p99: quantile(0.99) };
}

const opened = await Promise.all(
  Array.from({ length: connections }, () => openConnection(address, { Token: token })),
);
await Promise.all(opened.map(send));
const failing = operations.filter((operation) => !succeeded.has(operation));
if (failing.length > 0) throw new Error(`not one call succeeded: ${failing.join(', ')}`);
const all = summary(Object.values(milliseconds).flat());
console.log(
  JSON.stringify({
    rate: all.count / seconds,
    ...all,
    operations: Object.fromEntries(
      Object.entries(milliseconds).map(([operation, times]) => [operation, summary(times)]),
    ),
    written,
  }),
);
