import type { FastifyReply, FastifyRequest } from 'fastify';

/**
 * Sends a page of rows; where there is more, with the next page's address
 * (docs/reference/link-operations.md#pages), and whether the page is cut: it looked at as much as one may.
 */
export function sendPage(
  request: FastifyRequest,
  reply: FastifyReply,
  { rows, next, isCut = false }: { rows: unknown[]; next: number | string | undefined; isCut?: boolean },
): FastifyReply {
  if (next !== undefined) {
    const at = `${request.url}?`.indexOf('?');
    const path = request.url.slice(0, at);
    const parameters = new URLSearchParams(request.url.slice(at + 1));
    parameters.set('after', String(next));
    reply.header('Link', `<${path}?${parameters}>; rel="next"`);
  }
  if (isCut) reply.header('Search-Stopped', 'true');
  return reply.send(rows);
}

/** Sends a page of a feed, with the cursor to go on from, now or later. */
export function sendFeedPage(
  request: FastifyRequest,
  reply: FastifyReply,
  page: { rows: unknown[]; next: number | undefined; reached: number },
): FastifyReply {
  reply.header('Next-After', page.reached);
  return sendPage(request, reply, page);
}
