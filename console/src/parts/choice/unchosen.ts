/** What was typed into a box and is not chosen: it is settled before a form is sent, and no form is sent over it. */
import { type RefObject, useEffect, useRef } from 'react';
import { flushSync } from 'react-dom';

/** Whether a finger or a button is down. */
let isPressed = false;
addEventListener('pointerdown', () => setPressed(true), true);
addEventListener('pointerup', () => setPressed(false), true);
addEventListener('pointercancel', () => setPressed(false), true);
function setPressed(is: boolean): void {
  isPressed = is;
}

/**
 * Does what leaving a box does to the page once what was pressed to leave it has been let go: the page may change its
 * shape by it, and what was pressed would slide away from under the pointer.
 */
function onceLetGo(leave: () => void): void {
  if (isPressed) addEventListener('pointerup', () => setTimeout(leave), { capture: true, once: true });
  else leave();
}

interface Unchosen {
  /** Of the input: when it loses the focus. */
  onLeave(): void;
}

/**
 * Keeps the form of a box from being sent while something stands in it that is not chosen; the focus goes there.
 *
 * @param settle chooses what was typed, where that is beyond doubt, and answers whether nothing is left unchosen
 */
export function useUnchosen(
  input: RefObject<HTMLInputElement | null>,
  isUnchosen: boolean,
  settle: () => boolean,
): Unchosen {
  const latest = useRef(settle);
  useEffect(() => {
    latest.current = settle;
  });
  useEffect(() => {
    const form = input.current?.form;
    if (!isUnchosen || !form) return;
    const refuse = (event: Event) => {
      // At once, so that the form's own handlers know of it.
      if (flushSync(() => latest.current())) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      input.current?.focus();
    };
    form.addEventListener('submit', refuse, { capture: true });
    return () => form.removeEventListener('submit', refuse, { capture: true });
  }, [input, isUnchosen]);
  return {
    onLeave: () =>
      onceLetGo(() => {
        if (document.activeElement !== input.current) latest.current();
      }),
  };
}
