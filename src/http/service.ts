import type { FastifyInstance } from 'fastify';
import * as operations from '../contract/operations/service.js';
import { operationRoute } from './operation-route.js';
import type { Services } from './services.js';

/** What the service says of itself: its health, and its OpenAPI document. */
export function serviceRoutes(app: FastifyInstance, { health, basePath, bulkEntries }: Services): void {
  const ok = { status: 'ok' };
  operationRoute(app, operations.health, async () => {
    await health.require();
    return ok;
  });
  operationRoute(app, operations.live, async () => ok);
  operationRoute(app, operations.ready, async () => {
    await health.requireReady();
    return ok;
  });

  /** One for all who ask, and all who have not taken it yet. */
  let document: Buffer | undefined;
  operationRoute(app, operations.openApi, async (_request, reply) => {
    // The document is seldom asked for, and nothing else needs its examples: they are loaded only then.
    if (document === undefined) {
      const { openApiDocument } = await import('../contract/openapi/document.js');
      document = Buffer.from(JSON.stringify(openApiDocument({ basePath, bulkEntries })));
    }
    return reply.type('application/json; charset=utf-8').send(document);
  });
}
