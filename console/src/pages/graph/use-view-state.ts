import { useCallback, useMemo, useRef } from 'react';
import { useSearchParams } from 'react-router';
import type { RecordRef } from './record-ref.js';
import { readViewState, type ViewState, writeViewState } from './view-state.js';

export type ChangeView = (change: (state: ViewState) => ViewState) => void;

/** What is shown, kept in the address. */
export function useViewState(start: RecordRef): [ViewState, ChangeView] {
  const [query, setQuery] = useSearchParams();
  const text = query.toString();
  const { domain, id } = start;
  const state = useMemo(() => readViewState({ domain, id }, new URLSearchParams(text)), [domain, id, text]);
  const latest = useRef(state);
  latest.current = state;
  const change = useCallback<ChangeView>(
    (next) => {
      latest.current = next(latest.current);
      setQuery(writeViewState({ domain, id }, latest.current), { replace: true, preventScrollReset: true });
    },
    [setQuery, domain, id],
  );
  return [state, change];
}
