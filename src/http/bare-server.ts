/** The server before it has routes: what Node and the framework are told, and what they answer by themselves. */
import type { Socket } from 'node:net';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { limits } from '../limits/limits.js';
import type { proxyList } from './address.js';
import { longestArrival } from './arrival.js';
import { answerMalformed, refusalFor, sendRefusal } from './errors.js';
import { Fastify } from './fastify.js';
import { OwnFaultsLog } from './hang-up.js';
import { pathOfTarget } from './manners.js';
import { callerRequestId, newRequestId } from './request-id.js';
import { leaveUnreadBody } from './unread-body.js';

/** What every answer says. */
export function setOwnHeaders({ id, raw }: FastifyRequest, reply: FastifyReply): void {
  reply.header('X-Request-Id', id);
  const called = callerRequestId(raw);
  if (called !== undefined) reply.header('X-Caller-Request-Id', called);
  reply.header('X-Content-Type-Options', 'nosniff');
  reply.header('Cache-Control', 'no-store');
}

function noSchemas(): never {
  throw new Error('routes have no schemas of the framework: ours are checked by our own');
}

export function createBareServer(log: Logger, isProxy: ReturnType<typeof proxyList>): FastifyInstance {
  return Fastify({
    loggerInstance: log,
    logController: new OwnFaultsLog(),
    // For schemas it would load two libraries, whether there are any or not.
    schemaController: { compilersFactory: { buildValidator: noSchemas, buildSerializer: noSchemas } },
    bodyLimit: limits.bodyBytes,
    genReqId: newRequestId,
    rewriteUrl: pathOfTarget,
    trustProxy: isProxy,
    // Node would refuse a request without Host in a form of its own; the hook below does it in ours.
    http: {
      requireHostHeader: false,
      maxHeaderSize: limits.headerBytes,
      headersTimeout: limits.headersMilliseconds,
      connectionsCheckingInterval: limits.connectionSweepMilliseconds,
    },
    keepAliveTimeout: limits.keptConnectionMilliseconds,
    requestTimeout: longestArrival,
    return503OnClosing: false,
    forceCloseConnections: 'idle',
    routerOptions: { caseSensitive: false, ignoreTrailingSlash: true, maxParamLength: limits.nameCharacters },
    frameworkErrors: (error, request, reply) => {
      setOwnHeaders(request, reply);
      // These requests pass no hook.
      leaveUnreadBody(request, reply);
      sendRefusal(request, reply, refusalFor(error, request));
    },
    clientErrorHandler: (error: NodeJS.ErrnoException, socket: Socket) => {
      if (error.code === 'ECONNRESET') socket.destroy();
      else answerMalformed(socket, error.code, newRequestId());
    },
  }) as unknown as FastifyInstance;
}
