/** Which names stand in a picture that is zoomed out: as many as can be read without covering one another. */
import type { Place } from './place.js';
import type { RecordKey } from './record-ref.js';

export interface Named {
  key: RecordKey;
  at: Place;
  /** Pixels across. */
  size: number;
  name: string;
  /** Whose name goes before others'. */
  rank: number;
}

interface Box {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

const overlaps = (one: Box, other: Box) =>
  one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;

/** As multiples of a letter's height: the average width of letters, the height of a line, and the widest name. */
const letter = { width: 0.66, line: 1.25, widest: 10 };

function nameBox({ at, size, name }: Named, fontSize: number): Box {
  const length = name.length * letter.width * fontSize;
  const lines = Math.ceil(length / (letter.widest * fontSize));
  const half = Math.min(length, letter.widest * fontSize) / 2;
  const top = at.y + size / 2;
  return {
    left: at.x - half,
    right: at.x + half,
    top,
    bottom: top + (lines * letter.line + 0.3) * fontSize,
  };
}

const body = ({ at, size }: Named): Box => ({
  left: at.x - size / 2,
  right: at.x + size / 2,
  top: at.y - size / 2,
  bottom: at.y + size / 2,
});

/** The records whose names are shown at this size, in pixels of the picture. Those of rank 0 always are. */
export function readableNames(records: readonly Named[], fontSize: number): Set<RecordKey> {
  const bodies = records.map((record) => ({ key: record.key, box: body(record) }));
  const taken: Box[] = [];
  const shown = new Set<RecordKey>();
  for (const record of [...records].sort((one, other) => one.rank - other.rank)) {
    const box = nameBox(record, fontSize);
    const isFree =
      taken.every((other) => !overlaps(box, other)) &&
      bodies.every(({ key, box: other }) => key === record.key || !overlaps(box, other));
    if (!isFree && record.rank > 0) continue;
    taken.push(box);
    shown.add(record.key);
  }
  return shown;
}
