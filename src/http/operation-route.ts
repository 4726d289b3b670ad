import type { FastifyInstance, FastifyReply, FastifyRequest, RouteShorthandOptions } from 'fastify';
import type { Operation } from '../contract/operation.js';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The operation that the route is of. */
    operation?: Operation;
  }
}

export type OperationRequest = FastifyRequest<{ Params: Record<string, string> }>;

/** Serves an operation. A path parameter is a string in `request.params`, under its name in the path. */
export function operationRoute(
  app: FastifyInstance,
  operation: Operation,
  handler: (request: OperationRequest, reply: FastifyReply) => Promise<unknown> | FastifyReply,
  options: Pick<RouteShorthandOptions, 'bodyLimit'> = {},
): void {
  app.route<{ Params: Record<string, string> }>({
    method: operation.method,
    url: operation.path.replaceAll(/\{(\w+)\}/g, ':$1'),
    config: { open: operation.open === true, operation },
    ...options,
    handler: (request, reply) => handler(request, reply),
  });
}
