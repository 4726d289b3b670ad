/** The latest requests, a page at a time (docs/reference/recent-requests.md#whose-and-how-many). */
import { given, givenNumber } from '../contract/given.js';
import type { Caller } from '../contract/permissions.js';
import { RecentRequestParameters, type RecentRequestRow } from '../contract/recent-request.js';
import { validate } from '../contract/validate.js';
import { limits } from '../limits/limits.js';
import type { StoreQueries } from '../store/store.js';
import { readRequestFilter, rowOf, scopeOf } from './filter.js';
import type { Recorder } from './recorder.js';
import { oldestKept } from './retention.js';

/** A page of requests, newest first, and the cursor of the next one where there is one. @throws Refusal */
export async function recentRequestPage(
  queries: StoreQueries,
  recorder: Recorder,
  caller: Caller,
  sent: unknown,
): Promise<{ rows: RecentRequestRow[]; next: string | undefined }> {
  const parameters = validate(RecentRequestParameters, sent);
  const filter = readRequestFilter(parameters);
  const size = givenNumber(parameters.limit, limits.recentRequests);
  const below = given(parameters.after);
  await recorder.settle(caller.client);
  const found = await queries.requestPage({
    ...scopeOf(caller),
    ...filter,
    above: oldestKept(),
    ...(below === undefined ? {} : { below }),
    limit: size + 1,
  });
  const requests = found.slice(0, size);
  return { rows: requests.map(rowOf), next: found.length > size ? requests.at(-1)?.id : undefined };
}
