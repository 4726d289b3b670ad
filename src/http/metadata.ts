import type { FastifyInstance } from 'fastify';
import { dataDictionary, listDomains, relationshipAnswer } from '../record/describe.js';
import { readDomain, readRelationship } from '../record/describe-requests.js';
import { callerOf } from './authenticate.js';
import type { Services } from './services.js';

/** Domains, fields and relationships (contract section 5). */
export function metadataRoutes(app: FastifyInstance, { store, metadata }: Services): void {
  app.get('/api/Domains', async (request) => {
    const caller = callerOf(request);
    return listDomains(caller, await metadata.get(caller.client));
  });

  app.get<{ Params: { domain: string } }>('/api/Metadata/Domains/:domain/DataDictionary', async (request) => {
    const caller = callerOf(request);
    return dataDictionary(caller, await metadata.get(caller.client), request.params.domain);
  });

  app.put<{ Params: { domain: string } }>('/api/Metadata/Domains/:domain', async (request) => {
    const caller = callerOf(request);
    const input = readDomain(caller, request.params.domain, request.body);
    const answer = await store.write({ client: caller.client, program: 'saveDomain', input });
    await metadata.reload(caller.client);
    return answer;
  });

  app.get('/api/Contact/Codes/ContactType', async (request) => {
    const { client } = callerOf(request);
    return (await metadata.get(client)).relationships.map(relationshipAnswer);
  });

  app.post('/api/Contact/Codes/ContactType', async (request) => {
    const caller = callerOf(request);
    const input = readRelationship(caller, request.body);
    const answer = await store.write({ client: caller.client, program: 'saveRelationship', input });
    await metadata.reload(caller.client);
    return answer;
  });
}
