import type { FastifyInstance } from 'fastify';
import { limits } from '../limits/limits.js';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Milliseconds in which a request must have arrived whole, where that is not `limits.requestMilliseconds`. */
    arrivalMilliseconds?: number;
  }
}

/** The longest that any request may take to arrive. Node's own limit, one for all routes, is set to it. */
export const longestArrival = limits.uploadMilliseconds;

/** Holds each request to the time in which it must have arrived, and answers like Node where it has not. */
export function limitArrival(server: FastifyInstance): void {
  server.addHook('onRequest', (request, reply, done) => {
    done();
    const { raw, headers } = request;
    const hasBody = headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
    const max = request.routeOptions.config.arrivalMilliseconds ?? limits.requestMilliseconds;
    if (!hasBody || max === longestArrival) return;
    const late = setTimeout(() => {
      if (reply.raw.headersSent) {
        raw.socket.destroy();
        return;
      }
      const error = Object.assign(new Error('late'), { code: 'ERR_HTTP_REQUEST_TIMEOUT' });
      server.server.emit('clientError', error, raw.socket);
    }, max);
    // Where the caller has gone away, the connection is closed already.
    late.unref();
    raw.once('end', () => clearTimeout(late));
  });
}
