import type { FastifyReply, FastifyRequest } from 'fastify';

/** Sends a page of rows; where there is more, with the next page's address (contract section 4). */
export function sendPage(
  request: FastifyRequest,
  reply: FastifyReply,
  { rows, next }: { rows: unknown[]; next: number | undefined },
): FastifyReply {
  if (next !== undefined) {
    const [path, query] = request.url.split('?', 2);
    const parameters = new URLSearchParams(query);
    parameters.set('after', String(next));
    reply.header('Link', `<${path}?${parameters}>; rel="next"`);
  }
  return reply.send(rows);
}
