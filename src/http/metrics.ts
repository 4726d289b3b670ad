import type { FastifyInstance } from 'fastify';
import type { Services } from './services.js';

/** What requests for paths of no operation are counted under, so that callers cannot make up names. */
const noOperation = 'none';

/**
 * Counts requests, and serves what was counted at `/metrics`, without a token: only where the server was started to do
 * so. The library is slow to load, and is loaded only then.
 */
export async function serveMetrics(
  server: FastifyInstance,
  { gather, recorder, basePath }: Services,
): Promise<void> {
  const { Metrics } = await import('../activity/metrics.js');
  const metrics = new Metrics({
    waitingCommands: () => gather.waiting,
    waitingRequests: () => recorder.waiting,
    droppedRequests: () => recorder.dropped,
  });
  gather.onBatch((commands) => metrics.countBatch(commands));
  server.addHook('onResponse', (request, reply, done) => {
    const { operation } = request.routeOptions.config;
    const isStream = operation?.answer.type === 'text/event-stream';
    const seconds = isStream ? undefined : reply.elapsedTime / 1_000;
    metrics.countRequest(operation?.id ?? noOperation, reply.statusCode, seconds);
    done();
  });
  server.get(`${basePath}/metrics`, { config: { open: true } }, async (_request, reply) => {
    const { type, text } = await metrics.text();
    return reply.type(type).send(text);
  });
}
