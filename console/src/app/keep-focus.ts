import type { FocusEvent } from 'react';

/** The attribute of what the library's focus trap gives the focus to. */
const first = 'data-autofocus';

/**
 * Leaves the focus where somebody has put it in a dialog. The library gives it to the first field by two timers, of which
 * the second may come after somebody has gone on, and would close a list of options before one is chosen in it.
 */
export function keepFocus({ currentTarget, target }: FocusEvent<HTMLElement>): void {
  if (target === currentTarget || !currentTarget.contains(target)) return;
  for (const element of currentTarget.querySelectorAll(`[${first}]`)) element.removeAttribute(first);
  target.setAttribute(first, 'true');
}
