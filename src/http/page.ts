import type { FastifyReply, FastifyRequest } from 'fastify';

/**
 * Sends a page of rows; where there is more, with the next page's address
 * (docs/reference/link-operations.md#pages).
 */
export function sendPage(
  request: FastifyRequest,
  reply: FastifyReply,
  { rows, next }: { rows: unknown[]; next: number | string | undefined },
): FastifyReply {
  if (next !== undefined) {
    const at = `${request.url}?`.indexOf('?');
    const path = request.url.slice(0, at);
    const parameters = new URLSearchParams(request.url.slice(at + 1));
    parameters.set('after', String(next));
    reply.header('Link', `<${path}?${parameters}>; rel="next"`);
  }
  return reply.send(rows);
}
