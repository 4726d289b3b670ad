import type { FastifyInstance } from 'fastify';
import type { AskedFor } from '../access/administrators.js';
import type { Done } from '../contract/answers.js';
import { bulkBody, type RefusedEntry, refusedEntry } from '../contract/bulk.js';
import { orRefusal, Refusal } from '../contract/errors.js';
import type { RelationshipAnswer, RelationshipEntryAnswer } from '../contract/metadata.js';
import * as operations from '../contract/operations/metadata.js';
import { type Caller, requireAdminister } from '../contract/permissions.js';
import { validate } from '../contract/validate.js';
import { dataDictionary, domainAnswer, listDomains, listRelationships } from '../metadata/describe.js';
import { readDomain, readRelationship, readRelationshipEntry } from '../metadata/read-requests.js';
import { runProgram } from '../metadata/reading.js';
import { surveyLimits } from '../metadata/relationship-limits.js';
import { requireUncarried } from '../metadata/relationships.js';
import { readRecordId } from '../record/keys/reference.js';
import type { Domain } from '../store/store.js';
import { callerOf } from './authenticate.js';
import { operationRoute } from './operation-route.js';
import type { Services } from './services.js';

/** Domains, fields and relationships. */
export function metadataRoutes(app: FastifyInstance, { store, metadata, bulkEntries }: Services): void {
  const entries = bulkBody(bulkEntries);

  /** Runs a program that changes them, and sees to it that this server knows at once. */
  async function change<Output>({ client, user }: Caller, program: string, input: object): Promise<Output> {
    const asked = { ...input, asker: user } satisfies AskedFor;
    const output = await runProgram<Output>(store, { client, program, input: asked });
    await metadata.changed(client);
    return output;
  }

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
    return domainAnswer(caller, await change<Domain>(caller, 'saveDomain', input));
  });

  operationRoute<'domain'>(app, operations.dropDomain, async (request) => {
    const caller = callerOf(request);
    requireAdminister(caller);
    return change<Done>(caller, 'dropDomain', { name: request.params.domain });
  });

  operationRoute<'domain' | 'field'>(app, operations.dropField, async (request) => {
    const caller = callerOf(request);
    requireAdminister(caller);
    const { domain, field } = request.params;
    return change<Done>(caller, 'dropField', { domain, name: field });
  });

  operationRoute(app, operations.listRelationships, async (request) => {
    const caller = callerOf(request);
    return listRelationships(caller, await metadata.get(caller.client));
  });

  operationRoute(app, operations.saveRelationship, async (request) => {
    const caller = callerOf(request);
    const body = readRelationship(caller, request.body);
    const survey = await surveyLimits(store, await metadata.get(caller.client), body);
    return change<RelationshipAnswer>(caller, 'saveRelationship', { body, survey });
  });

  operationRoute(app, operations.upsertRelationships, async (request) => {
    const caller = callerOf(request);
    const sent = validate(entries, request.body);
    requireAdminister(caller);
    const read = sent.map((entry) => orRefusal(() => readRelationshipEntry(entry)));
    const sound = read.filter((entry) => !(entry instanceof Refusal));
    const saved = await change<(RelationshipEntryAnswer | RefusedEntry)[]>(caller, 'upsertRelationships', {
      entries: sound,
    });
    let at = 0;
    return read.map((entry) => (entry instanceof Refusal ? refusedEntry(entry) : saved[at++]));
  });

  operationRoute<'id'>(app, operations.dropRelationship, async (request) => {
    const caller = callerOf(request);
    const id = readRecordId(request.params.id);
    requireAdminister(caller);
    const seen = await requireUncarried(store, await metadata.get(caller.client), id);
    return change<Done>(caller, 'dropRelationship', { id, seen });
  });
}
