import { randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { limits } from '../limits/limits.js';

const thisProcess = randomBytes(6).toString('base64url');
const accepted = /^[A-Za-z0-9._-]+$/;
let count = 0;

/** A name for a request that no other has: the server's own, whatever the caller calls it. */
export function newRequestId(): string {
  return `${thisProcess}-${(++count).toString(36)}`;
}

/** The caller's own name for its request (`X-Request-Id`), where it is a plain word. It stands beside the server's. */
export function callerRequestId({ headers }: Pick<IncomingMessage, 'headers'>): string | undefined {
  const sent = headers['x-request-id'];
  const isPlain =
    typeof sent === 'string' && sent.length <= limits.callerRequestIdCharacters && accepted.test(sent);
  return isPlain ? sent : undefined;
}
