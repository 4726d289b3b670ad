import { Readable } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import { limits } from '../limits/limits.js';
import type { Connections } from './connections.js';
import { leaveUnreadBody } from './unread-body.js';

/** Bytes in pieces, as they are handed to a connection: what a caller takes is seen to the piece. */
export function* pieces(bytes: Buffer): Generator<Buffer> {
  for (let at = 0; at < bytes.length; at += limits.answerPieceBytes) {
    yield bytes.subarray(at, at + limits.answerPieceBytes);
  }
}

/**
 * Sends every answer so that it costs a bounded amount of memory until it is taken: a long one goes out a piece at a
 * time, and is counted meanwhile. A text is the answer's own; a Buffer is kept anyway, for every answer alike.
 */
export function boundAnswers(server: FastifyInstance, connections: Connections): void {
  server.addHook('onSend', (request, reply, payload, done) => {
    leaveUnreadBody(request, reply);
    if ((typeof payload !== 'string' && !Buffer.isBuffer(payload)) || request.method === 'HEAD') {
      done(null, payload);
      return;
    }
    const isOwn = typeof payload === 'string';
    const { socket } = request.raw;
    if (payload.length <= limits.answerPieceBytes) {
      if (isOwn && connections.isQueueing(socket)) connections.hold(socket, reply.raw, payload.length);
      done(null, payload);
      return;
    }
    const bytes = isOwn ? Buffer.from(payload) : payload;
    if (isOwn) connections.hold(socket, reply.raw, bytes.length);
    reply.header('Content-Length', bytes.length);
    done(null, Readable.from(pieces(bytes), { objectMode: false }));
  });
}
