/** How fast work goes, and how long it will take. */

export interface Pace {
  /** Milliseconds since it began. */
  elapsed: number;
  /** The share that was done since then, of what was left then: from 0 to 1. */
  share: number;
  /** Rows since then. */
  rows: number;
}

/** Rows in a second. */
export function rateOf({ elapsed, rows }: Pace): number {
  return Math.round(rows / Math.max(elapsed / 1_000, 0.001));
}

/** Whole seconds, if it goes on so; 0 before anything is done. */
export function secondsLeft({ elapsed, share }: Pace): number {
  return share === 0 ? 0 : Math.ceil((elapsed / 1_000 / share) * (1 - share));
}
