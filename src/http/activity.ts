import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { recentRequestPage } from '../activity/query.js';
import type { Recorder } from '../activity/recorder.js';
import { openRequestStream, type RequestStream } from '../activity/request-stream.js';
import { summarizeRequests } from '../activity/summary.js';
import * as operations from '../contract/operations/activity.js';
import type { Caller } from '../contract/permissions.js';
import { limits } from '../limits/limits.js';
import { callerOf, presentCaller } from './authenticate.js';
import { eventText, heartbeatText } from './event-streams.js';
import { operationRoute } from './operation-route.js';
import { sendPage } from './page.js';
import type { Services } from './services.js';

/** Statuses from here on are refusals, which carry a code. */
const firstRefusal = 400;

/** What stands for the status where the caller hung up before it was answered, as nginx has it. */
const hungUp = 499;

/**
 * A text from outside as it is kept: of bounded length, without control characters. It is copied where it is part
 * of a longer one, which would stay in memory with it.
 */
function keptText(text: string, from: number, to: number, max: number): string {
  const kept = text.slice(from, Math.min(to, from + max));
  const isPart = kept.length < text.length;
  const own = isPart ? Buffer.from(kept).toString() : kept;
  return /\p{Cc}/u.test(own) ? own.replaceAll(/\p{Cc}/gu, '�') : own;
}

/** The path without its query string, which may hold business keys. */
function keptPath(url: string): string {
  const end = url.indexOf('?');
  return keptText(url, 0, end === -1 ? url.length : end, limits.recentPathCharacters);
}

function record(recorder: Recorder, caller: Caller, request: FastifyRequest, reply: FastifyReply): void {
  const operation = request.routeOptions.config.operation;
  if (operation !== undefined && !operations.isKept(operation)) return;
  const at = Date.now();
  const agent = request.headers['user-agent'] ?? '';
  const status = reply.raw.writableFinished ? reply.statusCode : hungUp;
  const isRefusal = status >= firstRefusal && status !== hungUp;
  recorder.record(caller.client, {
    id: recorder.ids.next(at),
    at,
    user: caller.user,
    userName: caller.name,
    operation: operation?.id ?? null,
    method: request.method,
    path: keptPath(request.url),
    userAgent: keptText(agent, 0, agent.length, limits.recentUserAgentCharacters),
    status,
    duration: Math.round(reply.elapsedTime * 1_000),
    errorCode: isRefusal ? ((reply.getHeader('error-code') as string | undefined) ?? null) : null,
    requestId: request.id,
  });
}

/**
 * A hook behind authentication, by which a request is recorded when it has been answered, or its caller has hung up. One
 * without a valid token is of no client, and is not recorded.
 */
export function requestRecording(recorder: Recorder) {
  return (request: FastifyRequest, reply: FastifyReply, done: () => void): void => {
    const { caller } = request;
    if (caller !== null) reply.raw.once('close', () => record(recorder, caller, request, reply));
    done();
  };
}

/** The parts of a stream as server-sent events. */
async function* eventTexts(parts: ReturnType<RequestStream>): AsyncGenerator<string> {
  for await (const { rows, ids, gap, reached } of parts) {
    const texts = rows.map((row, at) => eventText(ids[at] as string, 'request', JSON.stringify(row)));
    if (gap) texts.unshift(eventText(ids[0] ?? reached, 'gap', '{}'));
    yield texts.length === 0 ? heartbeatText(reached) : texts.join('');
  }
}

/** Recent requests, their stream and their summary. */
export function activityRoutes(app: FastifyInstance, services: Services): void {
  const { store, recorder, requestFeed, callers, streams } = services;

  operationRoute(app, operations.recentRequests, async (request, reply) => {
    const page = await recentRequestPage(store, recorder, callerOf(request), request.query);
    return sendPage(request, reply, page);
  });

  operationRoute(app, operations.recentRequestsStream, async (request, reply) => {
    const caller = callerOf(request);
    const renew = () => presentCaller(callers, request);
    const sent = { query: request.query, lastEventId: request.headers['last-event-id'] };
    const parts = openRequestStream({ store, recorder, requestFeed, renew }, caller, sent);
    return streams.send(caller, reply, (signal) => eventTexts(parts(signal)));
  });

  operationRoute(app, operations.requestSummary, (request) =>
    summarizeRequests(store, recorder, callerOf(request), request.query),
  );
}
