/** What can be done with a record that is shown. */
import { useCallback } from 'react';
import { limits } from './limits.js';
import { keyOf, type RecordKey, type RecordRef, refOf } from './record-ref.js';
import type { ShownGraph } from './shown-graph.js';
import type { Expansion } from './use-shown-graph.js';
import type { ChangeView } from './use-view-state.js';
import { withExpanded, withHidden, withoutExpanded } from './view-state.js';

export interface RecordActions {
  /** Shows what a record is linked with, or, where that is done already, more of it. */
  expand(key: RecordKey): void;
  collapse(key: RecordKey): void;
  hide(key: RecordKey): void;
}

interface Given {
  start: RecordRef;
  change: ChangeView;
  shown: ShownGraph;
  expansions: ReadonlyMap<RecordKey, Expansion>;
}

export function useRecordActions({ start, change, shown, expansions }: Given): RecordActions {
  const expand = useCallback(
    (key: RecordKey) => {
      const record = refOf(key);
      if (record === undefined) return;
      const { max = 0, links = [], total = 0, loading = false } = expansions.get(key) ?? {};
      // A second Enter does not ask again for what is there already, nor for what has no room.
      const isFull = max > 0 && shown.leftOut > 0;
      if (loading || isFull || (max > 0 && links.length >= total)) return;
      change((before) => withExpanded(before, record, Math.min(max + limits.step, limits.links)));
    },
    [change, expansions, shown.leftOut],
  );
  const collapse = useCallback(
    (key: RecordKey) => {
      const record = refOf(key);
      if (record !== undefined && key !== keyOf(start)) change((before) => withoutExpanded(before, record));
    },
    [change, start],
  );
  const hide = useCallback(
    (key: RecordKey) => {
      const record = refOf(key);
      if (record !== undefined && key !== keyOf(start)) change((before) => withHidden(before, record));
    },
    [change, start],
  );
  return { expand, collapse, hide };
}
