import type { FastifyInstance } from 'fastify';
import { auditPageFor } from '../access/audit/query.js';
import * as operations from '../contract/operations/audit.js';
import { callerOf } from './authenticate.js';
import { operationRoute } from './operation-route.js';
import { sendPage } from './page.js';
import type { Services } from './services.js';

export function auditRoutes(app: FastifyInstance, services: Services): void {
  operationRoute(app, operations.auditLog, async (request, reply) => {
    const page = await auditPageFor(services, callerOf(request), request.query);
    return sendPage(request, reply, page);
  });
}
