/**
 * Limits of relationships (docs/reference/metadata.md#limits-of-relationships): the rule, and a parent's
 * calls against a model of it.
 */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type LinkIdentity, linkIdentities } from '#linkwright/contract/words.js';
import { type Decision, decide, withinLimit } from '#linkwright/link/decide.js';
import type { PairLink } from '#linkwright/store/store.js';
import { outcomeOf } from '../support/upsert-table.js';

type Refused = Extract<Decision, { action: 'refuse' }>;

const adjuster = 3;
const broker = 4;
const row = 'P3';
const insert = (relationship: number): Decision => ({ row, action: 'insert', relationship });
const update = (from: number | null, to: number): Decision => ({
  row,
  action: 'update',
  link: { id: 7, relationship: from },
  relationship: to,
});
const refuse = (code: Refused['code']): Decision => ({ row, action: 'refuse', code });
const limited = refuse('relationship_limit');

describe('a decision within a limit, with the row that made it', () => {
  test.each<[name: string, decision: Decision, max: number, carrying: number, expected: Decision]>([
    ['an insert, with room', insert(adjuster), 1, 0, insert(adjuster)],
    ['an insert, with room for one more', insert(adjuster), 3, 2, insert(adjuster)],
    ['an insert, without room', insert(adjuster), 1, 1, limited],
    ['an insert, past the limit', insert(adjuster), 1, 2, limited],
    ['a change, with room', update(broker, adjuster), 1, 0, update(broker, adjuster)],
    ['a change, without room', update(broker, adjuster), 1, 1, limited],
    ['an untyped link that gets it, without room', update(null, adjuster), 1, 1, limited],
    ['a link that carries it already', update(adjuster, adjuster), 1, 1, update(adjuster, adjuster)],
    ['the same, past the limit', update(adjuster, adjuster), 1, 5, update(adjuster, adjuster)],
    ['what the table refuses', refuse('link_conflict'), 1, 1, refuse('link_conflict')],
    ['what the table refuses, with room', refuse('link_ambiguous'), 1, 0, refuse('link_ambiguous')],
  ])('%s', (_, decision, max, carrying, expected) => {
    expect(withinLimit(decision, max, carrying)).toEqual(expected);
  });
});

interface ModelLink {
  child: number;
  relationship: number | null;
}

interface Call {
  child: number;
  named: number | null;
  wanted: number | null;
}

/** The links of one parent, by child, as the reference says they are: the table first, then the limits. */
class Model {
  links: ModelLink[] = [];
  private readonly identity: LinkIdentity;
  private readonly limits: Map<number, number>;

  constructor(identity: LinkIdentity, limits: Map<number, number>) {
    this.identity = identity;
    this.limits = limits;
  }

  count(relationship: number): number {
    return this.links.filter((each) => each.relationship === relationship).length;
  }

  call({ child, named, wanted }: Call): string {
    const before = structuredClone(this.links);
    const own = this.links.filter((each) => each.child === child);
    const outcome = outcomeOf(own, named, wanted, this.identity);
    if (outcome.code !== undefined) return outcome.code;
    if (outcome.link === undefined) this.links.push({ child, relationship: outcome.insert });
    else outcome.link.relationship = outcome.carries;
    const counts = (links: ModelLink[]) => (id: number) =>
      links.filter((each) => each.relationship === id).length;
    const [was, is] = [counts(before), counts(this.links)];
    for (const [id, max] of this.limits) {
      if (is(id) <= max || is(id) <= was(id)) continue;
      this.links = before;
      return 'relationship_limit';
    }
    return outcome.link === undefined ? 'insert' : 'update';
  }
}

const relationship = fc.integer({ min: 1, max: 3 });
const maybe = fc.option(relationship, { freq: 3 });
const calls = fc.array(fc.record({ child: fc.integer({ min: 1, max: 4 }), named: maybe, wanted: maybe }), {
  minLength: 1,
  maxLength: 30,
  size: 'max',
});
const someLimits = fc
  .uniqueArray(fc.tuple(relationship, fc.integer({ min: 1, max: 3 })), { selector: ([id]) => id })
  .map((entries) => new Map(entries));

test.each(linkIdentities)('a parent’s calls end as the model says, under identity %s', (identity) => {
  const seen = new Map<string, number>();
  fc.assert(
    fc.property(someLimits, calls, (limits, list) => {
      const model = new Model(identity, limits);
      let links: (ModelLink & PairLink)[] = [];
      let nextId = 1;
      for (const call of list) {
        const { child, named, wanted } = call;
        const own = links.filter((each) => each.child === child);
        const given = wanted ?? named;
        const carrying = links.filter((each) => each.relationship === given).length;
        const max = (given === null ? undefined : limits.get(given)) ?? Number.POSITIVE_INFINITY;
        const decision = withinLimit(decide(own, named, wanted, identity), max, carrying);
        if (decision.action === 'insert') {
          links = [...links, { id: nextId++, child, relationship: decision.relationship }];
        } else if (decision.action === 'update') {
          links = links.map((each) =>
            each.id === decision.link.id ? { ...each, relationship: decision.relationship } : each,
          );
        }
        const ended = decision.action === 'refuse' ? decision.code : decision.action;
        expect(ended).toBe(model.call(call));
        seen.set(ended, (seen.get(ended) ?? 0) + 1);
        for (const [id, limit] of limits) expect(model.count(id)).toBeLessThanOrEqual(limit);
      }
      const shape = (list: ModelLink[]) => list.map((each) => `${each.child} ${each.relationship}`).sort();
      expect(shape(links)).toEqual(shape(model.links));
    }),
    { numRuns: 3_000 },
  );
  for (const ended of ['insert', 'update', 'relationship_limit'])
    expect(seen.get(ended)).toBeGreaterThan(100);
});
