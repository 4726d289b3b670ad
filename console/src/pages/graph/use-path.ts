import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { keys } from '../../data/keys.js';
import { useDomains } from '../../data/metadata.js';
import { useSession } from '../../session/session.js';
import { findPath, type Looked, type PathAnswer } from './find-path.js';
import { limits } from './limits.js';
import { readLinks } from './read-links.js';
import { keyOf, type RecordRef } from './record-ref.js';

export interface PathSearch {
  answer: PathAnswer | undefined;
  error: Error | null;
  isSearching: boolean;
  /** What the search has looked at so far. */
  progress: Looked | undefined;
  stop(): void;
  search(): void;
}

/** Searches for a path as soon as it has both ends. */
export function usePath(from: RecordRef | undefined, to: RecordRef | undefined): PathSearch {
  const { client } = useSession();
  const queries = useQueryClient();
  const domains = useDomains().data;
  const [progress, setProgress] = useState<Looked>();
  const ends = from && to && { from, to };
  const queryKey = [...keys.paths, ends && keyOf(ends.from), ends && keyOf(ends.to)];
  const { data, error, isFetching, refetch } = useQuery({
    queryKey,
    enabled: ends !== undefined && domains !== undefined,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    queryFn: ({ signal }) => {
      if (ends === undefined) throw new Error('A path has two ends.');
      const linkable = new Set(domains?.filter(({ Linkable }) => Linkable).map(({ Name }) => Name));
      setProgress(undefined);
      return findPath({
        ...ends,
        limits: limits.path,
        onProgress: setProgress,
        neighboursOf: async (record) => {
          signal.throwIfAborted();
          const max = limits.path.linksOfOne;
          const { links, total } = await readLinks(
            client,
            record,
            { linkable: linkable.has(record.domain), max },
            signal,
          );
          return { links, cut: total > links.length };
        },
      });
    },
  });
  return useMemo(
    () => ({
      answer: data,
      error,
      isSearching: isFetching,
      progress,
      stop: () => queries.cancelQueries({ queryKey: keys.paths }),
      search: () => refetch(),
    }),
    [data, error, isFetching, progress, queries, refetch],
  );
}
