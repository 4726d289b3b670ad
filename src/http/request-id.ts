import { randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

const thisProcess = randomBytes(6).toString('base64url');
const accepted = /^[A-Za-z0-9._-]{1,64}$/;
let count = 0;

/** The caller's own `X-Request-Id` where it is a plain word, else a new one, unique to this process. */
export function requestId(request: IncomingMessage): string {
  const sent = request.headers['x-request-id'];
  if (typeof sent === 'string' && accepted.test(sent)) return sent;
  return newRequestId();
}

export function newRequestId(): string {
  return `${thisProcess}-${(++count).toString(36)}`;
}
