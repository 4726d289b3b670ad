/**
 * What is served on a port of its own to those who watch over the server (docs/guide/monitor.md): health and figures, and
 * no call of the API. It needs no token, so the port is for the machine itself or a network of its own.
 */
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { Metrics } from '../activity/metrics.js';
import { errorTable, Refusal } from '../contract/errors.js';
import type { Health } from '../diagnosis/health.js';
import { limits } from '../limits/limits.js';
import { nothingThere } from './errors.js';

interface MonitorAnswer {
  status: number;
  type: string;
  text: string;
  code?: string;
}

const json = 'application/json; charset=utf-8';
const ok: MonitorAnswer = { status: 200, type: json, text: '{"status":"ok"}' };

/** As the API refuses, in the plain form (docs/reference/errors.md#two-forms). */
function refused(error: unknown): MonitorAnswer {
  const { code, message } = error instanceof Refusal ? error : new Refusal('internal');
  return { status: errorTable[code].status, type: json, text: JSON.stringify(message), code };
}

function send(response: ServerResponse, { status, type, text, code }: MonitorAnswer): void {
  response.writeHead(status, {
    'Content-Type': type,
    'Content-Length': Buffer.byteLength(text),
    'Cache-Control': 'no-store',
    'X-Content-Type-Options': 'nosniff',
    ...(code === undefined ? {} : { 'Error-Code': code }),
  });
  response.end(text);
}

/** A server that does not listen yet. */
export function createMonitor({ metrics, health }: { metrics: Metrics; health: Health }): Server {
  const paths: Record<string, () => Promise<MonitorAnswer>> = {
    '/metrics': async () => ({ status: 200, ...(await metrics.text()) }),
    '/health': () => health.require().then(() => ok),
    '/health/live': async () => ok,
    '/health/ready': () => health.requireReady().then(() => ok),
  };
  const answer = async (method: string, url: string): Promise<MonitorAnswer> => {
    const path = url.split('?', 1)[0] ?? '';
    const found = Object.hasOwn(paths, path) ? paths[path] : undefined;
    if (found === undefined) throw new Refusal('not_found', nothingThere);
    if (method !== 'GET' && method !== 'HEAD') throw new Refusal('method_not_allowed', 'Use GET.');
    return found();
  };
  const server = createServer(
    {
      headersTimeout: limits.monitorMilliseconds,
      requestTimeout: limits.monitorMilliseconds,
      connectionsCheckingInterval: limits.connectionSweepMilliseconds,
    },
    ({ method = '', url = '' }, response) => {
      void answer(method, url)
        .catch(refused)
        .then((found) => send(response, found));
    },
  );
  server.maxConnections = limits.monitorConnections;
  return server;
}
