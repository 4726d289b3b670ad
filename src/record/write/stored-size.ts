/** How much of a database records take (docs/reference/limits.md#size-of-what-is-stored). */
import { limits } from '../../limits/limits.js';
import type { FieldValues } from '../fields.js';

/** Bytes of a record's fields as they are stored. */
export function storedBytes(fields: FieldValues): number {
  return Buffer.byteLength(JSON.stringify(fields));
}

/** A record that would be larger than one may be. */
export interface TooLarge {
  kind: 'too_large';
  bytes: number;
}

/** Says whether a record would be too large. One from earlier days, which is larger, may stay so or become smaller. */
export function tooLarge(fields: FieldValues, before?: FieldValues): TooLarge | undefined {
  const bytes = storedBytes(fields);
  if (bytes <= limits.recordBytes) return undefined;
  return before !== undefined && bytes <= storedBytes(before) ? undefined : { kind: 'too_large', bytes };
}

/** What one call may still store: a short number can be long when it is written out. */
export class Allowance {
  private left: number;

  /** @param sent bytes of the call's body */
  constructor(sent: number) {
    this.left = Math.max(limits.storedForEachSent * sent, limits.recordBytes);
  }

  /** Takes the room for some fields. Answers false, and takes nothing, where there is none. */
  take(fields: FieldValues): boolean {
    const bytes = storedBytes(fields);
    if (bytes > this.left) return false;
    this.left -= bytes;
    return true;
  }

  /** Gives back what fields have taken that are not stored after all. */
  giveBack(fields: FieldValues): void {
    this.left += storedBytes(fields);
  }

  /** The same, to be tried with. */
  copy(): Allowance {
    const copy = new Allowance(0);
    copy.left = this.left;
    return copy;
  }
}
