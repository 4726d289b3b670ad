import { type UseQueryResult, useQueries } from '@tanstack/react-query';
import { useMemo, useRef } from 'react';
import { keys } from '../../data/keys.js';
import { useDomains } from '../../data/metadata.js';
import { useSession } from '../../session/session.js';
import { limits } from './limits.js';
import { type LinksOfRecord, readLinks, readLinksBetween } from './read-links.js';
import { type GraphLink, keyOf, type RecordKey, type RecordRef } from './record-ref.js';
import { type ShownGraph, shownGraph } from './shown-graph.js';
import type { ViewState } from './view-state.js';

/** What is known of the links of a record that was expanded. */
export interface Expansion extends Partial<LinksOfRecord> {
  record: RecordRef;
  /** How many were asked for. */
  max: number;
  loading: boolean;
  error: Error | null;
  retry(): void;
}

interface GraphData {
  /** Whether the first answers are there. */
  isReady: boolean;
  graph: ShownGraph;
  expansions: Map<RecordKey, Expansion>;
  /** Links of the path that are gone since it was found. */
  brokenPath: boolean;
}

/**
 * What is shown, and how much of it there is. Every record that is expanded has its links kept new under `keys.links`, so
 * that what others change comes by itself.
 */
export function useShownGraph(start: RecordRef, state: ViewState, path: readonly GraphLink[]): GraphData {
  const { client } = useSession();
  const domains = useDomains().data;
  const linkable = useMemo(
    () => new Set(domains?.filter(({ Linkable }) => Linkable).map(({ Name }) => Name)),
    [domains],
  );
  const answers = useQueries({
    queries: state.expanded.map(({ record, max }) => ({
      queryKey: [...keys.links(record.domain, record.id), 'graph', max],
      queryFn: ({ signal }: { signal: AbortSignal }) =>
        readLinks(client, record, { linkable: linkable.has(record.domain), max }, signal),
      enabled: domains !== undefined,
    })),
    combine: combineAnswers,
  });
  const between = useQueries({
    queries: path.map(({ parent, child }) => ({
      queryKey: [...keys.links(parent.domain, parent.id), 'between', keyOf(child)],
      queryFn: ({ signal }: { signal: AbortSignal }) => readLinksBetween(client, { parent, child }, signal),
    })),
    combine: combineBetween,
  });

  const expansions = useExpansions(state.expanded, answers);

  // An address that names many is shown at once, not in the order in which the answers happen to come.
  const wasReady = useRef(false);
  const isReady = wasReady.current || [...expansions.values()].every(({ loading }) => !loading);
  wasReady.current = isReady;
  const pinned = useMemo(() => path.flatMap((link, at) => between[at] ?? [link]), [path, between]);
  const { domain, id } = start;
  const graph = useMemo(
    () =>
      shownGraph(
        {
          start: { domain, id },
          expanded: isReady
            ? [...expansions.values()].map(({ record, links = [] }) => ({ record, links }))
            : [],
          pinned,
        },
        {
          hidden: state.hidden,
          domains: state.withoutDomains,
          relationships: state.withoutRelationships,
        },
        limits,
      ),
    [domain, id, state, expansions, isReady, pinned],
  );
  return {
    isReady,
    graph,
    expansions,
    brokenPath: path.some(({ id }, at) => between[at]?.every((link) => link.id !== id) === true),
  };
}

type Answer = Pick<UseQueryResult<LinksOfRecord>, 'data' | 'error' | 'refetch'>;

const combineAnswers = (results: UseQueryResult<LinksOfRecord>[]): Answer[] =>
  results.map(({ data, error, refetch }) => ({ data, error, refetch }));

const combineBetween = (results: { data: GraphLink[] | undefined }[]) => results.map(({ data }) => data);

/** What was loaded of a record stays until more of it is there. */
function useExpansions(
  expanded: ViewState['expanded'],
  answers: readonly Answer[],
): Map<RecordKey, Expansion> {
  const before = useRef(new Map<RecordKey, LinksOfRecord>());
  return useMemo(() => {
    const all = new Map<RecordKey, Expansion>();
    for (const [at, { record, max }] of expanded.entries()) {
      const key = keyOf(record);
      const { data, error = null, refetch } = answers[at] ?? {};
      if (data !== undefined) before.current.set(key, data);
      all.set(key, {
        record,
        max,
        ...before.current.get(key),
        loading: data === undefined && error === null,
        error,
        retry: () => refetch?.(),
      });
    }
    return all;
  }, [answers, expanded]);
}
