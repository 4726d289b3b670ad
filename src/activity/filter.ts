/** Which requests a caller asks for, and which of them it may see. */
import { invalidRequest } from '../contract/errors.js';
import { operations } from '../contract/operations/index.js';
import type { Caller } from '../contract/permissions.js';
import type { RecentRequestRow, RecentRequestStreamParameters } from '../contract/recent-request.js';
import type { NamedRequest, RequestPage } from '../store/store.js';
import { hint } from '../text/nearest.js';
import { quoted } from '../text/quoted.js';

export type RequestFilter = Pick<RequestPage, 'operation' | 'statuses'>;

/** @throws Refusal `invalid_request` for an operation that there is not */
export function readRequestFilter({ operation, status }: RecentRequestStreamParameters): RequestFilter {
  const filter: RequestFilter = {};
  const known = operations.map(({ id }) => id);
  if (operation !== undefined) {
    if (!known.includes(operation)) {
      throw invalidRequest(
        `operation must be an operation's id, such as upsertLink; ${quoted(operation)} was given.${hint(operation, known)}`,
        '/operation',
      );
    }
    filter.operation = operation;
  }
  const digits = status?.toLowerCase();
  if (digits !== undefined) {
    filter.statuses = [Number(digits.replaceAll('x', '0')), Number(digits.replaceAll('x', '9'))];
  }
  return filter;
}

/** Whose requests the caller sees: all of its client, or its own alone. */
export function scopeOf({ client, user, administrator }: Caller): { client: number; user?: number } {
  return administrator ? { client } : { client, user };
}

/** Whether a request fits and may be seen: what `requestPage` asks of the store, asked of one at hand. */
export function fits(request: NamedRequest, { operation, statuses }: RequestFilter, caller: Caller): boolean {
  return (
    (caller.administrator || request.user === caller.user) &&
    (operation === undefined || request.operation === operation) &&
    (statuses === undefined || (request.status >= statuses[0] && request.status <= statuses[1]))
  );
}

export const milliseconds = (microseconds: number) => microseconds / 1_000;

export function rowOf(request: NamedRequest): RecentRequestRow {
  return {
    Time: new Date(request.at).toISOString(),
    Status: request.status,
    UserAgent: request.userAgent,
    Method: request.method,
    Path: request.path,
    DurationMs: milliseconds(request.duration),
    ErrorCode: request.errorCode,
    RequestID: request.requestId,
    User: request.userName,
    Operation: request.operation,
  };
}
