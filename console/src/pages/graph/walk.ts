import type { Place } from './place.js';
import type { RecordKey } from './record-ref.js';

export type Direction = 'ArrowUp' | 'ArrowDown' | 'ArrowLeft' | 'ArrowRight';

const ahead: Record<Direction, Place> = {
  ArrowUp: { x: 0, y: -1 },
  ArrowDown: { x: 0, y: 1 },
  ArrowLeft: { x: -1, y: 0 },
  ArrowRight: { x: 1, y: 0 },
};

/** Of the neighbours, the one that lies most nearly in a direction; none where all lie the other way. */
export function towards(
  from: Place,
  direction: Direction,
  neighbours: { key: RecordKey; at: Place }[],
): RecordKey | undefined {
  const { x, y } = ahead[direction];
  const lying = neighbours.flatMap(({ key, at }) => {
    const distance = Math.hypot(at.x - from.x, at.y - from.y);
    const along = (at.x - from.x) * x + (at.y - from.y) * y;
    // Up to 75 degrees aside; what lies straight ahead goes before what is near.
    const straight = distance === 0 ? 0 : along / distance;
    return straight < 0.26 ? [] : [{ key, cost: distance * (2 - straight) ** 2 }];
  });
  return lying.sort((one, other) => one.cost - other.cost)[0]?.key;
}
