import type { FastifyInstance } from 'fastify';
import { accept } from '../contract/accept.js';
import { bulkBody } from '../contract/bulk.js';
import { BulkCallParameters, CallParameters } from '../contract/link.js';
import { countLinks, queryLinks } from '../link/query.js';
import { removeLink, removeLinks } from '../link/remove.js';
import { upsertLink, upsertLinks } from '../link/upsert.js';
import { callerOf, senderOf } from './authenticate.js';
import { sendPage } from './page.js';
import type { Services } from './services.js';

/** An operation's two paths: for one body, and for an array of them. */
function operationRoutes(
  app: FastifyInstance,
  services: Services,
  name: 'Upsert' | 'Remove',
  one: typeof upsertLink | typeof removeLink,
  many: typeof upsertLinks | typeof removeLinks,
): void {
  const entries = bulkBody(services.bulkEntries);

  app.post(`/api/Link/${name}`, (request) => {
    const { dryRun } = accept(CallParameters, request.query);
    return one(services, senderOf(services.callers, request), request.body, dryRun === 'true');
  });

  app.post(`/api/Link/Bulk${name}`, async (request) => {
    const { atomic, dryRun } = accept(BulkCallParameters, request.query);
    const bodies = accept(entries, request.body);
    const options = { atomic: atomic === 'true', dryRun: dryRun === 'true' };
    return many(services, senderOf(services.callers, request), bodies, options);
  });
}

/** The link operations (contract sections 2 and 4). */
export function linkRoutes(app: FastifyInstance, services: Services): void {
  const { store, metadata } = services;
  operationRoutes(app, services, 'Upsert', upsertLink, upsertLinks);
  operationRoutes(app, services, 'Remove', removeLink, removeLinks);

  app.get('/api/Link/Query', async (request, reply) => {
    const caller = callerOf(request);
    const page = await queryLinks(store, caller, await metadata.get(caller.client), request.query);
    return sendPage(request, reply, page);
  });

  app.get('/api/Link/Count', async (request) => {
    const caller = callerOf(request);
    return countLinks(store, caller, await metadata.get(caller.client), request.query);
  });
}
