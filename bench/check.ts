/** Compares a database with what the workload must have left in it. */
import { examineData } from '#linkwright/diagnosis/data.js';
import type { Databases } from './databases.js';
import { withStore } from './seed.js';
import { isSeeded, type Pair, pairOf, type Shape } from './workload.js';

/** Which calls were sent: from `first` up to, but not including, `end`. */
export interface Range {
  first: number;
  end: number;
}

const keyOf = ({ claim, contact }: Pair) => `${claim}:${contact}`;

/** How many rows there are; `from` is a table's name and its filter. */
export async function countOf(databases: Databases, name: string, from: string): Promise<number> {
  const [[count] = []] = await databases.rows(name, `SELECT count(*) FROM ${from}`);
  if (count === undefined) throw new Error(`${name}: nothing was counted in ${from}`);
  return count;
}

/**
 * Expects that every answered call of `ranges` has its link, once, and that there are no others. Which calls were
 * under way when the generator ended is not known, only that they were `unanswered`.
 */
export async function checkLinks(
  databases: Databases,
  name: string,
  shape: Shape,
  { ranges, unanswered }: { ranges: Range[]; unanswered: number },
): Promise<void> {
  const seededLinks = shape.records * shape.linksPerClaim;
  const kept = await countOf(databases, name, `link WHERE id <= ${seededLinks}`);
  if (kept !== seededLinks) throw new Error(`${name}: ${kept} links are left of ${seededLinks}`);
  const fresh = await databases.rows(name, `SELECT parent_id, child_id FROM link WHERE id > ${seededLinks}`);
  const pairs = fresh.map(([claim = 0, contact = 0]) => ({ claim, contact }));
  const present = new Set(pairs.map(keyOf));
  const twice = pairs.length - present.size + pairs.filter((pair) => isSeeded(pair, shape)).length;
  if (twice > 0) throw new Error(`${name}: ${twice} pairs have two links`);
  const sent = new Set<string>();
  for (const { first, end } of ranges) {
    for (let number = first; number < end; number++) {
      const pair = pairOf(number, shape);
      if (!isSeeded(pair, shape)) sent.add(keyOf(pair));
    }
  }
  const strange = [...present].filter((key) => !sent.has(key)).length;
  if (strange > 0) throw new Error(`${name}: ${strange} links that no call asked for`);
  const missing = sent.size - present.size;
  if (missing > unanswered) {
    throw new Error(`${name}: ${missing} calls have no link, and only ${unanswered} were not answered`);
  }
}

/** Expects that the product's own examination finds nothing. */
export async function checkByDoctor(databases: Databases, name: string): Promise<void> {
  const findings = await withStore(databases, name, examineData);
  if (findings.length > 0) throw new Error(`${name}: ${JSON.stringify(findings)}`);
}
