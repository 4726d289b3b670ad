/** All that the page knows and can do, for its pieces. */
import { useMemo, useState } from 'react';
import { useDomains } from '../../data/metadata.js';
import { graph as text } from '../../shared/text/graph.js';
import { type Look, looksOf } from './looks.js';
import { keyOf, type RecordKey, type RecordRef } from './record-ref.js';
import type { ShownGraph } from './shown-graph.js';
import { type NameOf, useNames } from './use-names.js';
import { type PathSearch, usePath } from './use-path.js';
import { type RecordActions, useRecordActions } from './use-record-actions.js';
import { type Expansion, useShownGraph } from './use-shown-graph.js';
import { type ChangeView, useViewState } from './use-view-state.js';
import type { ViewState } from './view-state.js';

export interface Graph extends RecordActions {
  start: RecordRef;
  /** Whether what the address names has been loaded. */
  isReady: boolean;
  state: ViewState;
  change: ChangeView;
  shown: ShownGraph;
  expansions: ReadonlyMap<RecordKey, Expansion>;
  path: PathSearch;
  /** What is lit up. */
  lit: { records: RecordKey[]; links: number[] };
  isPathBroken: boolean;
  looks: ReadonlyMap<string, Look>;
  nameOf: NameOf;
  /** The record that is looked at. */
  chosen: RecordKey | undefined;
  choose(key: RecordKey | undefined): void;
}

const none: never[] = [];

export function useGraph(start: RecordRef): Graph {
  const [state, change] = useViewState(start);
  const path = usePath(state.from, state.to);
  const steps = path.answer?.outcome === 'found' ? path.answer.steps : none;
  const cut = path.answer?.looked.cut ?? none;
  const pathLinks = useMemo(() => steps.map(({ link }) => link), [steps]);
  const lit = useMemo(() => {
    const records = steps.flatMap(({ from, to }) => [keyOf(from), keyOf(to)]);
    return { records: [...new Set(records)], links: steps.map(({ link }) => link.id) };
  }, [steps]);
  const { isReady, graph: shown, expansions, brokenPath } = useShownGraph(start, state, pathLinks);

  const { from, to } = state;
  const named = useMemo(
    () => [
      ...[...shown.nodes.values()].map(({ record }) => record),
      ...[from, to].flatMap((end) => end ?? []),
      ...steps.map((step) => step.to),
      ...cut,
    ],
    [shown, from, to, steps, cut],
  );
  const nameOf = useNames(named);
  const domains = useDomains().data;
  const looks = useMemo(() => looksOf(domains ?? []), [domains]);

  const [wanted, choose] = useState<RecordKey | undefined>(() => keyOf(start));
  const chosen = wanted !== undefined && shown.nodes.has(wanted) ? wanted : undefined;

  const actions = useRecordActions({ start, change, shown, expansions });
  return {
    start,
    isReady,
    state,
    change,
    shown,
    expansions,
    path,
    lit,
    isPathBroken: brokenPath,
    looks,
    nameOf,
    chosen,
    choose,
    ...actions,
  };
}

/** The words on a link. */
export const relationshipOf = (relationship: string | null) => relationship ?? '';

/** A link, told from one of its ends: `Claimant on CLM-1`. */
export function toldFrom(
  end: RecordKey,
  link: ShownGraph['links'][number],
  nameOf: NameOf,
): { other: RecordRef; words: string } {
  const isChild = keyOf(link.child) === end;
  const other = isChild ? link.parent : link.child;
  return { other, words: (isChild ? text.asChild : text.asParent)(link.relationship, nameOf(other)) };
}
