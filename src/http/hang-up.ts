/** Callers who go away before they are answered: nothing has failed, and nobody needs to look into it. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import { LogController } from './fastify.js';

const codes = new Set(['ECONNRESET', 'EPIPE', 'ECONNABORTED', 'ERR_STREAM_PREMATURE_CLOSE']);

/** Whether an error says nothing but that the caller of the request has gone. */
export function isHangUp(error: unknown, { raw }: FastifyRequest): boolean {
  return codes.has((error as { code?: string }).code ?? '') && raw.socket.destroyed;
}

/** Notes in the log that the caller has gone. */
export function logHangUp(request: FastifyRequest): void {
  request.log.debug({ method: request.method }, 'the caller hung up');
}

/** Logs no request by itself; and of an answer that broke off only what the server is to blame for. */
export class OwnFaultsLog extends LogController {
  constructor() {
    super({ disableRequestLogging: true });
  }

  override streamError(error: Error, request: FastifyRequest, reply: FastifyReply): void {
    if (isHangUp(error, request)) logHangUp(request);
    else reply.log.error({ err: error }, 'an answer broke off');
  }
}
