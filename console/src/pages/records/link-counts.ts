import { useQueries } from '@tanstack/react-query';
import { keys } from '../../data/keys.js';
import { useSession } from '../../session/session.js';
import { type End, filtersOf } from './linked-rows.js';
import type { RecordId } from './tell-records.js';

/** How many links a record has to records of each of some domains; `undefined` until all are known. */
export function useLinkCounts(
  { domain, id }: RecordId,
  end: End,
  others: readonly string[],
): ReadonlyMap<string, number> | undefined {
  const { client } = useSession();
  return useQueries({
    queries: others.map((other) => ({
      queryKey: [...keys.links(domain, id), 'count', end, other],
      queryFn: ({ signal }: { signal: AbortSignal }) =>
        client.links.count(
          {
            ...filtersOf({ domain, id }, end),
            ...(end === 'Parent' ? { childDomain: other } : { parentDomain: other }),
          },
          { signal },
        ),
    })),
    combine: (answers) =>
      answers.every(({ data }) => data !== undefined)
        ? new Map(answers.map(({ data = 0 }, at) => [others[at] ?? '', data]))
        : undefined,
  });
}

/** All of them together. */
export const sumOf = (counts: ReadonlyMap<string, number> | undefined): number | undefined =>
  counts && [...counts.values()].reduce((sum, count) => sum + count, 0);
