/** Sends a hostile call, and reads its answer up to a bound. */
import { Agent, type IncomingMessage, type OutgoingHttpHeaders, request } from 'node:http';
import type { ReadAnswer } from '../answer-faults.js';
import { required } from '../required.js';

const agent = new Agent({ keepAlive: true, maxSockets: 8 });

/** Bytes of an answer that are read: a page ends at 8 MB. */
const maxRead = 12_000_000;

export interface HostileRequest {
  method: string;
  path: string;
  headers: OutgoingHttpHeaders;
  body: Buffer | undefined;
}

/**
 * Answers what came; of a stream its head alone. `null` where there was none within so many milliseconds, or the
 * connection ended without one.
 */
export function send(
  address: string,
  { method, path, headers, body }: HostileRequest,
  milliseconds: number,
): Promise<ReadAnswer | null> {
  const { hostname, port } = new URL(address);
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    let answered: IncomingMessage | null = null;
    const done = (text?: string) => {
      clearTimeout(timer);
      resolve(
        answered === null
          ? null
          : {
              status: required(answered.statusCode),
              headers: new Headers(
                Object.entries(answered.headers).map(([name, value]) => [name, String(value)]),
              ),
              text,
            },
      );
    };
    const call = request({ agent, hostname, port, method, path, headers }, (response) => {
      answered = response;
      if (String(response.headers['content-type']).startsWith('text/event-stream')) {
        done(undefined);
        call.destroy();
        return;
      }
      response.on('data', (chunk: Buffer) => {
        bytes += chunk.length;
        chunks.push(chunk);
        if (bytes > maxRead) call.destroy();
      });
      response.on('end', () => done(Buffer.concat(chunks).toString('utf8')));
      response.on('error', () => done(Buffer.concat(chunks).toString('utf8')));
    });
    const timer = setTimeout(() => {
      call.destroy();
      answered = null;
      done();
    }, milliseconds);
    call.on('error', () => {
      if (answered === null) done();
    });
    call.end(body);
  });
}
