/**
 * Between which stored keys those of certain values lie. A range may hold the keys of a few others too, where values
 * are long: whoever follows it looks at the value itself.
 */
import { limits } from '../limits/limits.js';
import { beginning, storedKey } from './canonical.js';

/** Keys from `from`, and below `before`. */
export interface KeyBounds {
  from?: string;
  before?: string;
}

/** Sorts behind a key and before every other that begins with it: keys have no NUL, so none goes on below it. */
const minCharacter = '\u0001';

/** As much of a canonical value as every key shows of one that long: the last character that has room may end short of it. */
const shown = (canonical: string) => beginning(canonical, limits.keyBytes - 3);

/** The first text behind all that begin with this one; `undefined` where all others come before it. */
export function behindAll(text: string): string | undefined {
  const characters = [...text];
  for (let last = characters.pop(); last !== undefined; last = characters.pop()) {
    const point = last.codePointAt(0) ?? 0;
    // Between these two there are only halves of characters.
    const next = point === 0xd7ff ? 0xe000 : point + 1;
    if (next <= 0x10ffff) return characters.join('') + String.fromCodePoint(next);
  }
  return undefined;
}

function below(before: string | undefined): KeyBounds {
  return before === undefined ? {} : { before };
}

/** The key of one canonical value. */
export function boundsOfValue(canonical: string): Required<KeyBounds> {
  const from = storedKey(canonical);
  return { from, before: from + minCharacter };
}

/** The keys of a canonical value and all above it. */
export function boundsFrom(canonical: string): KeyBounds {
  return { from: shown(canonical) };
}

/** The keys of a canonical value and all below it. */
export function boundsTo(canonical: string): KeyBounds {
  const visible = shown(canonical);
  return visible === canonical ? { before: canonical + minCharacter } : below(behindAll(visible));
}

/** The keys of the canonical values that begin so. */
export function boundsOfBeginning(canonical: string): KeyBounds {
  return { from: shown(canonical), ...below(behindAll(shown(canonical))) };
}
