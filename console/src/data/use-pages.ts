import {
  type InfiniteData,
  type QueryKey,
  type UseInfiniteQueryResult,
  useInfiniteQuery,
} from '@tanstack/react-query';
import type { Page, Rows } from 'linkwright/client';

export type Paged<Row> = UseInfiniteQueryResult<InfiniteData<Page<Row>>>;

/** The rows of a query of the client, a page at a time. `read` makes the query that begins at a cursor. */
export function usePages<Row>(
  queryKey: QueryKey,
  read: (after: string | undefined, signal: AbortSignal) => Pick<Rows<Row>, 'page'>,
  { enabled = true }: { enabled?: boolean } = {},
): Paged<Row> {
  return useInfiniteQuery({
    queryKey,
    enabled,
    queryFn: ({ pageParam, signal }) => read(pageParam, signal).page(),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ after }) => after,
  });
}
