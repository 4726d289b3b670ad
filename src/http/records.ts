import type { FastifyInstance } from 'fastify';
import { bulkBody } from '../contract/bulk.js';
import { MergeParameters } from '../contract/merge.js';
import { mergedFromHeader } from '../contract/operations/headers.js';
import { mergeRecords as mergeOperation } from '../contract/operations/merge.js';
import * as operations from '../contract/operations/records.js';
import { RecordUpsertParameters } from '../contract/record.js';
import { isOn } from '../contract/shapes.js';
import { validate } from '../contract/validate.js';
import { mergeRecords } from '../record/merge/merge.js';
import { queryRecords } from '../record/query/query.js';
import { readRecord } from '../record/query/read.js';
import { createRecord, updateRecord } from '../record/write/create-and-update.js';
import { deleteRecord } from '../record/write/delete.js';
import { upsertRecord, upsertRecords } from '../record/write/upsert.js';
import { callerOf, senderOf } from './authenticate.js';
import { isKnown } from './conditions.js';
import { operationRoute } from './operation-route.js';
import { sendPage } from './page.js';
import type { Services } from './services.js';

/** The record operations. */
export function recordRoutes(app: FastifyInstance, services: Services): void {
  const { store, metadata, callers, pages } = services;
  const entries = bulkBody(services.bulkEntries);

  operationRoute<'domain'>(app, operations.queryRecords, async (request, reply) => {
    const caller = callerOf(request);
    const index = await metadata.get(caller.client);
    const hasGone = () => request.raw.socket.destroyed;
    const page = await pages.run(caller, hasGone, () =>
      queryRecords(store, caller, index, request.params.domain, request.query),
    );
    return sendPage(request, reply, page);
  });

  operationRoute<'domain' | 'id'>(app, operations.readRecord, async (request, reply) => {
    const caller = callerOf(request);
    const { domain, id } = request.params;
    const index = await metadata.get(caller.client);
    const { row, etag, mergedFrom } = await readRecord(store, caller, index, domain, id);
    reply.header('ETag', etag);
    if (mergedFrom !== undefined) reply.header(mergedFromHeader, mergedFrom);
    return isKnown(request.headers['if-none-match'], etag) ? reply.code(304).send() : row;
  });

  operationRoute<'domain'>(app, operations.createRecord, async (request, reply) => {
    const sender = senderOf(callers, request);
    const { answer, etag } = await createRecord(services, sender, request.params.domain, request.body);
    reply.header('ETag', etag);
    return answer;
  });

  operationRoute<'domain' | 'id'>(app, operations.updateRecord, async (request, reply) => {
    const { domain, id } = request.params;
    const named = { id, ifMatch: request.headers['if-match'] };
    const sender = senderOf(callers, request);
    const { answer, etag } = await updateRecord(services, sender, domain, named, request.body);
    reply.header('ETag', etag);
    return answer;
  });

  operationRoute<'domain' | 'id'>(app, operations.deleteRecord, (request) => {
    const { domain, id } = request.params;
    const named = { id, ifMatch: request.headers['if-match'] };
    return deleteRecord(services, senderOf(callers, request), domain, named);
  });

  operationRoute<'domain'>(app, mergeOperation, async (request) => {
    const { fill, onConflict: precedence, dryRun } = validate(MergeParameters, request.query);
    const ifMatch = request.headers['if-match'];
    const options = { fill: isOn(fill), precedence, dryRun: isOn(dryRun), ifMatch };
    const sender = senderOf(callers, request);
    return mergeRecords(services, sender, request.params.domain, request.body, options);
  });

  operationRoute<'domain'>(app, operations.upsertRecord, async (request) => {
    const { matchFields, dryRun } = validate(RecordUpsertParameters, request.query);
    const { domain } = request.params;
    const sender = senderOf(callers, request);
    return upsertRecord(services, sender, domain, matchFields, request.body, isOn(dryRun));
  });

  operationRoute<'domain'>(app, operations.upsertRecords, async (request) => {
    const { matchFields, dryRun } = validate(RecordUpsertParameters, request.query);
    const bodies = validate(entries, request.body);
    const sender = senderOf(callers, request);
    return upsertRecords(services, sender, request.params.domain, matchFields, bodies, isOn(dryRun));
  });
}
