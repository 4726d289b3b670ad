/** What is kept of a request once it has ended (docs/reference/recent-requests.md). */
import type { Operation } from '../contract/operation.js';
import { isAdministrative, isKept } from '../contract/operations/activity.js';
import type { Caller } from '../contract/permissions.js';
import { limits } from '../limits/limits.js';
import type { Recorder } from './recorder.js';

export interface EndedRequest {
  /** The operation that it was for; none, where the path is none of ours. */
  operation: Operation | undefined;
  method: string;
  /** Its path, with the query string. */
  url: string;
  userAgent: string;
  /** None, where the caller hung up before it was answered. */
  answer: { status: number; errorCode: string | null } | undefined;
  /** Microseconds. */
  duration: number;
  requestId: string;
}

/** What stands for the status where the caller hung up, as nginx has it. */
const hungUp = 499;

/**
 * A text from outside as it is kept: of bounded length, without control characters and halves of characters. It is copied where it is part
 * of a longer one, which would stay in memory with it.
 */
function keptText(text: string, from: number, to: number, max: number): string {
  const kept = text.slice(from, Math.min(to, from + max));
  const isPart = kept.length < text.length;
  const own = isPart ? Buffer.from(kept).toString() : kept;
  return /[\p{Cc}\p{Cs}]/u.test(own) ? own.replaceAll(/[\p{Cc}\p{Cs}]/gu, '�') : own;
}

/** The path without its query string, which may hold business keys. */
function keptPath(url: string): string {
  const end = url.indexOf('?');
  return keptText(url, 0, end === -1 ? url.length : end, limits.recentPathCharacters);
}

/** Records a request of the caller's that ends now, if those of its operation are kept. */
export function recordEnded(
  recorder: Recorder,
  caller: Pick<Caller, 'client' | 'user' | 'name'>,
  { operation, method, url, userAgent, answer, duration, requestId }: EndedRequest,
): void {
  if (operation !== undefined && !isKept(operation)) return;
  const at = Date.now();
  const request = {
    id: recorder.ids.next(at),
    at,
    user: caller.user,
    userName: caller.name,
    operation: operation?.id ?? null,
    method,
    path: keptPath(url),
    userAgent: keptText(userAgent, 0, userAgent.length, limits.recentUserAgentCharacters),
    status: answer?.status ?? hungUp,
    duration,
    errorCode: answer?.errorCode ?? null,
    requestId,
  };
  recorder.record(caller.client, request, operation !== undefined && isAdministrative(operation));
}
