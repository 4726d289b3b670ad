import { type QueryKey, type UseQueryResult, useQuery } from '@tanstack/react-query';
import type { Rows } from 'linkwright/client';

/** The most rows that are read: so many can be searched in the browser, and a server is not asked for more. */
export const maxRows = 5_000;

/** All rows of a query, to be searched in the browser: up to `maxRows` of them. */
export function useAll<Row>(
  queryKey: QueryKey,
  read: (signal: AbortSignal) => Rows<Row>,
): UseQueryResult<Row[]> {
  return useQuery({
    queryKey,
    queryFn: async ({ signal }) => {
      const all: Row[] = [];
      for await (const { rows } of read(signal).pages()) {
        all.push(...rows);
        if (all.length >= maxRows) break;
      }
      return all.slice(0, maxRows);
    },
  });
}
