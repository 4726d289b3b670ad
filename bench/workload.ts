/**
 * The calls of the benchmark, each a function of its number, so that what must be in the database
 * afterwards can be computed: an equal mix of ids and keys, of inserts and updates.
 */
import type { UpsertBody } from '#linkwright/contract/link.js';

/**
 * What a database begins with: as many claims as contacts, and `linksPerClaim` links of each claim, to the
 * contact of its own number and those after it.
 */
export interface Shape {
  records: number;
  contactModulus: number;
  linksPerClaim: number;
}

/** The ids of a parent and a child. */
export interface Pair {
  claim: number;
  contact: number;
}

export function shapeOf(records: number, linksPerClaim = 1): Shape {
  // A second modulus, coprime to the first, keeps the pairs of inserts from repeating.
  return { records, contactModulus: largestPrimeBelow(records), linksPerClaim };
}

/** A prime that is coprime to the factors that the calls step by, so that these reach every record. */
export function recordsFor(links: number): number {
  return smallestPrimeFrom(links);
}

function isPrime(number: number): boolean {
  for (let factor = 2; factor * factor <= number; factor++) if (number % factor === 0) return false;
  return number > 1;
}

function smallestPrimeFrom(number: number): number {
  return isPrime(number) ? number : smallestPrimeFrom(number + 1);
}

function largestPrimeBelow(number: number): number {
  return isPrime(number - 1) ? number - 1 : largestPrimeBelow(number - 1);
}

/** The number is fixed, so that the figures of releases can be compared. */
export const usualShape = shapeOf(100_003);

export function claimNumber(id: number): string {
  return `CLM-2026-${String(id).padStart(7, '0')}`;
}

export function contactNumber(id: number): string {
  return `C-${String(id).padStart(7, '0')}`;
}

/** The records of call `number`: every second call finds a link between them. */
export function pairOf(number: number, { records, contactModulus }: Shape): Pair {
  const turn = Math.floor(number / 2);
  if (number % 2 === 1) {
    const id = 1 + ((turn * 31) % records);
    return { claim: id, contact: id };
  }
  return { claim: 1 + ((turn * 48_271) % records), contact: 1 + ((turn * 7_919) % contactModulus) };
}

/** The body of call `number`. */
export function bodyOf(number: number, shape: Shape): UpsertBody {
  const { claim, contact } = pairOf(number, shape);
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

/** Whether the two are linked before the first call. */
export function isSeeded({ claim, contact }: Pair, { records, linksPerClaim }: Shape): boolean {
  return (contact - claim + records) % records < linksPerClaim;
}
