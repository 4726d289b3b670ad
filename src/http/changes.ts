import type { FastifyInstance } from 'fastify';
import * as operations from '../contract/operations/link-queries.js';
import { openChangeStream } from '../link/change-stream.js';
import { feedPage, historyPage } from '../link/changes.js';
import { callerOf } from './authenticate.js';
import { sendChangeStream } from './change-streams.js';
import { operationRoute } from './operation-route.js';
import { sendFeedPage, sendPage } from './page.js';
import type { Services } from './services.js';

/** The history of links and the feed of their changes. */
export function changeRoutes(app: FastifyInstance, services: Services): void {
  const { store, metadata } = services;

  operationRoute(app, operations.linkHistory, async (request, reply) => {
    const caller = callerOf(request);
    const page = await historyPage(store, caller, await metadata.get(caller.client), request.query);
    return sendPage(request, reply, page);
  });

  operationRoute(app, operations.linkChanges, async (request, reply) => {
    const caller = callerOf(request);
    const page = await feedPage(store, caller, await metadata.get(caller.client), request.query);
    return sendFeedPage(request, reply, page);
  });

  operationRoute(app, operations.linkChangesStream, (request, reply) =>
    sendChangeStream(services, request, reply, openChangeStream),
  );
}
