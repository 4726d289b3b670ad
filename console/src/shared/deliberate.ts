/**
 * Presses that are meant for what they take away. Once a row is gone the next slides under the pointer, and the second
 * click of a double click, or a second tap, would take that one too.
 */
import type { MouseEvent } from 'react';

/** Milliseconds after a row is gone within which a press at its place is still meant for it: a slow double click. */
const settling = 500;

/** Pixels by which a hand moves between two clicks. */
const nearby = 12;

interface Press {
  x: number;
  y: number;
  /** Until when the list is not yet as it will be. */
  until: number;
}

let last: Press | undefined;

const isNear = ({ x, y }: Press, { clientX, clientY }: { clientX: number; clientY: number }) =>
  Math.hypot(clientX - x, clientY - y) <= nearby;

function isMeant(event: MouseEvent): boolean {
  const { detail, timeStamp } = event;
  // By a key, which is pressed where the focus is.
  if (detail === 0) return true;
  if (detail > 1) return false;
  if (last === undefined || timeStamp > last.until) return true;
  return !isNear(last, event);
}

/**
 * A handler of clicks that takes something away, for the first of several clicks at one place alone.
 *
 * @param act may answer a promise: the list is settled a moment after it
 */
export function deliberately(act: (event: MouseEvent<Element>) => unknown): (event: MouseEvent) => void {
  return (event) => {
    if (!isMeant(event)) return event.preventDefault();
    const press = { x: event.clientX, y: event.clientY, until: Number.POSITIVE_INFINITY };
    if (event.detail > 0) last = press;
    const settle = () => {
      press.until = performance.now() + settling;
    };
    Promise.resolve(act(event)).then(settle, settle);
  };
}

let isPressed = false;

/** Runs at once, or, while something is pressed, once that is over: what is pressed must not move under the pointer. */
export function afterPress(act: () => void): void {
  if (!isPressed) {
    act();
    return;
  }
  const released = new AbortController();
  const release = () => {
    released.abort();
    // The click comes first.
    setTimeout(act);
  };
  for (const type of ['pointerup', 'pointercancel'] as const)
    document.addEventListener(type, release, { signal: released.signal });
}

const pressable = 'button, a, summary, [role="button"]';

/**
 * Looks at what is pressed on the page. Whoever has pressed elsewhere since has seen what there is now. A button is
 * pressed once by an Enter that is held down: the next press would be for what comes in its place.
 */
export function watchPresses(): void {
  document.addEventListener(
    'pointerdown',
    (event) => {
      isPressed = true;
      if (last !== undefined && !isNear(last, event)) last = undefined;
    },
    { capture: true },
  );
  for (const type of ['pointerup', 'pointercancel'] as const) {
    document.addEventListener(
      type,
      () => {
        isPressed = false;
      },
      { capture: true },
    );
  }
  document.addEventListener(
    'keydown',
    (event) => {
      const isHeld = event.key === 'Enter' && event.repeat;
      if (isHeld && event.target instanceof Element && event.target.closest(pressable) !== null) {
        event.preventDefault();
      }
    },
    { capture: true },
  );
}
