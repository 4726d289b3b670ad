/** Follows streams of server-sent events through lost connections. */

import type { CallOptions } from './call.js';
import { LinkwrightError } from './error.js';
import { readEvents, type ServerEvent } from './events.js';
import { backoff, pause } from './pause.js';
import type { Transport } from './transport.js';

/** Milliseconds of silence after which a stream counts as lost; the server sends something every 15 seconds. */
const longestSilence = 45_000;

/** How a stream is asked for. */
interface StreamRequest extends Required<Pick<RequestInit, 'signal'>> {
  params: { header: { 'Last-Event-ID'?: string } };
  headers: { Accept: string };
  parseAs: 'stream';
  fetch: Transport['streamed'];
}

function passes(error: unknown): boolean {
  return (
    error instanceof LinkwrightError && ['unreachable', 'unavailable', 'rate_limited'].includes(error.code)
  );
}

/**
 * The events after the cursor. It continues until the loop is left or the signal aborts; a lost connection is
 * made again, from the last id that came.
 *
 * @throws LinkwrightError where the server refuses, and where it cannot be reached to begin with
 * @throws the signal's reason
 */
export async function* follow(
  transport: Transport,
  open: (request: StreamRequest) => Promise<{ response: Response }>,
  after: string | undefined,
  { signal }: CallOptions,
): AsyncGenerator<ServerEvent & { data: string }, void> {
  let cursor = after;
  let begun = false;
  for (let failures = 0; ; failures++) {
    try {
      const { response } = await open({
        params: { header: cursor === undefined ? {} : { 'Last-Event-ID': cursor } },
        headers: { Accept: 'text/event-stream, application/problem+json' },
        parseAs: 'stream',
        fetch: transport.streamed,
        signal: signal ?? null,
      });
      begun = true;
      for await (const event of readEvents(response.body as ReadableStream<Uint8Array>, longestSilence)) {
        failures = 0;
        const { data } = event;
        cursor = event.id ?? cursor;
        if (data !== undefined) yield { ...event, data };
      }
    } catch (error) {
      signal?.throwIfAborted();
      // A stream that is cut ends with an error of the platform's own.
      if (!begun || (error instanceof LinkwrightError && !passes(error))) throw error;
    }
    signal?.throwIfAborted();
    await pause(backoff(failures), signal);
  }
}
