import type { FastifyInstance } from 'fastify';
import { accept } from '../contract/accept.js';
import { bulkBody } from '../contract/bulk.js';
import { NoParameters, RecordUpsertParameters } from '../contract/record.js';
import { deleteRecord } from '../link/delete-record.js';
import { queryRecords, readRecord } from '../record/read.js';
import { createRecord, updateRecord } from '../record/save.js';
import { upsertRecord, upsertRecords } from '../record/upsert.js';
import { callerOf, senderOf } from './authenticate.js';
import { sendPage } from './page.js';
import type { Services } from './services.js';

type OfDomain = { Params: { domain: string } };
type OfRecord = { Params: { domain: string; id: string } };

/** The record operations (contract section 5). */
export function recordRoutes(app: FastifyInstance, services: Services): void {
  const { store, metadata, callers } = services;
  const entries = bulkBody(services.bulkEntries);

  app.post<OfDomain>('/api/:domain', async (request) => {
    accept(NoParameters, request.query);
    return createRecord(services, senderOf(callers, request), request.params.domain, request.body);
  });

  app.put<OfRecord>('/api/:domain/:id', async (request) => {
    accept(NoParameters, request.query);
    const { domain, id } = request.params;
    return updateRecord(services, senderOf(callers, request), domain, id, request.body);
  });

  app.delete<OfRecord>('/api/:domain/:id', async (request) => {
    accept(NoParameters, request.query);
    const { domain, id } = request.params;
    return deleteRecord(services, senderOf(callers, request), domain, id);
  });

  app.post<OfDomain>('/api/:domain/Upsert', async (request) => {
    const { matchFields, dryRun } = accept(RecordUpsertParameters, request.query);
    const sender = senderOf(callers, request);
    return upsertRecord(
      services,
      sender,
      request.params.domain,
      matchFields,
      request.body,
      dryRun === 'true',
    );
  });

  app.post<OfDomain>('/api/:domain/BulkUpsert', async (request) => {
    const { matchFields, dryRun } = accept(RecordUpsertParameters, request.query);
    const bodies = accept(entries, request.body);
    const sender = senderOf(callers, request);
    return upsertRecords(services, sender, request.params.domain, matchFields, bodies, dryRun === 'true');
  });

  app.get<OfDomain>('/api/:domain/Query', async (request, reply) => {
    const caller = callerOf(request);
    const index = await metadata.get(caller.client);
    return sendPage(
      request,
      reply,
      await queryRecords(store, caller, index, request.params.domain, request.query),
    );
  });

  app.get<OfRecord>('/api/:domain/:id', async (request) => {
    const caller = callerOf(request);
    const { domain, id } = request.params;
    return readRecord(store, caller, await metadata.get(caller.client), domain, id);
  });
}
