/** What becomes of a body that is not read because its request has been answered already. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import { limits } from '../limits/limits.js';

/** Bytes of a request's body as far as it says; infinitely many where it does not. */
export function bodyBytes({ headers }: FastifyRequest): number {
  if (headers['transfer-encoding'] !== undefined) return Number.POSITIVE_INFINITY;
  return Number(headers['content-length'] ?? 0);
}

/**
 * Sees to it that the rest of a body is not taken in for nothing, when a request is answered before it has arrived
 * whole. A short one is passed over, and the connection goes on. As much of a longer one is passed over, and no more is
 * read; the connection is closed once the caller has had time to take the answer, which closing it at once would lose
 * (RFC 9112, 9.6).
 */
export function leaveUnreadBody(request: FastifyRequest, reply: FastifyReply): void {
  const { raw } = request;
  if (raw.complete || bodyBytes(request) <= limits.unreadBodyBytes) return;
  reply.header('Connection', 'close');
  const { socket } = raw;
  let passedOver = 0;
  raw.on('data', (piece: Buffer) => {
    passedOver += piece.length;
    if (passedOver > limits.unreadBodyBytes) raw.pause();
  });
  // Node calls it when the answer has been sent.
  socket.destroySoon = () => {
    socket.end();
    const cut = setTimeout(() => socket.destroy(), limits.unreadBodyMilliseconds);
    socket.once('close', () => clearTimeout(cut));
    if (raw.complete) socket.destroy();
    else raw.once('end', () => socket.destroy());
  };
}
