import { useCallback, useEffect, useRef } from 'react';

/**
 * Many events, one answer to them: what it returns is called for each with milliseconds, and `act` is done so long after
 * the first. Those until then are in it; the next begins anew. Nothing is done once the page is gone.
 */
export function useGathering(act: () => void): (milliseconds: number) => void {
  const latest = useRef(act);
  latest.current = act;
  const due = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(
    () => () => {
      clearTimeout(due.current);
      due.current = undefined;
    },
    [],
  );
  return useCallback((milliseconds) => {
    due.current ??= setTimeout(() => {
      due.current = undefined;
      latest.current();
    }, milliseconds);
  }, []);
}
