/**
 * The calls of the benchmark, each a function of its number, so that what must be in the database
 * afterwards can be computed: an equal mix of ids and keys, of inserts and updates.
 */

/** Claims, contacts, and links that are there before the first call: claim i has contact i. */
export const seeded = 100_003;

/** A second modulus, prime to the first: the pairs of inserts do not repeat. */
const contactModulus = 99_991;

export function claimNumber(id) {
  return `CLM-2026-${String(id).padStart(7, '0')}`;
}

export function contactNumber(id) {
  return `C-${String(id).padStart(7, '0')}`;
}

/** The records of call `number`, and whether it should find a link between them. */
export function pairOf(number) {
  const turn = Math.floor(number / 2);
  if (number % 2 === 1) {
    const id = 1 + ((turn * 31) % seeded);
    return { claim: id, contact: id };
  }
  return { claim: 1 + ((turn * 48_271) % seeded), contact: 1 + ((turn * 7_919) % contactModulus) };
}

export function bodyOf(number) {
  const { claim, contact } = pairOf(number);
  const byKey = number % 4 >= 2;
  return byKey
    ? {
        ParentDomain: 'Claim',
        ParentRecordKey: claimNumber(claim),
        ParentRecordMatchField: 'ClaimNumber',
        ChildDomain: 'Contact',
        ChildRecordKey: contactNumber(contact),
        ChildRecordMatchField: 'ContactNumber',
        Relationship: 'Adjuster',
      }
    : {
        ParentDomain: 'Claim',
        ParentRecordID: claim,
        ChildDomain: 'Contact',
        ChildRecordID: contact,
        Relationship: 'Adjuster',
      };
}

/** How many links there must be after the first `calls` calls. */
export function linksAfter(calls) {
  const pairs = new Set();
  for (let number = 0; number < calls; number += 2) {
    const { claim, contact } = pairOf(number);
    if (claim !== contact) pairs.add(claim * 1_000_000 + contact);
  }
  return seeded + pairs.size;
}
