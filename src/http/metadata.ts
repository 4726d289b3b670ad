import type { FastifyInstance } from 'fastify';
import * as operations from '../contract/operations/metadata.js';
import { dataDictionary, listDomains, relationshipAnswer } from '../record/describe.js';
import { readDomain, readRelationship } from '../record/describe-requests.js';
import { callerOf } from './authenticate.js';
import { operationRoute } from './operation-route.js';
import type { Services } from './services.js';

/** Domains, fields and relationships (contract section 5). */
export function metadataRoutes(app: FastifyInstance, { store, metadata }: Services): void {
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
    const answer = await store.write({ client: caller.client, program: 'saveDomain', input });
    await metadata.reload(caller.client);
    return answer;
  });

  operationRoute(app, operations.listRelationships, async (request) => {
    const { client } = callerOf(request);
    return (await metadata.get(client)).relationships.map(relationshipAnswer);
  });

  operationRoute(app, operations.saveRelationship, async (request) => {
    const caller = callerOf(request);
    const input = readRelationship(caller, request.body);
    const answer = await store.write({ client: caller.client, program: 'saveRelationship', input });
    await metadata.reload(caller.client);
    return answer;
  });
}
