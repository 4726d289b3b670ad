/** Turns whatever goes wrong into one of the two forms of an error (docs/reference/errors.md#two-forms). */
import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ContentFault } from '../content/content.js';
import { type ErrorCode, errorTable, problemOf, Refusal } from '../contract/errors.js';
import { isAway } from '../store/store.js';
import { sizeText } from '../text/quoted.js';
import { isHangUp, logHangUp } from './hang-up.js';
import { callerRequestId } from './request-id.js';

/** Seconds after which a caller may come again. */
const retryAfter = '1';

export const nothingThere = 'There is nothing at this path.';

/** Fastify's own refusals, by its codes. */
const frameworkCodes: Record<string, ErrorCode> = {
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'unsupported_media_type',
  FST_ERR_CTP_BODY_TOO_LARGE: 'payload_too_large',
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: 'invalid_request',
  FST_ERR_BAD_URL: 'invalid_request',
  FST_ERR_MAX_PARAM_LENGTH: 'not_found',
};

const frameworkReasons: Partial<Record<string, string | ((request: FastifyRequest) => string)>> = {
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'The body must be JSON (Content-Type: application/json).',
  FST_ERR_CTP_BODY_TOO_LARGE: ({ routeOptions }) =>
    `The body is larger than ${sizeText(routeOptions.bodyLimit)}.`,
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: 'The body is not as long as Content-Length says.',
  FST_ERR_MAX_PARAM_LENGTH: nothingThere,
  FST_ERR_BAD_URL: 'The path is not valid percent-encoding.',
};

/** What the caller is told of an error; what it must not know goes to the log. */
export function refusalFor(error: unknown, request: FastifyRequest): Refusal {
  if (error instanceof Refusal) return error;
  const { code = '', statusCode } = error as { code?: string; statusCode?: number };
  const known = frameworkCodes[code];
  if (known !== undefined) {
    const reason = frameworkReasons[code];
    return new Refusal(known, typeof reason === 'function' ? reason(request) : reason);
  }
  if (statusCode === errorTable.rate_limited.status) return new Refusal('rate_limited');
  if (isHangUp(error, request)) {
    logHangUp(request);
    return new Refusal('invalid_request', 'The request did not arrive whole.');
  }
  request.log.error({ err: error, callerRequestId: callerRequestId(request) }, 'a request failed');
  return new Refusal(error instanceof ContentFault || isAway(error) ? 'unavailable' : 'internal');
}

function wantsProblem(request: FastifyRequest): boolean {
  return request.headers.accept?.toLowerCase().includes('application/problem+json') ?? false;
}

export function sendRefusal(request: FastifyRequest, reply: FastifyReply, refusal: Refusal): FastifyReply {
  const { status, problemStatus } = errorTable[refusal.code];
  reply.header('Error-Code', refusal.code);
  if (refusal.code === 'unavailable') reply.header('Retry-After', retryAfter);
  if (refusal.code === 'unauthenticated' && !reply.hasHeader('WWW-Authenticate'))
    reply.header('WWW-Authenticate', 'Bearer');
  // The rest of a body that was too large is not read, so the connection cannot be used again.
  if (refusal.code === 'payload_too_large') reply.header('Connection', 'close');
  if (wantsProblem(request)) {
    return reply
      .code(problemStatus)
      .type('application/problem+json')
      .send(JSON.stringify(problemOf(refusal)));
  }
  return reply.code(status).type('application/json; charset=utf-8').send(JSON.stringify(refusal.message));
}

const malformed: Record<string, [status: string, reason: string]> = {
  HPE_HEADER_OVERFLOW: ['431 Request Header Fields Too Large', 'The headers are too large.'],
  ERR_HTTP_REQUEST_TIMEOUT: ['408 Request Timeout', 'The request took too long to arrive.'],
};

/**
 * Answers what is not even HTTP, or did not arrive in time, and closes the connection. Where the answer to an earlier
 * request is on its way, no other can follow it: the connection is closed without one.
 */
export function answerMalformed(socket: Socket, code: string | undefined, id: string): void {
  const [status, reason] = malformed[code ?? ''] ?? ['400 Bad Request', 'This is not valid HTTP.'];
  answerUnheard(socket, status, new Refusal('invalid_request', reason), id);
}

/** Answers what never became a request, likewise. */
export function answerUnheard(socket: Socket, status: string, refusal: Refusal, id: string): void {
  // Node's own handler goes by the same, and has no other name for it.
  const { _httpMessage } = socket as Socket & { _httpMessage?: ServerResponse | null };
  if (!socket.writable || _httpMessage?.headersSent) {
    socket.destroy();
    return;
  }
  const body = JSON.stringify(refusal.message);
  const answer = [
    `HTTP/1.1 ${status}`,
    'Content-Type: application/json; charset=utf-8',
    `Error-Code: ${refusal.code}`,
    `X-Request-Id: ${id}`,
    'X-Content-Type-Options: nosniff',
    'Cache-Control: no-store',
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Connection: close',
    '',
    body,
  ];
  socket.end(answer.join('\r\n'));
}
