import { type GraphLink, keyOf, otherEnd, type RecordKey, type RecordRef } from './record-ref.js';

/** Links of a record; `cut` where it has more than were read. */
interface Neighbours {
  links: GraphLink[];
  cut: boolean;
}

/** What a search has looked at: its answer holds only for that. */
export interface Looked {
  /** Records whose links were read. */
  asked: number;
  /** Records that were found, including the two ends. */
  seen: number;
  /** Records whose links were read only in part. */
  cut: RecordRef[];
}

/** One link of a path, in the direction in which it is walked. */
export interface PathStep {
  from: RecordRef;
  to: RecordRef;
  link: GraphLink;
}

export type PathAnswer = { looked: Looked } & (
  | { outcome: 'found'; steps: PathStep[] }
  /** Everything that one of the ends is linked with was looked at. */
  | { outcome: 'none' }
  | { outcome: 'gaveUp'; limit: 'asked' | 'hops' }
);

interface Search {
  from: RecordRef;
  to: RecordRef;
  neighboursOf(record: RecordRef): Promise<Neighbours>;
  limits: { asked: number; hops: number; atOnce: number };
  onProgress?(looked: Looked): void;
}

/** What has been reached from one end: each record with the step by which it was. */
interface Reached {
  by: Map<RecordKey, { before: RecordRef; link: GraphLink } | undefined>;
  /** Those that were reached last. */
  rim: RecordRef[];
  hops: number;
}

function reachedFrom(end: RecordRef): Reached {
  return { by: new Map([[keyOf(end), undefined]]), rim: [end], hops: 0 };
}

/** The steps from the end of a side to a record that it has reached. */
function stepsTo(record: RecordRef, side: Reached): PathStep[] {
  const steps: PathStep[] = [];
  let to = record;
  for (let by = side.by.get(keyOf(to)); by !== undefined; by = side.by.get(keyOf(to))) {
    steps.unshift({ from: by.before, to, link: by.link });
    to = by.before;
  }
  return steps;
}

const turned = ({ from, to, link }: PathStep): PathStep => ({ from: to, to: from, link });

/**
 * A shortest path between two records: a breadth-first search from both ends, which each time goes on where fewer
 * records wait. The first record that both have reached lies on a shortest path, as whole rings are reached in turn:
 * one that is nearer would have been met a ring earlier.
 *
 * Rejects as `neighboursOf` does.
 */
export async function findPath({ from, to, neighboursOf, limits, onProgress }: Search): Promise<PathAnswer> {
  const start = reachedFrom(from);
  const goal = reachedFrom(to);
  const looked: Looked = { asked: 0, seen: 2, cut: [] };
  if (keyOf(from) === keyOf(to)) return { outcome: 'found', steps: [], looked: { ...looked, seen: 1 } };

  while (start.rim.length > 0 && goal.rim.length > 0) {
    if (start.hops + goal.hops >= limits.hops) return { outcome: 'gaveUp', limit: 'hops', looked };
    const [side, other] = start.rim.length <= goal.rim.length ? [start, goal] : [goal, start];
    const rim = side.rim;
    side.rim = [];
    side.hops += 1;
    for (let at = 0; at < rim.length; ) {
      const together = rim.slice(at, at + Math.min(limits.atOnce, limits.asked - looked.asked));
      if (together.length === 0) return { outcome: 'gaveUp', limit: 'asked', looked };
      at += together.length;
      const answers = await Promise.all(
        together.map(async (record) => ({ record, ...(await neighboursOf(record)) })),
      );
      looked.asked += together.length;
      for (const { record, links, cut } of answers) {
        if (cut) looked.cut.push(record);
        for (const link of links) {
          const next = otherEnd(link, keyOf(record));
          const key = keyOf(next);
          if (side.by.has(key)) continue;
          side.by.set(key, { before: record, link });
          if (other.by.has(key)) {
            const steps = [...stepsTo(next, start), ...stepsTo(next, goal).map(turned).reverse()];
            return { outcome: 'found', steps, looked };
          }
          looked.seen += 1;
          side.rim.push(next);
        }
      }
      onProgress?.({ ...looked });
    }
  }
  return { outcome: 'none', looked };
}
