/** Figures for Prometheus (docs/guide/monitor.md): counted here, served to whoever has their token, or by the monitor. */
import { hash, timingSafeEqual } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import type { Metrics } from '../activity/metrics.js';
import { Refusal } from '../contract/errors.js';
import { tokenOf } from './authenticate.js';
import type { Connections } from './connections.js';
import type { Services } from './services.js';

/** What requests for paths of no operation are counted under, so that callers cannot make up names. */
const noOperation = 'none';

/** Counts requests from now on. The library is slow to load, and is loaded only where somebody wants to know. */
export async function countRequests(
  server: FastifyInstance,
  { store, gather, recorder, streams, health }: Services,
  connections: Connections,
): Promise<Metrics> {
  const { Metrics } = await import('../activity/metrics.js');
  const metrics = new Metrics({
    store,
    waitingCommands: () => gather.waiting,
    waitingRequests: () => recorder.waiting,
    droppedRequests: () => recorder.dropped,
    connections: () => connections.size,
    streams: () => streams.size,
    isReady: () =>
      health.requireReady().then(
        () => true,
        () => false,
      ),
  });
  gather.onBatch((commands) => metrics.countBatch(commands));
  server.addHook('onResponse', (request, reply, done) => {
    const { operation } = request.routeOptions.config;
    const isStream = operation?.answer.type === 'text/event-stream';
    metrics.countRequest({
      operation: operation?.id ?? noOperation,
      status: reply.statusCode,
      code: String(reply.getHeader('error-code') ?? ''),
      seconds: isStream ? undefined : reply.elapsedTime / 1_000,
    });
    done();
  });
  return metrics;
}

const digest = (text: string) => Buffer.from(hash('sha256', text, 'hex'));

/** Serves the figures beside the API, to whoever sends their token. */
export function serveMetrics(
  server: FastifyInstance,
  metrics: Metrics,
  { basePath, token }: { basePath: string; token: string },
): void {
  const expected = digest(token);
  server.get(`${basePath}/metrics`, { config: { open: true } }, async (request, reply) => {
    const sent = tokenOf(request);
    if (sent === undefined || !timingSafeEqual(digest(sent), expected)) {
      throw new Refusal('unauthenticated', 'Send the token of the metrics as Authorization: Bearer.');
    }
    const { type, text } = await metrics.text();
    return reply.type(type).send(text);
  });
}
