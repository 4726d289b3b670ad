/** Draws records that are linked nearer to each other and pushes the others apart, as springs and charges would. */
import type { RecordKey } from './record-ref.js';

/** A point of the picture. */
export interface Place {
  x: number;
  y: number;
}

/** Cells between two records that are linked. */
const ideal = 1.7;

/** Cells between any two, at least. */
const apart = 1.05;

/** How much nearer together all are drawn once they are in order. */
const closer = 0.68;

/** Cells from which on two leave each other alone. */
const far = 9;

/** Parts that are not linked must not drift apart, and a picture is wider than it is high. */
const inward = { x: 0.07, y: 0.13 };

/** Pairs that are looked at in all: some hundredths of a second. More records are moved fewer times. */
const work = 6_000_000;
const rounds = { min: 20, max: 260 };

interface Springs {
  /** Where the records stand now; those that are to move are changed. */
  places: Map<RecordKey, Place>;
  links: [RecordKey, RecordKey][];
  /** Which of them may move. */
  movable: ReadonlySet<RecordKey>;
}

/** How many times so many records can be moved without anybody waiting for it; 0 where too few times to be of use. */
export function roundsFor(records: number): number {
  const count = Math.min(rounds.max, Math.floor(work / records ** 2));
  return count < rounds.min ? 0 : count;
}

/** Moves records in `places` until they lie well, the same way each time. */
export function relax({ places, links, movable }: Springs): void {
  const keys = [...places.keys()];
  const at = keys.map((key) => places.get(key) ?? { x: 0, y: 0 });
  const xs = Float64Array.from(at, ({ x }) => x);
  const ys = Float64Array.from(at, ({ y }) => y);
  const moves = keys.map((key) => movable.has(key));
  const indexes = new Map(keys.map((key, index) => [key, index]));
  const springs = links.flatMap(([one, other]) => {
    const [from, to] = [indexes.get(one), indexes.get(other)];
    return from === undefined || to === undefined || from === to ? [] : [[from, to] as const];
  });
  const count = roundsFor(keys.length);
  const forceX = new Float64Array(keys.length);
  const forceY = new Float64Array(keys.length);
  const push = (one: number, other: number, strength: (distance: number) => number) => {
    // Two on the same spot are parted along a line of their own.
    const dx = (xs[one] ?? 0) - (xs[other] ?? 0) || 0.01 * (1 + one - other);
    const dy = (ys[one] ?? 0) - (ys[other] ?? 0) || 0.01;
    const distance = Math.hypot(dx, dy);
    const force = strength(distance) / distance;
    forceX[one] = (forceX[one] ?? 0) + dx * force;
    forceY[one] = (forceY[one] ?? 0) + dy * force;
    forceX[other] = (forceX[other] ?? 0) - dx * force;
    forceY[other] = (forceY[other] ?? 0) - dy * force;
  };
  const pairs = (strength: (distance: number) => number) => {
    for (let one = 0; one < keys.length; one++) {
      for (let other = one + 1; other < keys.length; other++) {
        if (moves[one] || moves[other]) push(one, other, strength);
      }
    }
  };
  const move = (max: number) => {
    for (let index = 0; index < keys.length; index++) {
      const [x = 0, y = 0] = [forceX[index], forceY[index]];
      const length = Math.hypot(x, y);
      if (!moves[index] || length === 0) continue;
      const step = Math.min(length, max) / length;
      xs[index] = (xs[index] ?? 0) + x * step;
      ys[index] = (ys[index] ?? 0) + y * step;
    }
    forceX.fill(0);
    forceY.fill(0);
  };

  for (let round = 0; round < count; round++) {
    pairs((distance) => (distance < far ? (0.55 * ideal ** 2) / distance : 0));
    for (const [from, to] of springs) push(from, to, (distance) => -(distance ** 2) / ideal);
    for (let index = 0; index < keys.length; index++) {
      forceX[index] = (forceX[index] ?? 0) - inward.x * (xs[index] ?? 0);
      forceY[index] = (forceY[index] ?? 0) - inward.y * (ys[index] ?? 0);
    }
    move(1.2 * (1 - round / count) + 0.02);
  }
  // What is far apart for the sake of order alone is drawn together; in the end no two may cover each other.
  for (let index = 0; index < keys.length; index++) {
    if (!moves[index] || movable.size < keys.length) continue;
    xs[index] = closer * (xs[index] ?? 0);
    ys[index] = closer * (ys[index] ?? 0);
  }
  for (let round = 0; round < Math.min(count, 60); round++) {
    pairs((distance) => (distance < apart ? (apart - distance) / 2 : 0));
    move(apart);
  }
  for (const [index, key] of keys.entries()) {
    if (moves[index]) places.set(key, { x: xs[index] ?? 0, y: ys[index] ?? 0 });
  }
}
