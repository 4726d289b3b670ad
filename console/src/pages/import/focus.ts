import { type RefObject, useEffect, useRef } from 'react';

/**
 * Puts the focus where a view begins that takes another's place, when what had it went with the other. `isFirst`: the
 * page itself is opened, and knows where it goes.
 */
export function useFocusAtFirst<Element extends HTMLElement>(isFirst: boolean): RefObject<Element | null> {
  const beginning = useRef<Element>(null);
  const wanted = useRef(!isFirst);
  useEffect(() => {
    const isLost = document.activeElement === null || document.activeElement === document.body;
    if (wanted.current && isLost) beginning.current?.focus({ preventScroll: true });
    wanted.current = false;
  }, []);
  return beginning;
}
