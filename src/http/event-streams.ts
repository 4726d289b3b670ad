import { Readable } from 'node:stream';
import type { FastifyReply } from 'fastify';
import type { SignedInCaller } from '../access/callers.js';
import { Refusal } from '../contract/errors.js';
import { limits } from '../limits/limits.js';
import { pieces } from './answers.js';
import { Quota } from './quota.js';

/** One server-sent event. `data` has no line breaks, as JSON has none. */
export function eventText(id: number | string, event: string, data: string): string {
  return `id: ${id}\nevent: ${event}\ndata: ${data}\n\n`;
}

/**
 * A comment, which keeps the connection alive, with an id: no event, but the reader comes back from there
 * (`Last-Event-ID`) though it has seen none.
 */
export function heartbeatText(id: number | string): string {
  return `: at ${id}\nid: ${id}\n\n`;
}

async function* inPieces(texts: AsyncIterable<string>): AsyncGenerator<Buffer> {
  for await (const text of texts) yield* pieces(Buffer.from(text));
}

interface OpenStream {
  /** Ends what is sent; a reader that takes nothing of it loses its connection a little later. */
  end(): void;
}

/** The streams of server-sent events that a server has open: so many for each client and user, and none once it closes. */
export class EventStreams {
  private readonly open = new Set<OpenStream>();
  private readonly quota = new Quota(
    'rate_limited',
    () => ({ ofClient: limits.openStreams, ofUser: limits.openStreamsOfUser }),
    (max, whose) => `There are at most ${max} open streams${whose}.`,
  );
  private closed = false;

  /** How many are open. */
  get size(): number {
    return this.open.size;
  }

  /**
   * Answers with a stream. `texts` is asked for the next text only as the reader takes what it was sent; its
   * signal comes when the reader has gone or the server closes.
   *
   * @throws Refusal `rate_limited` where the caller or its client has too many, `unavailable` where the server closes
   */
  send(
    caller: Pick<SignedInCaller, 'client' | 'user'>,
    reply: FastifyReply,
    texts: (signal: AbortSignal) => AsyncIterable<string>,
  ): FastifyReply {
    const { raw } = reply;
    // No event tells of a reader that has gone already.
    if (this.closed || raw.destroyed) throw new Refusal('unavailable');
    const leave = this.quota.take(caller);
    const ending = new AbortController();
    const stream = {
      end() {
        ending.abort();
        const cut = setTimeout(() => raw.destroy(), limits.streamCloseMilliseconds);
        raw.once('close', () => clearTimeout(cut));
      },
    };
    this.open.add(stream);
    raw.once('close', () => {
      this.open.delete(stream);
      leave();
      ending.abort();
    });
    return (
      reply
        .type('text/event-stream; charset=utf-8')
        // nginx would collect the events otherwise.
        .header('X-Accel-Buffering', 'no')
        .send(Readable.from(inPieces(texts(ending.signal)), { objectMode: false }))
    );
  }

  /** Ends every stream, and lets none begin. */
  close(): void {
    this.closed = true;
    for (const stream of this.open) stream.end();
  }
}
