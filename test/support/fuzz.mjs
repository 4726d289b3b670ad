/** Sends calls of an operation to a server, and says what is wrong with its answers. */
import { Agent, request } from 'node:http';
import fc from 'fast-check';
import { errorTable } from '../../dist/contract/errors.js';
import { examples } from '../../dist/contract/examples/index.js';
import { limits } from '../../dist/contract/limits.js';
import { callsOf } from './fuzz-calls.mjs';
import { faultsOfAnswer } from './openapi.mjs';

// Its own test says that so many are turned away; here they would all be.
Object.assign(limits, { signInsPerMinute: 1_000_000, attemptsOfUser: 1_000_000 });

/** The contract's own: what is not found, or is ambiguous, is a 500 in the plain form. */
const namedServerErrors = ['parent_not_found', 'child_not_found', 'parent_ambiguous', 'child_ambiguous'];

/** What a message must not hold, of what no call holds either. */
const leaks = [
  /\b(SELECT|INSERT INTO|UPDATE|DELETE FROM|WHERE|COLLATE)\b/,
  /sqlite|postgres|better-sqlite|kysely|\bpg_|constraint|syntax error|relation "/i,
  /\n\s+at |node:internal|\.[cm]?js:\d+/,
  /\/(work|tmp|root|usr|home|var)\/|node_modules|ECONN|EACCES|ENOENT/,
];

const agent = new Agent({ keepAlive: true, maxSockets: 8 });

/** Sends a call as it is. A stream is read up to its first piece. */
function send(address, token, { method, path, headers, body }) {
  const { hostname, port } = new URL(address);
  return new Promise((resolve, reject) => {
    const sent = { ...headers, ...(token === undefined ? {} : { Token: token }) };
    const call = request({ agent, hostname, port, method, path, headers: sent }, (response) => {
      const stream = String(response.headers['content-type']).startsWith('text/event-stream');
      const chunks = [];
      const done = () =>
        resolve({
          status: response.statusCode,
          headers: new Headers(
            Object.entries(response.headers).map(([name, value]) => [name, String(value)]),
          ),
          text: stream && response.statusCode === 200 ? undefined : Buffer.concat(chunks).toString('utf8'),
        });
      response.on('data', (chunk) => {
        chunks.push(chunk);
        if (!stream) return;
        done();
        call.destroy();
      });
      response.on('end', done);
      response.on('error', () => undefined);
    });
    call.on('error', reject);
    call.end(body);
  });
}

/** What is wrong with an answer: an empty list, where nothing is. */
function faultsOf({ method, path }, answer) {
  const { status, headers, text } = answer;
  // Of a stream its head alone has been looked at; its events have tests of their own.
  if (text === undefined) return [];
  const faults = faultsOfAnswer(method, path, answer);
  const code = headers.get('Error-Code');
  if (status >= 500 && !namedServerErrors.includes(code)) faults.push(`answered ${status} ${code}: ${text}`);
  if (status >= 400 && !(code in errorTable)) faults.push(`answered ${status} with the code ${code}`);
  const isMessage = status >= 400;
  for (const leak of leaks)
    if (isMessage && leak.test(text)) faults.push(`answered ${leak}: ${text.slice(0, 300)}`);
  return faults;
}

/**
 * Sends so many calls of an operation to a server of `startExamplesServer`, one after the other. Answers how many
 * were answered with which status.
 *
 * @throws Error for the first answer that is wrong, with the call cut down and the seed by which to repeat it
 */
export async function fuzz(server, operation, calls, seed) {
  const statuses = {};
  for (const example of examples[operation.id]) await server.prepare(example);
  const property = fc.asyncProperty(callsOf(operation), async (call) => {
    const answer = await send(server.address, await server.tokenOf(call.client, call.as), call);
    statuses[answer.status] = (statuses[answer.status] ?? 0) + 1;
    const faults = faultsOf(call, answer);
    if (faults.length > 0) throw new Error(faults.join('\n'));
  });
  await fc.assert(property, { numRuns: calls, seed });
  return statuses;
}
