/**
 * The behavior tables (docs/reference/upsert.md#behavior-tables): row by row, and against a model of the
 * tables; removal.
 */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { behavior } from '#linkwright/contract/behavior.js';
import type { LinkIdentity } from '#linkwright/contract/words.js';
import { type Decision, decide, decideRemoval } from '#linkwright/link/decide.js';
import type { PairLink } from '#linkwright/store/store.js';
import { required } from '../support/required.js';

const adjuster = 3;
const broker = 4;
const witness = 6;
const insured = 2;

/** A relationship's id, or null for none. */
type Relationship = number | null;

/** A decision without its row, with its link by id. */
type Result =
  | { action: 'insert'; relationship: Relationship }
  | { action: 'update'; id: number; relationship: Relationship }
  | { action: 'refuse'; code: string };

const link = (id: number, relationship: Relationship): PairLink => ({ id, relationship });
const insert = (relationship: Relationship): Result => ({ action: 'insert', relationship });
const update = (id: number, relationship: Relationship): Result => ({ action: 'update', id, relationship });
const conflict: Result = { action: 'refuse', code: 'link_conflict' };
const ambiguous: Result = { action: 'refuse', code: 'link_ambiguous' };

/** A decision with its link by id, so that it can be held against a plain expectation. */
function plain(decision: Decision) {
  if (decision.action !== 'update') return decision;
  const { row, link, relationship } = decision;
  return { row, action: 'update', id: link.id, relationship };
}

/** The row that a case is of: the word that its name begins with. */
const rowOf = (name: string) => required(/^[PR]\d+/.exec(name))[0];

/** Name, the pair's links, R, N, and what is decided. */
type Case = [name: string, links: PairLink[], named: Relationship, wanted: Relationship, expected: Result];

const pairCases: Case[] = [
  ['P1, N', [], null, broker, insert(broker)],
  ['P1, R and N', [], adjuster, broker, insert(broker)],
  ['P1, else R', [], adjuster, null, insert(adjuster)],
  ['P1, else untyped', [], null, null, insert(null)],
  ['P1, R and N the same', [], adjuster, adjuster, insert(adjuster)],
  ['P2, typed', [link(7, adjuster)], null, null, update(7, adjuster)],
  ['P2, untyped', [link(7, null)], null, null, update(7, null)],
  ['P3, R it has', [link(7, adjuster)], adjuster, null, update(7, adjuster)],
  ['P3, another R', [link(7, adjuster)], broker, null, update(7, broker)],
  ['P3, untyped', [link(7, null)], broker, null, update(7, broker)],
  ['P4, N alone', [link(7, adjuster)], null, broker, update(7, broker)],
  ['P4, N alone, untyped', [link(7, null)], null, broker, update(7, broker)],
  ['P4, R fits', [link(7, adjuster)], adjuster, broker, update(7, broker)],
  ['P4, neither R nor N fits', [link(7, witness)], adjuster, broker, update(7, broker)],
  ['P4, R given, untyped', [link(7, null)], adjuster, broker, update(7, broker)],
  ['P4, a change sent twice', [link(7, broker)], adjuster, broker, update(7, broker)],
  ['P4, R and N the same', [link(7, witness)], adjuster, adjuster, update(7, adjuster)],
];

const relationshipCases: Case[] = [
  ['R1, N', [], null, broker, insert(broker)],
  ['R1, R and N', [], adjuster, broker, insert(broker)],
  ['R1, else R', [], adjuster, null, insert(adjuster)],
  ['R1, else untyped', [], null, null, insert(null)],
  ['R2, no N', [link(7, adjuster)], adjuster, null, update(7, adjuster)],
  ['R2, N = R', [link(7, adjuster)], adjuster, adjuster, update(7, adjuster)],
  [
    'R2, no N, others first',
    [link(5, null), link(6, broker), link(7, adjuster)],
    adjuster,
    null,
    update(7, adjuster),
  ],
  ['R2, N = R, others first', [link(6, broker), link(7, adjuster)], adjuster, adjuster, update(7, adjuster)],
  ['R3', [link(7, adjuster)], adjuster, broker, update(7, broker)],
  [
    'R3, untyped and others first',
    [link(5, null), link(6, witness), link(7, adjuster)],
    adjuster,
    broker,
    update(7, broker),
  ],
  ['R4', [link(7, adjuster), link(8, broker)], adjuster, broker, conflict],
  [
    'R4, N first, and an untyped one',
    [link(5, null), link(7, broker), link(8, adjuster)],
    adjuster,
    broker,
    conflict,
  ],
  ['R5', [link(7, broker)], adjuster, broker, update(7, broker)],
  ['R5, with an untyped one', [link(5, null), link(7, broker)], adjuster, broker, update(7, broker)],
  ['R5, with others', [link(5, witness), link(7, broker)], adjuster, broker, update(7, broker)],
  ['R6, becomes N', [link(7, null)], adjuster, broker, update(7, broker)],
  ['R6, else R', [link(7, null)], adjuster, null, update(7, adjuster)],
  ['R6, N = R', [link(7, null)], adjuster, adjuster, update(7, adjuster)],
  ['R6, becomes N, others first', [link(5, witness), link(7, null)], adjuster, broker, update(7, broker)],
  ['R6, else R, others first', [link(5, witness), link(7, null)], adjuster, null, update(7, adjuster)],
  ['R7, N', [link(7, witness)], adjuster, broker, insert(broker)],
  ['R7, else R', [link(7, witness)], adjuster, null, insert(adjuster)],
  ['R7, N = R', [link(7, witness)], adjuster, adjuster, insert(adjuster)],
  ['R7, N, several others', [link(7, witness), link(8, insured)], adjuster, broker, insert(broker)],
  ['R8', [link(7, broker)], null, broker, update(7, broker)],
  ['R8, among several', [link(5, null), link(6, witness), link(7, broker)], null, broker, update(7, broker)],
  ['R9, typed', [link(7, witness)], null, broker, update(7, broker)],
  ['R9, untyped', [link(7, null)], null, broker, update(7, broker)],
  ['R10', [link(7, witness), link(8, insured)], null, broker, ambiguous],
  ['R10, one of them untyped', [link(7, null), link(8, insured)], null, broker, ambiguous],
  ['R11, the untyped one', [link(7, witness), link(8, null)], null, null, update(8, null)],
  ['R11, else the lowest id', [link(7, witness), link(8, insured)], null, null, update(7, witness)],
  ['R11, a single one', [link(7, witness)], null, null, update(7, witness)],
  ['R11, a single untyped one', [link(7, null)], null, null, update(7, null)],
];

describe('link identity pair', () => {
  test.each(pairCases)('%s', (name, links, named, wanted, expected) => {
    expect(plain(decide(links, named, wanted, 'pair'))).toEqual({ row: rowOf(name), ...expected });
  });
});

describe('link identity relationship', () => {
  test.each(relationshipCases)('%s', (name, links, named, wanted, expected) => {
    expect(plain(decide(links, named, wanted, 'relationship'))).toEqual({ row: rowOf(name), ...expected });
  });
});

// The model: each row as the reference words it, with every condition of the row spelled out, so that the
// rows need no order among them.

const holds = (links: PairLink[], relationship: Relationship) =>
  links.some((each) => each.relationship === relationship);
const idOf = (links: PairLink[], relationship: Relationship) =>
  required(links.find((each) => each.relationship === relationship)).id;
const first = (links: PairLink[]) => required(links[0]);
const lowest = (links: PairLink[]) => required([...links].sort((one, other) => one.id - other.id)[0]);
const given = (relationship: Relationship) => relationship !== null;
const nElseR = (r: Relationship, n: Relationship) => (given(n) ? n : r);

interface ModelRow {
  row: string;
  fits: (links: PairLink[], r: Relationship, n: Relationship) => boolean;
  result: (links: PairLink[], r: Relationship, n: Relationship) => Result;
}

const pairRows: ModelRow[] = [
  { row: 'P1', fits: (l) => l.length === 0, result: (_l, r, n) => insert(nElseR(r, n)) },
  {
    row: 'P2',
    fits: (l, r, n) => l.length === 1 && !given(r) && !given(n),
    result: (l) => update(first(l).id, first(l).relationship),
  },
  {
    row: 'P3',
    fits: (l, r, n) => l.length === 1 && given(r) && !given(n),
    result: (l, r) => update(first(l).id, r),
  },
  { row: 'P4', fits: (l, _r, n) => l.length === 1 && given(n), result: (l, _r, n) => update(first(l).id, n) },
];

const relationshipRows: ModelRow[] = [
  { row: 'R1', fits: (l) => l.length === 0, result: (_l, r, n) => insert(nElseR(r, n)) },
  {
    row: 'R2',
    fits: (l, r, n) => given(r) && (!given(n) || n === r) && holds(l, r),
    result: (l, r) => update(idOf(l, r), r),
  },
  {
    row: 'R3',
    fits: (l, r, n) => given(r) && given(n) && holds(l, r) && !holds(l, n),
    result: (l, r, n) => update(idOf(l, r), n),
  },
  {
    row: 'R4',
    fits: (l, r, n) => given(r) && given(n) && n !== r && holds(l, r) && holds(l, n),
    result: () => conflict,
  },
  {
    row: 'R5',
    fits: (l, r, n) => given(r) && given(n) && !holds(l, r) && holds(l, n),
    result: (l, _r, n) => update(idOf(l, n), n),
  },
  {
    row: 'R6',
    fits: (l, r, n) => given(r) && !holds(l, r) && !(given(n) && holds(l, n)) && holds(l, null),
    result: (l, r, n) => update(idOf(l, null), nElseR(r, n)),
  },
  {
    row: 'R7',
    fits: (l, r, n) =>
      l.length > 0 && given(r) && l.every((each) => ![r, n, null].includes(each.relationship)),
    result: (_l, r, n) => insert(nElseR(r, n)),
  },
  {
    row: 'R8',
    fits: (l, r, n) => !given(r) && given(n) && holds(l, n),
    result: (l, _r, n) => update(idOf(l, n), n),
  },
  {
    row: 'R9',
    fits: (l, r, n) => !given(r) && given(n) && l.length === 1 && !holds(l, n),
    result: (l, _r, n) => update(first(l).id, n),
  },
  {
    row: 'R10',
    fits: (l, r, n) => !given(r) && given(n) && l.length > 1 && !holds(l, n),
    result: () => ambiguous,
  },
  {
    row: 'R11',
    fits: (l, r, n) => l.length > 0 && !given(r) && !given(n),
    result: (l) =>
      holds(l, null) ? update(idOf(l, null), null) : update(lowest(l).id, lowest(l).relationship),
  },
];

const rowsOf = { pair: pairRows, relationship: relationshipRows };

// Few relationships, so that R, N and the links often meet.
const someRelationship = fc.integer({ min: 1, max: 5 });
const maybeRelationship = fc.option(someRelationship, { freq: 2 });

/** What a pair can hold: under identity `relationship` each relationship once, ids ascending. */
function linksFor(identity: LinkIdentity): fc.Arbitrary<PairLink[]> {
  const carried = fc.option(someRelationship, { freq: 3 });
  return fc.uniqueArray(carried, { maxLength: identity === 'pair' ? 1 : 6 }).chain((relationships) =>
    fc
      .array(fc.integer({ min: 1, max: 1000 }), {
        minLength: relationships.length,
        maxLength: relationships.length,
      })
      .map((steps) => {
        let id = 0;
        return relationships.map((relationship, at) => {
          id += required(steps[at]);
          return link(id, relationship);
        });
      }),
  );
}

describe.each(['pair', 'relationship'] as const)('any links, R and N, under identity %s', (identity) => {
  test('exactly one row applies, and decide answers what it says', () => {
    const rowsSeen = new Set<string>();
    fc.assert(
      fc.property(linksFor(identity), maybeRelationship, maybeRelationship, (links, named, wanted) => {
        const rows = rowsOf[identity].filter(({ fits }) => fits(links, named, wanted));
        expect(rows.map(({ row }) => row)).toHaveLength(1);
        const { row, result } = required(rows[0]);
        rowsSeen.add(row);
        const before = structuredClone(links);
        expect(plain(decide(links, named, wanted, identity))).toEqual({
          row,
          ...result(links, named, wanted),
        });
        // Pure: what it was given is as it was.
        expect(links).toEqual(before);
      }),
      { numRuns: 10_000 },
    );
    // A property that never meets a row would prove nothing of it.
    expect([...rowsSeen].sort()).toEqual(rowsOf[identity].map(({ row }) => row).sort());
    // The table that readers are shown has the same rows.
    expect(behavior[identity].map(({ row }) => row)).toEqual(rowsOf[identity].map(({ row }) => row));
  });

  test('no sequence of calls makes two equal links, and a call sent twice inserts once', () => {
    const call = fc.record({ named: maybeRelationship, wanted: maybeRelationship });
    fc.assert(
      fc.property(fc.array(call, { minLength: 1, maxLength: 12, size: 'max' }), (calls) => {
        let links: PairLink[] = [];
        let nextId = 1;
        const apply = ({ named, wanted }: { named: Relationship; wanted: Relationship }) => {
          const decision = decide(links, named, wanted, identity);
          if (decision.action === 'insert') {
            links = [...links, link(nextId++, decision.relationship)];
          } else if (decision.action === 'update') {
            expect(links).toContainEqual(decision.link);
            links = links.map((each) =>
              each.id === decision.link.id ? link(each.id, decision.relationship) : each,
            );
          }
          return decision;
        };
        for (const each of calls) {
          const first = apply(each);
          if (first.action !== 'refuse') {
            // Sent again it finds the link that it made or changed, and leaves it as it is.
            const id = first.action === 'insert' ? nextId - 1 : first.link.id;
            expect(plain(apply(each))).toMatchObject(update(id, first.relationship));
          }
          if (identity === 'pair') expect(links.length).toBeLessThanOrEqual(1);
          const carried = links.map(({ relationship }) => relationship);
          expect(new Set(carried).size).toBe(carried.length);
        }
      }),
      { numRuns: 5_000 },
    );
  });
});

describe('a removal', () => {
  const several = [link(1, null), link(2, adjuster), link(3, broker)];
  test.each<[string, PairLink[], Relationship, number[]]>([
    ['every link where no relationship is named', several, null, [1, 2, 3]],
    ['the link that carries the one named', several, broker, [3]],
    ['none where no link carries it', several, witness, []],
    ['none where there is none', [], null, []],
  ])('takes %s', (_, links, named, ids) => {
    expect(decideRemoval(links, named).map(({ id }) => id)).toEqual(ids);
  });
});
