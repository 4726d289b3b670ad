import type { FastifyInstance } from 'fastify';
import { issueTokenFor, listTokensFor, revokeTokenFor } from '../access/token-calls.js';
import { TokenPath } from '../contract/access.js';
import * as operations from '../contract/operations/tokens.js';
import { done } from '../contract/outcome.js';
import { validate } from '../contract/validate.js';
import { callerOf, changerOf } from './authenticate.js';
import { operationRoute } from './operation-route.js';
import { sendPage } from './page.js';
import type { Services } from './services.js';

export function tokenRoutes(app: FastifyInstance, services: Services): void {
  operationRoute(app, operations.listTokens, async (request, reply) => {
    const page = await listTokensFor(services.store, callerOf(request), request.query);
    return sendPage(request, reply, page);
  });

  operationRoute(app, operations.createToken, (request) =>
    issueTokenFor(services.store, changerOf(request), request.body),
  );

  operationRoute<'id'>(app, operations.revokeToken, async (request) => {
    const id = Number(validate(TokenPath, request.params).id);
    await revokeTokenFor(services, changerOf(request), id);
    return done(`Revoked token ${id}.`);
  });
}
