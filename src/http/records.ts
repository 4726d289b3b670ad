import type { FastifyInstance } from 'fastify';
import { accept } from '../contract/accept.js';
import { bulkBody } from '../contract/bulk.js';
import { RecordUpsertParameters } from '../contract/record.js';
import { queryRecords, readRecord } from '../record/read.js';
import { upsertRecords } from '../record/upsert.js';
import { callerOf, renewedCaller } from './authenticate.js';
import { sendPage } from './page.js';
import type { Services } from './services.js';

/** The record operations (contract section 5). */
export function recordRoutes(app: FastifyInstance, services: Services): void {
  const { store, metadata } = services;
  const entries = bulkBody(services.bulkEntries);

  app.post<{ Params: { domain: string } }>('/api/:domain/BulkUpsert', async (request) => {
    const { matchFields, dryRun } = accept(RecordUpsertParameters, request.query);
    const bodies = accept(entries, request.body);
    const { domain } = request.params;
    const renewCaller = () => renewedCaller(services.callers, request);
    const sender = { caller: callerOf(request), renewCaller };
    return upsertRecords(services, sender, domain, matchFields, bodies, dryRun === 'true');
  });

  app.get<{ Params: { domain: string } }>('/api/:domain/Query', async (request, reply) => {
    const caller = callerOf(request);
    const index = await metadata.get(caller.client);
    return sendPage(
      request,
      reply,
      await queryRecords(store, caller, index, request.params.domain, request.query),
    );
  });

  app.get<{ Params: { domain: string; id: string } }>('/api/:domain/:id', async (request) => {
    const caller = callerOf(request);
    const { domain, id } = request.params;
    return readRecord(store, caller, await metadata.get(caller.client), domain, id);
  });
}
