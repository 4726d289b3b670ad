/** How fast work goes, and how long the rest will take. */

export interface Pace {
  /** Milliseconds since it began. */
  elapsed: number;
  /** The share, from 0 to 1, of what was then left that has since been done. */
  share: number;
  /** Rows since then. */
  rows: number;
}

/** Rows per second. */
export function rateOf({ elapsed, rows }: Pace): number {
  return Math.round(rows / Math.max(elapsed / 1_000, 0.001));
}

/** The whole seconds that the rest takes at this pace; 0 before anything is done. */
export function secondsLeft({ elapsed, share }: Pace): number {
  return share === 0 ? 0 : Math.ceil((elapsed / 1_000 / share) * (1 - share));
}
