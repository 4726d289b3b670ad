/** Holds a database against what the workload must have left in it. */
import { examine } from '#linkwright/cli/doctor.js';
import { withStore } from './seed.js';
import { isSeeded, pairOf } from './workload.js';

const keyOf = ({ claim, contact }) => `${claim}:${contact}`;

/**
 * Every call of `ranges` that was answered has its link, once, and there are no others. Which calls were
 * under way when the generator ended is not known, only that they were `unanswered`.
 */
export async function checkLinks(databases, name, shape, { ranges, unanswered }) {
  const seededLinks = shape.records * shape.linksPerClaim;
  const [[kept]] = await databases.rows(name, `SELECT count(*) FROM link WHERE id <= ${seededLinks}`);
  if (kept !== seededLinks) throw new Error(`${name}: ${kept} links are left of ${seededLinks}`);
  const fresh = await databases.rows(name, `SELECT parent_id, child_id FROM link WHERE id > ${seededLinks}`);
  const pairs = fresh.map(([claim, contact]) => ({ claim, contact }));
  const present = new Set(pairs.map(keyOf));
  const twice = pairs.length - present.size + pairs.filter((pair) => isSeeded(pair, shape)).length;
  if (twice > 0) throw new Error(`${name}: ${twice} pairs have two links`);
  const sent = new Set();
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

/** The product's own examination finds nothing. */
export async function checkByDoctor(databases, name) {
  const findings = await withStore(databases, name, examine);
  if (findings.length > 0) throw new Error(`${name}: ${JSON.stringify(findings)}`);
}
