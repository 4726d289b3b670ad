/** Long bodies, which are in memory whole from when they arrive until they are answered. */
import type { FastifyInstance } from 'fastify';
import { limits } from '../limits/limits.js';
import { sizeText } from '../text/quoted.js';
import { Quota } from './quota.js';
import { bodyBytes } from './unread-body.js';

/**
 * Holds users, clients and the server to so many bytes of long bodies at once (docs/reference/limits.md#shares-of-a-user):
 * counted as they are announced, and from then on, since a body that comes slowly holds what has come of it.
 */
export function limitLongBodies(server: FastifyInstance): void {
  const quota = new Quota(
    'unavailable',
    () => ({
      inAll: limits.longBodyBytes,
      ofClient: limits.longBodyBytesOfClient,
      ofUser: limits.longBodyBytesOfUser,
    }),
    (max, whose) => `A server takes in at most ${sizeText(max)} of long bodies${whose} at once.`,
  );
  server.addHook('preParsing', (request, reply, payload, done) => {
    const { bodyLimit } = request.routeOptions;
    const announced = bodyBytes(request);
    const bytes = announced === Number.POSITIVE_INFINITY ? bodyLimit : announced;
    // A body that is too long is refused for that, and files go to their store as they come.
    const isCounted = bytes > limits.shortBodyBytes && bytes <= bodyLimit && bodyLimit <= limits.bodyBytes;
    if (request.caller === null || !isCounted) {
      done(null, payload);
      return;
    }
    try {
      const end = quota.take(request.caller, bytes);
      if (reply.raw.destroyed) end();
      else reply.raw.once('close', end);
      done(null, payload);
    } catch (error) {
      done(error as Error);
    }
  });
}
