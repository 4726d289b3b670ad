/** Finds out who is asking, before anything of the request is read (docs/reference/upsert.md#order-of-checks). */
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Callers, SignedInCaller } from '../access/callers.js';
import { Refusal } from '../contract/errors.js';
import { limits } from '../limits/limits.js';
import type { Origin } from '../metadata/audit/tell.js';
import type { ChangingCaller } from '../metadata/change-settings.js';
import type { Sender } from '../metadata/reading.js';
import { shortened } from '../text/quoted.js';

declare module 'fastify' {
  interface FastifyRequest {
    caller: SignedInCaller | null;
  }
}

/** The token of a request, from `Token` or `Authorization: Bearer`. */
export function tokenOf({ headers }: FastifyRequest): string | undefined {
  const { token, authorization } = headers;
  if (typeof token === 'string' && token !== '') return token;
  return /^Bearer +(\S+)$/i.exec(authorization ?? '')?.[1];
}

/** A hook that refuses a request without a valid token, unless its route is open. */
export function authenticator(callers: Callers, isOpen: (request: FastifyRequest) => boolean) {
  return (request: FastifyRequest, _reply: FastifyReply, done: (error?: Error) => void): void => {
    if (isOpen(request)) {
      done();
      return;
    }
    const token = tokenOf(request);
    if (token === undefined) {
      done(new Refusal('unauthenticated', 'Send a token in the Token header.'));
      return;
    }
    const known = callers.peek(token);
    if (known !== undefined) {
      request.caller = known;
      done();
      return;
    }
    callers.find(token).then((caller) => {
      if (caller === undefined)
        done(new Refusal('unauthenticated', 'The token is not valid, or has expired.'));
      else {
        request.caller = caller;
        done();
      }
    }, done);
  };
}

/** The caller of a request that has passed the hook. */
export function callerOf(request: FastifyRequest): SignedInCaller {
  if (request.caller === null) throw new Refusal('unauthenticated');
  return request.caller;
}

/** Which request it is, and from where, as the audit log has it. */
export function originOf({ id, ip, headers }: FastifyRequest): Origin {
  return {
    requestId: id,
    address: shortened(ip, limits.auditUserCharacters),
    userAgent: shortened(headers['user-agent'] ?? '', limits.auditUserAgentCharacters),
  };
}

/** The caller of a request that changes settings. */
export function changerOf(request: FastifyRequest): SignedInCaller & ChangingCaller {
  return { ...callerOf(request), origin: originOf(request) };
}

/** The caller of a request that goes on for long, as it is now, at most a minute late. @throws Refusal */
export async function presentCaller(callers: Callers, request: FastifyRequest): Promise<SignedInCaller> {
  return callers.peek(tokenOf(request) ?? '') ?? renewedCaller(callers, request);
}

/** Who sends a call that writes, and who that is when it is looked up again. */
export function senderOf(callers: Callers, request: FastifyRequest): Sender {
  // The metadata are renewed first, and what is kept of callers is as new as they are.
  const renewCaller = () => presentCaller(callers, request);
  const { id: requestId, bodyBytes } = request;
  return { caller: callerOf(request), renewCaller, requestId, keyed: request.keyed ?? undefined, bodyBytes };
}

/** Looks the caller of a request up again, past what is kept. @throws Refusal `unauthenticated` */
async function renewedCaller(callers: Callers, request: FastifyRequest): Promise<SignedInCaller> {
  const caller = await callers.find(tokenOf(request) ?? '');
  if (caller === undefined) throw new Refusal('unauthenticated', 'The token is not valid any more.');
  return caller;
}
