import type { FastifyInstance } from 'fastify';
import { type BehaviorRow, behaviorRowHeader } from '../contract/behavior.js';
import { bulkBody } from '../contract/bulk.js';
import { BulkCallParameters, BulkUpsertParameters, CallParameters } from '../contract/link.js';
import type { Operation } from '../contract/operation.js';
import * as queries from '../contract/operations/link-queries.js';
import * as operations from '../contract/operations/links.js';
import { isOn } from '../contract/shapes.js';
import { validate } from '../contract/validate.js';
import type { BulkOptions } from '../link/call.js';
import { countLinks, queryLinks } from '../link/query.js';
import { removeLink, removeLinks } from '../link/remove.js';
import { undoChange } from '../link/undo.js';
import { upsertLink, upsertLinks } from '../link/upsert.js';
import { callerOf, senderOf } from './authenticate.js';
import { operationRoute } from './operation-route.js';
import { sendPage } from './page.js';
import type { Services } from './services.js';

/** How a bulk call is to be done, by its query string. @throws Refusal */
type OptionsOf = (query: unknown) => BulkOptions;

const upsertOptions: OptionsOf = (query) => {
  const { atomic, dryRun, candidates } = validate(BulkUpsertParameters, query);
  return { atomic: isOn(atomic), dryRun: isOn(dryRun), candidates: isOn(candidates) };
};

const removeOptions: OptionsOf = (query) => {
  const { atomic, dryRun } = validate(BulkCallParameters, query);
  return { atomic: isOn(atomic), dryRun: isOn(dryRun) };
};

/** What is done for one body, and for an array of them. */
function operationRoutes(
  app: FastifyInstance,
  services: Services,
  [one, runOne]: [Operation, typeof upsertLink | typeof removeLink],
  [many, runMany, optionsOf]: [Operation, typeof upsertLinks | typeof removeLinks, OptionsOf],
): void {
  const entries = bulkBody(services.bulkEntries);

  operationRoute(app, one, async (request, reply) => {
    const { dryRun } = validate(CallParameters, request.query);
    const sender = senderOf(services.callers, request);
    if (!isOn(dryRun)) return runOne(services, sender, request.body);
    const tellRow = (row: BehaviorRow) => void reply.header(behaviorRowHeader, row);
    return runOne(services, sender, request.body, { tellRow });
  });

  operationRoute(app, many, async (request) => {
    const options = optionsOf(request.query);
    const bodies = validate(entries, request.body);
    return runMany(services, senderOf(services.callers, request), bodies, options);
  });
}

/** The link operations. */
export function linkRoutes(app: FastifyInstance, services: Services): void {
  const { store, metadata } = services;
  operationRoutes(
    app,
    services,
    [operations.upsertLink, upsertLink],
    [operations.upsertLinks, upsertLinks, upsertOptions],
  );
  operationRoutes(
    app,
    services,
    [operations.removeLink, removeLink],
    [operations.removeLinks, removeLinks, removeOptions],
  );

  operationRoute(app, operations.undoChange, async (request) => {
    const { dryRun } = validate(CallParameters, request.query);
    const sender = senderOf(services.callers, request);
    return undoChange(services, sender, request.body, { dryRun: isOn(dryRun) });
  });

  operationRoute(app, queries.queryLinks, async (request, reply) => {
    const caller = callerOf(request);
    const page = await queryLinks(store, caller, await metadata.get(caller.client), request.query);
    return sendPage(request, reply, page);
  });

  operationRoute(app, queries.countLinks, async (request) => {
    const caller = callerOf(request);
    return countLinks(store, caller, await metadata.get(caller.client), request.query);
  });
}
