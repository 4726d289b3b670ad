/** Sends calls of an operation to a server, and says what is wrong with its answers. */
import { Agent, request } from 'node:http';
import fc from 'fast-check';
import { examples } from '#linkwright/contract/examples/index.js';
import type { Operation } from '#linkwright/contract/operation.js';
import { limits } from '#linkwright/limits/limits.js';
import { faultsOf, type ReadAnswer } from './answer-faults.js';
import type { ExamplesServer } from './examples-server.js';
import { callsOf, type FuzzCall } from './fuzz-calls.js';
import { required } from './required.js';

// Another test covers these limits; here they would turn every call away.
Object.assign(limits, { signInsPerMinute: 1_000_000, attemptsOfUser: 1_000_000 });

const agent = new Agent({ keepAlive: true, maxSockets: 8 });

/** Sends a call as it is. A stream is read up to its first piece. */
function send(
  address: string,
  token: string | undefined,
  { method, path, headers, body }: FuzzCall,
): Promise<ReadAnswer> {
  const { hostname, port } = new URL(address);
  return new Promise((resolve, reject) => {
    const sent = { ...headers, ...(token === undefined ? {} : { Token: token }) };
    const call = request({ agent, hostname, port, method, path, headers: sent }, (response) => {
      const stream = String(response.headers['content-type']).startsWith('text/event-stream');
      const chunks: Buffer[] = [];
      const done = () =>
        resolve({
          status: required(response.statusCode),
          headers: new Headers(
            Object.entries(response.headers).map(([name, value]) => [name, String(value)]),
          ),
          text: stream && response.statusCode === 200 ? undefined : Buffer.concat(chunks).toString('utf8'),
        });
      response.on('data', (chunk: Buffer) => {
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

/**
 * Sends so many calls of an operation to a server of `startExamplesServer`, one after the other. Answers how many
 * were answered with which status.
 *
 * @throws Error for the first answer that is wrong, with the call cut down and the seed by which to repeat it
 */
export async function fuzz(
  server: ExamplesServer,
  operation: Operation,
  calls: number,
  seed: number,
): Promise<Record<string, number>> {
  const statuses: Record<string, number> = {};
  for (const example of required(examples[operation.id])) await server.prepare(example);
  const property = fc.asyncProperty(callsOf(operation), async (call) => {
    const answer = await send(server.address, await server.tokenOf(call.client, call.as), call);
    statuses[answer.status] = (statuses[answer.status] ?? 0) + 1;
    const faults = faultsOf(call, answer);
    if (faults.length > 0) throw new Error(faults.join('\n'));
  });
  await fc.assert(property, { numRuns: calls, seed });
  return statuses;
}
