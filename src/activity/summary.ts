/** What became of the requests of the last minutes, all together (docs/reference/recent-requests.md#summary). */
import { givenNumber } from '../contract/given.js';
import type { Caller } from '../contract/permissions.js';
import {
  type RequestMinute,
  type RequestSummary,
  RequestSummaryParameters,
} from '../contract/recent-request.js';
import { validate } from '../contract/validate.js';
import { minuteOf, type StoreQueries, startOfMinute } from '../store/store.js';
import { milliseconds, scopeOf } from './filter.js';
import type { Recorder } from './recorder.js';

const defaultMinutes = 60;

/** A row for each step of minutes in which there were requests, in order of time. */
function minuteRows(
  counts: { minute: number; statusClass: number; count: number }[],
  step: number,
): RequestMinute[] {
  const rows = new Map<number, RequestMinute>();
  for (const { minute, statusClass, count } of counts.sort((one, other) => one.minute - other.minute)) {
    const start = minute - (minute % step);
    const time = new Date(startOfMinute(start)).toISOString();
    const row = rows.get(start) ?? { Time: time, '2xx': 0, '3xx': 0, '4xx': 0, '5xx': 0 };
    row[`${statusClass as 2 | 3 | 4 | 5}xx`] += count;
    rows.set(start, row);
  }
  return [...rows.values()];
}

/**
 * A summary of whole minutes, the present one being the last. Times are by nearest rank: a time that a request
 * really took.
 *
 * @throws Refusal
 */
export async function summarizeRequests(
  queries: StoreQueries,
  recorder: Recorder,
  caller: Caller,
  sent: unknown,
): Promise<RequestSummary> {
  const { minutes, step } = validate(RequestSummaryParameters, sent);
  const count = givenNumber(minutes, defaultMinutes);
  await recorder.settle(caller.client);
  const last = minuteOf(Date.now());
  const first = last - count + 1;
  const scope = { ...scopeOf(caller), from: first, through: last };
  const [counts, times, errors] = await Promise.all([
    queries.requestCounts(scope),
    queries.requestTimes(scope),
    queries.requestErrors(scope),
  ]);
  return {
    From: new Date(startOfMinute(first)).toISOString(),
    Count: counts.reduce((sum, each) => sum + each.count, 0),
    Minutes: minuteRows(counts, givenNumber(step, 1)),
    Operations: times
      .sort((one, other) => other.percentile95 - one.percentile95)
      .map(({ operation, ...each }) => ({
        Operation: operation,
        Count: each.count,
        MedianMs: milliseconds(each.median),
        P95Ms: milliseconds(each.percentile95),
        MaxMs: milliseconds(each.longest),
      })),
    Errors: errors
      .sort((one, other) => other.count - one.count)
      .map(({ errorCode, count: times }) => ({ ErrorCode: errorCode, Count: times })),
  };
}
