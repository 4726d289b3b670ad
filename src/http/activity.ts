import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type EndedRequest, recordEnded } from '../activity/ended-request.js';
import { recentRequestPage } from '../activity/query.js';
import type { Recorder } from '../activity/recorder.js';
import { openRequestStream, type RequestStream } from '../activity/request-stream.js';
import { summarizeRequests } from '../activity/summary.js';
import * as operations from '../contract/operations/activity.js';
import type { Caller } from '../contract/permissions.js';
import { callerOf, presentCaller } from './authenticate.js';
import { eventText, heartbeatText } from './event-streams.js';
import { operationRoute } from './operation-route.js';
import { sendPage } from './page.js';
import type { Services } from './services.js';

/** Statuses from here on are refusals, which carry a code. */
const firstRefusal = 400;

/** The status of the answer; none, where the caller hung up before. */
function answerOf(reply: FastifyReply): EndedRequest['answer'] {
  if (!reply.raw.writableFinished) return undefined;
  const { statusCode: status } = reply;
  const code = status < firstRefusal ? undefined : reply.getHeader('error-code');
  return { status, errorCode: code === undefined ? null : String(code) };
}

function record(recorder: Recorder, caller: Caller, request: FastifyRequest, reply: FastifyReply): void {
  recordEnded(recorder, caller, {
    operation: request.routeOptions.config.operation,
    method: request.method,
    url: request.url,
    userAgent: request.headers['user-agent'] ?? '',
    answer: answerOf(reply),
    duration: Math.round(reply.elapsedTime * 1_000),
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
