import type { FastifyInstance, FastifyRequest } from 'fastify';
import * as operations from '../contract/operations/record-changes.js';
import { recordFeedPage, recordHistoryPage } from '../record/change/pages.js';
import { openRecordChangeStream } from '../record/change/stream.js';
import { callerOf } from './authenticate.js';
import { sendChangeStream } from './change-streams.js';
import { operationRoute } from './operation-route.js';
import { sendFeedPage, sendPage } from './page.js';
import type { Services } from './services.js';

/** The histories of records and the feeds of their changes. */
export function recordChangeRoutes(app: FastifyInstance, services: Services): void {
  const { store, metadata, pages } = services;

  /** Makes a page, which may be megabytes, when its turn has come. */
  async function inTurn<Page>(
    request: FastifyRequest,
    make: (asking: Parameters<typeof recordFeedPage>[0]) => Promise<Page>,
  ): Promise<Page> {
    const caller = callerOf(request);
    const asking = { queries: store, caller, metadata: await metadata.get(caller.client) };
    return pages.run(
      caller,
      () => request.raw.socket.destroyed,
      () => make(asking),
    );
  }

  operationRoute<'domain' | 'id'>(app, operations.recordHistory, async (request, reply) => {
    const { domain, id } = request.params;
    const page = await inTurn(request, (asking) => recordHistoryPage(asking, domain, id, request.query));
    return sendPage(request, reply, page);
  });

  operationRoute<'domain'>(app, operations.recordChanges, async (request, reply) => {
    const { domain } = request.params;
    const page = await inTurn(request, (asking) => recordFeedPage(asking, domain, request.query));
    return sendFeedPage(request, reply, page);
  });

  operationRoute<'domain'>(app, operations.recordChangesStream, (request, reply) =>
    sendChangeStream(services, request, reply, (opened, reader, sent) =>
      openRecordChangeStream(opened, reader, request.params.domain, sent),
    ),
  );
}
