import type { FastifyReply, FastifyRequest } from 'fastify';
import type { ChangeStream, Reader, SentStream, StreamServices } from '../change/stream.js';
import { callerOf, presentCaller } from './authenticate.js';
import { eventText, heartbeatText } from './event-streams.js';
import type { Services } from './services.js';

/** The parts of a stream as server-sent events: `change`, with the change's number as its id. */
async function* eventTexts(parts: ReturnType<ChangeStream>): AsyncGenerator<string> {
  for await (const { rows, ids, reached } of parts) {
    const events = rows.map((row, at) => eventText(ids[at] as number, 'change', JSON.stringify(row)));
    yield events.length === 0 ? heartbeatText(reached) : events.join('');
  }
}

/** Answers with the stream of changes that `open` opens for whoever sends the request. @throws Refusal */
export async function sendChangeStream(
  { store, metadata, callers, feed, streams }: Services,
  request: FastifyRequest,
  reply: FastifyReply,
  open: (services: StreamServices, reader: Reader, sent: SentStream) => Promise<ChangeStream>,
): Promise<FastifyReply> {
  const readerOf = async (caller: Reader['caller']): Promise<Reader> => ({
    caller,
    metadata: await metadata.get(caller.client),
  });
  const renew = async () => readerOf(await presentCaller(callers, request));
  const sent = { query: request.query, lastEventId: request.headers['last-event-id'] };
  const reader = await readerOf(callerOf(request));
  const parts = await open({ queries: store, feed, renew }, reader, sent);
  return streams.send(reader.caller, reply, (signal) => eventTexts(parts(signal)));
}
