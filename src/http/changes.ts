import type { FastifyInstance } from 'fastify';
import type { ChangeStream, Reader } from '../change/stream.js';
import * as operations from '../contract/operations/link-queries.js';
import { openChangeStream } from '../link/change-stream.js';
import { feedPage, historyPage } from '../link/changes.js';
import { callerOf, presentCaller } from './authenticate.js';
import { eventText, heartbeatText } from './event-streams.js';
import { operationRoute } from './operation-route.js';
import { sendPage } from './page.js';
import type { Services } from './services.js';

/** The parts of a stream as server-sent events: `change`, with the change's number as its id. */
async function* eventTexts(parts: ReturnType<ChangeStream>): AsyncGenerator<string> {
  for await (const { rows, ids, reached } of parts) {
    const events = rows.map((row, at) => eventText(ids[at] as number, 'change', JSON.stringify(row)));
    yield events.length === 0 ? heartbeatText(reached) : events.join('');
  }
}

/** The history of links and the feed of their changes. */
export function changeRoutes(app: FastifyInstance, services: Services): void {
  const { store, metadata, callers, feed, streams } = services;

  operationRoute(app, operations.linkHistory, async (request, reply) => {
    const caller = callerOf(request);
    const page = await historyPage(store, caller, await metadata.get(caller.client), request.query);
    return sendPage(request, reply, page);
  });

  operationRoute(app, operations.linkChanges, async (request, reply) => {
    const caller = callerOf(request);
    const page = await feedPage(store, caller, await metadata.get(caller.client), request.query);
    reply.header('Next-After', page.reached);
    return sendPage(request, reply, page);
  });

  operationRoute(app, operations.linkChangesStream, async (request, reply) => {
    const readerOf = async (caller: Reader['caller']): Promise<Reader> => ({
      caller,
      metadata: await metadata.get(caller.client),
    });
    const renew = async () => readerOf(await presentCaller(callers, request));
    const sent = { query: request.query, lastEventId: request.headers['last-event-id'] };
    const reader = await readerOf(callerOf(request));
    const parts = await openChangeStream({ queries: store, feed, renew }, reader, sent);
    return streams.send(reader.caller, reply, (signal) => eventTexts(parts(signal)));
  });
}
