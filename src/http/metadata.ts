import type { FastifyInstance } from 'fastify';
import { bulkBody } from '../contract/bulk.js';
import { RelationshipsParameters } from '../contract/metadata.js';
import * as linkFields from '../contract/operations/link-fields.js';
import * as operations from '../contract/operations/metadata.js';
import { isOn } from '../contract/shapes.js';
import { validate } from '../contract/validate.js';
import { dataDictionary, linkFieldsOfDomain, listDomains, listRelationships } from '../metadata/describe.js';
import {
  dropDomainFor,
  dropFieldFor,
  dropLinkFieldFor,
  saveDomainFor,
  saveLinkFieldsFor,
} from '../metadata/domain-calls.js';
import {
  dropRelationshipFor,
  saveRelationshipFor,
  upsertRelationshipsFor,
} from '../metadata/relationship-calls.js';
import { readRecordId } from '../record/keys/reference.js';
import { callerOf, changerOf } from './authenticate.js';
import { operationRoute } from './operation-route.js';
import type { Services } from './services.js';

function domainRoutes(app: FastifyInstance, services: Services): void {
  const { metadata } = services;

  operationRoute(app, operations.listDomains, async (request) => {
    const caller = callerOf(request);
    return listDomains(caller, await metadata.get(caller.client));
  });

  operationRoute<'domain'>(app, operations.dataDictionary, async (request) => {
    const caller = callerOf(request);
    return dataDictionary(caller, await metadata.get(caller.client), request.params.domain);
  });

  operationRoute<'domain'>(app, operations.saveDomain, (request) =>
    saveDomainFor(services, changerOf(request), request.params.domain, request.body),
  );

  operationRoute<'domain'>(app, operations.dropDomain, (request) =>
    dropDomainFor(services, changerOf(request), request.params.domain),
  );

  operationRoute<'domain' | 'field'>(app, operations.dropField, (request) =>
    dropFieldFor(services, changerOf(request), request.params),
  );
}

function relationshipRoutes(app: FastifyInstance, services: Services): void {
  const { metadata, bulkEntries } = services;
  const entries = bulkBody(bulkEntries);

  operationRoute(app, operations.listRelationships, async (request) => {
    const caller = callerOf(request);
    return listRelationships(caller, await metadata.get(caller.client));
  });

  operationRoute(app, operations.saveRelationship, (request) =>
    saveRelationshipFor(services, changerOf(request), request.body),
  );

  operationRoute(app, operations.upsertRelationships, async (request) => {
    const { dryRun } = validate(RelationshipsParameters, request.query);
    const sent = validate(entries, request.body);
    return upsertRelationshipsFor(services, changerOf(request), sent, isOn(dryRun));
  });

  operationRoute<'id'>(app, operations.dropRelationship, async (request) => {
    const id = readRecordId(request.params.id);
    return dropRelationshipFor(services, changerOf(request), id);
  });
}

function linkFieldRoutes(app: FastifyInstance, services: Services): void {
  const { metadata } = services;

  operationRoute<'childDomain'>(app, linkFields.listLinkFields, async (request) => {
    const caller = callerOf(request);
    return linkFieldsOfDomain(caller, await metadata.get(caller.client), request.params.childDomain);
  });

  operationRoute<'childDomain'>(app, linkFields.saveLinkFields, (request) =>
    saveLinkFieldsFor(services, changerOf(request), request.params.childDomain, request.body),
  );

  operationRoute<'childDomain' | 'field'>(app, linkFields.dropLinkField, (request) =>
    dropLinkFieldFor(services, changerOf(request), request.params),
  );
}

/** Domains, fields and relationships. */
export function metadataRoutes(app: FastifyInstance, services: Services): void {
  domainRoutes(app, services);
  linkFieldRoutes(app, services);
  relationshipRoutes(app, services);
}
