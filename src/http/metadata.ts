import type { FastifyInstance } from 'fastify';
import { bulkBody, refusedEntry } from '../contract/bulk.js';
import { orRefusal, Refusal } from '../contract/errors.js';
import * as operations from '../contract/operations/metadata.js';
import { requireAdminister } from '../contract/permissions.js';
import { validate } from '../contract/validate.js';
import { changeSettings } from '../metadata/change-settings.js';
import { dataDictionary, domainAnswer, listDomains, listRelationships } from '../metadata/describe.js';
import { dropDomainProgram, dropFieldProgram } from '../metadata/drop.js';
import { readDomain, readRelationship, readRelationshipEntry } from '../metadata/read-requests.js';
import { surveyLimits } from '../metadata/relationship-limits.js';
import {
  dropRelationshipProgram,
  requireUncarried,
  saveRelationshipProgram,
} from '../metadata/relationships.js';
import { saveDomainProgram } from '../metadata/save-domain.js';
import { upsertRelationshipsProgram } from '../metadata/upsert-relationships.js';
import { readRecordId } from '../record/keys/reference.js';
import { callerOf } from './authenticate.js';
import { operationRoute } from './operation-route.js';
import type { Services } from './services.js';

/** Domains, fields and relationships. */
export function metadataRoutes(app: FastifyInstance, services: Services): void {
  const { store, metadata, bulkEntries } = services;
  const entries = bulkBody(bulkEntries);

  operationRoute(app, operations.listDomains, async (request) => {
    const caller = callerOf(request);
    return listDomains(caller, await metadata.get(caller.client));
  });

  operationRoute<'domain'>(app, operations.dataDictionary, async (request) => {
    const caller = callerOf(request);
    return dataDictionary(caller, await metadata.get(caller.client), request.params.domain);
  });

  operationRoute<'domain'>(app, operations.saveDomain, async (request) => {
    const caller = callerOf(request);
    const input = readDomain(caller, request.params.domain, request.body);
    return domainAnswer(caller, await changeSettings(services, caller, saveDomainProgram, input));
  });

  operationRoute<'domain'>(app, operations.dropDomain, async (request) => {
    const caller = callerOf(request);
    requireAdminister(caller);
    return changeSettings(services, caller, dropDomainProgram, { name: request.params.domain });
  });

  operationRoute<'domain' | 'field'>(app, operations.dropField, async (request) => {
    const caller = callerOf(request);
    requireAdminister(caller);
    const { domain, field } = request.params;
    return changeSettings(services, caller, dropFieldProgram, { domain, name: field });
  });

  operationRoute(app, operations.listRelationships, async (request) => {
    const caller = callerOf(request);
    return listRelationships(caller, await metadata.get(caller.client));
  });

  operationRoute(app, operations.saveRelationship, async (request) => {
    const caller = callerOf(request);
    const body = readRelationship(caller, request.body);
    const survey = await surveyLimits(store, await metadata.get(caller.client), body);
    return changeSettings(services, caller, saveRelationshipProgram, { body, survey });
  });

  operationRoute(app, operations.upsertRelationships, async (request) => {
    const caller = callerOf(request);
    const sent = validate(entries, request.body);
    requireAdminister(caller);
    const read = sent.map((entry) => orRefusal(() => readRelationshipEntry(entry)));
    const sound = read.flatMap((entry) => (entry instanceof Refusal ? [] : [entry]));
    const saved = await changeSettings(services, caller, upsertRelationshipsProgram, { entries: sound });
    let at = 0;
    return read.map((entry) => (entry instanceof Refusal ? refusedEntry(entry) : saved[at++]));
  });

  operationRoute<'id'>(app, operations.dropRelationship, async (request) => {
    const caller = callerOf(request);
    const id = readRecordId(request.params.id);
    requireAdminister(caller);
    const seen = await requireUncarried(store, await metadata.get(caller.client), id);
    return changeSettings(services, caller, dropRelationshipProgram, { id, seen });
  });
}
