/** What the log says of requests (docs/guide/monitor.md#logs): which, whose, and how it ended; nothing that was sent. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { Refusal } from '../contract/errors.js';
import { limits } from '../limits/limits.js';
import { shortened } from '../text/quoted.js';
import { hasTypedId } from './oauth.js';

/** An answer that was sent, or that its caller did not wait for. */
function log(request: FastifyRequest, reply: FastifyReply): void {
  const { caller, method, ip, routeOptions } = request;
  const code = reply.getHeader('error-code');
  request.log.info(
    {
      operation: routeOptions.config.operation?.id,
      method,
      ...(reply.raw.writableFinished ? { status: reply.statusCode } : { hungUp: true }),
      ...(code === undefined ? {} : { code }),
      milliseconds: Math.round(reply.elapsedTime * 10) / 10,
      address: ip,
      ...(caller === null ? {} : { client: caller.client, user: caller.name }),
    },
    'a request ended',
  );
}

/** Logs each request when it has ended, where the log takes that much. A path may hold anything, and is left out. */
export function logRequests(server: FastifyInstance, own: Logger): void {
  if (!own.isLevelEnabled('info')) return;
  server.addHook('onRequest', (request, reply, done) => {
    reply.raw.once('close', () => log(request, reply));
    done();
  });
}

const failed = 'a sign-in failed';

/** Who a sign-in says that it is. */
export interface GivenName {
  Account: string;
  ClientName: string;
  User: string;
}

/** Logs a sign-in that was refused, whether or not there is such a client or user. */
export function logFailedSignIn(
  request: FastifyRequest,
  { Account, ClientName, User }: GivenName,
  error: unknown,
): void {
  if (!(error instanceof Refusal) || !['unauthenticated', 'rate_limited'].includes(error.code)) return;
  const short = (text: string) => shortened(text, limits.auditUserCharacters);
  // What was typed without the id's form may have a part of its secret where a name is looked for.
  if (hasTypedId(request.headers)) {
    request.log.warn({ address: request.ip, code: error.code }, failed);
    return;
  }
  const given = { account: short(Account), client: short(ClientName), user: short(User) };
  request.log.warn({ ...given, address: request.ip, code: error.code }, failed);
}
