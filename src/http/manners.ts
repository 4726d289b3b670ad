/** What HTTP requires of a request, whatever it is for (RFC 9110, RFC 9112). */
import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Refusal } from '../contract/errors.js';
import { limits } from '../limits/limits.js';
import { quoted } from '../text/quoted.js';
import { answerUnheard } from './errors.js';
import { errorCodes } from './fastify.js';
import { newRequestId } from './request-id.js';
import { bodyBytes } from './unread-body.js';

/** A name, an IPv4 address or an IPv6 one in brackets, and a port; or nothing, where there is no name to give. */
const host = /^(?:\[[0-9a-f:.]+\]|[a-z0-9._~!$&'()*+,;=%-]*)(?::\d{0,5})?$/i;

/** The host that nearly every request of a server names: it is checked once. */
let lastHost = '';

function faultOfHost({ headers, rawHeaders }: IncomingMessage): string | undefined {
  let hosts = 0;
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const name = rawHeaders[at] as string;
    if (name.length === 4 && name.toLowerCase() === 'host') hosts++;
  }
  if (hosts > 1) return 'The Host header is given more than once.';
  const { host: sent = '' } = headers;
  if (sent === lastHost) return undefined;
  if (!host.test(sent)) return `The Host header must be a name and a port; ${quoted(sent)} was given.`;
  lastHost = sent;
  return undefined;
}

/** What is wrong with a request's headers, whatever it is for. */
export function faultOfHeaders({ raw }: FastifyRequest): string | undefined {
  const { headers, rawHeaders, httpVersion } = raw;
  if (rawHeaders.length > 2 * limits.requestHeaders) {
    return `The request has more than ${limits.requestHeaders} headers.`;
  }
  if (headers.host === undefined && httpVersion === '1.1') return 'The Host header is missing.';
  const { expect } = headers;
  if (expect !== undefined && expect.toLowerCase() !== '100-continue') {
    return `Nothing but 100-continue can be expected; ${quoted(expect)} was given.`;
  }
  return faultOfHost(raw);
}

/**
 * The path and query string of a request's target. A target may name scheme and host besides (as it does to a proxy),
 * and they may be anything: they must not come back in an address that a caller goes on to.
 */
export function pathOfTarget({ url = '/' }: Pick<IncomingMessage, 'url'>): string {
  if (url.startsWith('/') || url === '*') return url;
  const path = url.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/?#]*/i, '');
  return path.startsWith('/') ? path : `/${path}`;
}

/** Asks for a body that its sender holds back only when it will be read: after every check that needs none of it. */
function continueLate(server: FastifyInstance): void {
  const pass = (request: unknown, response: unknown) => server.server.emit('request', request, response);
  server.server.on('checkContinue', pass);
  server.server.on('checkExpectation', pass);
  server.addHook('preParsing', (request, reply, payload, done) => {
    if (request.headers.expect === undefined) {
      done(null, payload);
      return;
    }
    const isChunked = request.headers['transfer-encoding'] !== undefined;
    if (!isChunked && bodyBytes(request) > request.routeOptions.bodyLimit) {
      done(new errorCodes.FST_ERR_CTP_BODY_TOO_LARGE());
      return;
    }
    reply.raw.writeContinue();
    done(null, payload);
  });
}

/** Answers what Node would otherwise answer in a form of its own, or not at all. */
export function keepManners(server: FastifyInstance): void {
  continueLate(server);
  server.server.on('connect', (_request: IncomingMessage, socket: Socket) => {
    const refusal = new Refusal('method_not_allowed', 'CONNECT is not allowed; this is no proxy.');
    answerUnheard(socket, '405 Method Not Allowed', refusal, newRequestId());
  });
}
