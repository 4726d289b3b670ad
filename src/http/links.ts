import type { FastifyInstance, FastifyRequest } from 'fastify';
import { accept } from '../contract/accept.js';
import { bulkBody } from '../contract/bulk.js';
import { BulkUpsertParameters, UpsertParameters } from '../contract/link.js';
import { countLinks, queryLinks } from '../link/query.js';
import { type UpsertRequest, upsertLink, upsertLinks } from '../link/upsert.js';
import { callerOf, renewedCaller } from './authenticate.js';
import { sendPage } from './page.js';
import type { Services } from './services.js';

function upsertRequest({ callers }: Services, request: FastifyRequest): UpsertRequest {
  const renewCaller = () => renewedCaller(callers, request);
  return { caller: callerOf(request), renewCaller, requestId: request.id };
}

/** The link operations (contract sections 2 and 4). */
export function linkRoutes(app: FastifyInstance, services: Services): void {
  const { store, metadata } = services;
  const entries = bulkBody(services.bulkEntries);

  app.post('/api/Link/Upsert', (request) => {
    const { dryRun } = accept(UpsertParameters, request.query);
    const upsert = upsertRequest(services, request);
    return upsertLink(services, upsert, request.body, dryRun === 'true');
  });

  app.post('/api/Link/BulkUpsert', async (request) => {
    const { atomic, dryRun } = accept(BulkUpsertParameters, request.query);
    const bodies = accept(entries, request.body);
    const upsert = upsertRequest(services, request);
    return upsertLinks(services, upsert, bodies, { atomic: atomic === 'true', dryRun: dryRun === 'true' });
  });

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
