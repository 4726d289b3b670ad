/**
 * Upserts and removals of one batch where relationships are limited, held against a naive model that does them
 * one at a time (docs/reference/metadata.md#limits-of-relationships).
 */

import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import type { RelationshipBody } from '#linkwright/contract/metadata.js';
import { type LinkIdentity, linkIdentities } from '#linkwright/contract/words.js';
import type { BatchOptions, LinkCommand } from '#linkwright/link/command.js';
import { runLinkBatchProgram } from '#linkwright/link/run-batch.js';
import { dropRelationshipProgram, saveRelationshipProgram } from '#linkwright/metadata/relationships.js';
import { temporaryFolder } from '../support/folder.js';
import { required } from '../support/required.js';
import { stores } from '../support/stores.js';
import { outcomeOf } from '../support/upsert-table.js';
import { newClient } from '../support/world.js';

const relationship = fc.constantFrom(0, 1, 2, 3);
const command = fc.record({
  parent: fc.constantFrom(1, 1, 1, 2),
  child: fc.constantFrom(1, 2, 3, 4),
  removes: fc.constantFrom(true, false, false, false),
  named: relationship,
  wanted: fc.oneof({ weight: 2, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: relationship }),
});
const batches = fc.array(fc.array(command, { minLength: 1, maxLength: 25, size: 'max' }), {
  minLength: 1,
  maxLength: 4,
});
/** Relationship 3 has none; a limit of another domain is none here. */
const someLimits = fc.tuple(fc.integer({ min: 1, max: 2 }), fc.integer({ min: 1, max: 3 }));

interface Command {
  parent: number;
  child: number;
  removes: boolean;
  named: number;
  wanted: number;
}

interface Link {
  id: number;
  parent: number;
  child: number;
  relationship: number | null;
}

/** How many links of one Claim may carry a relationship, by its id. */
type Limits = Record<number, number>;

class Model {
  links: Link[] = [];
  private nextId = 1;
  private readonly identity: LinkIdentity;
  private readonly limits: Limits;

  constructor(identity: LinkIdentity, limits: Limits) {
    this.identity = identity;
    this.limits = limits;
  }

  run({ parent, child, removes, named, wanted }: Command): string {
    const [r, n] = [named || null, removes ? null : wanted || null];
    const pair = this.links.filter((link) => link.parent === parent && link.child === child);
    if (removes) {
      const gone = pair.filter((link) => r === null || link.relationship === r);
      this.links = this.links.filter((link) => !gone.includes(link));
      return gone.length === 0 ? 'nothing_removed' : 'removed';
    }
    const outcome = outcomeOf(pair, r, n, this.identity);
    if (outcome.code !== undefined) return outcome.code;
    const gets = outcome.link === undefined ? outcome.insert : outcome.carries;
    if (gets !== null && outcome.link?.relationship !== gets) {
      const carrying = this.links.filter((link) => link.parent === parent && link.relationship === gets);
      if (carrying.length >= (this.limits[gets] ?? Number.POSITIVE_INFINITY)) return 'relationship_limit';
    }
    if (outcome.link !== undefined) {
      outcome.link.relationship = gets;
      return 'updated';
    }
    this.links.push({ id: this.nextId++, parent, child, relationship: gets });
    return 'inserted';
  }
}

describe.each(stores)('limits within batches, on $name', async (storeKind) => {
  const folder = temporaryFolder();
  const store = await storeKind.open(folder, 'limits');
  afterAll(() => store.close());

  async function newWorld(linkIdentity: LinkIdentity, limits: Limits) {
    const { client, domain, user } = await newClient(store, { linkIdentity, records: 4 });
    for (const [id, max] of Object.entries(limits)) {
      const body: RelationshipBody = { ID: Number(id), Limits: { Claim: max, Policy: 1 } };
      await store.write({ client, program: saveRelationshipProgram, input: { body } });
    }
    const presentVersion = async () => required(await store.metadata(client)).version;
    const reference = (name: string, id: number) => ({ domain: domain(name).id, id, field: 0, key: '' });
    const read = (commands: Command[], version: number): LinkCommand[] =>
      commands.map(({ parent, child, removes, named, wanted }) => ({
        version,
        parent: reference('Claim', parent),
        child: reference('Contact', child),
        carriesRelationship: true,
        removes,
        relationship: named || null,
        newRelationship: removes ? null : wanted || null,
        max: removes ? null : (limits[wanted || named] ?? null),
        user,
        requestId: 'request',
      }));
    return {
      client,
      claim: domain('Claim').id,
      async run(commands: Command[], options: Partial<BatchOptions> = {}) {
        const version = await presentVersion();
        const input = {
          commands: read(commands, version),
          options: { atomic: false, dryRun: false, ...options },
        };
        const outcomes = await store.write({ client, program: runLinkBatchProgram, input });
        return outcomes.map(({ kind }) => kind);
      },
      links: async () =>
        (
          await storeKind.rows<Link>(
            folder,
            'limits',
            `SELECT id, parent_id AS parent, child_id AS child, relationship_id AS relationship
             FROM link WHERE client_id = ${client} ORDER BY id`,
          )
        ).map((row) => ({ ...row })),
      faults: () => store.faultsOf(client),
    };
  }

  test.each(linkIdentities)('as one at a time, under link identity %s', async (identity) => {
    let refused = 0;
    await fc.assert(
      fc.asyncProperty(someLimits, batches, async ([first, second], list) => {
        const limits = { 1: first, 2: second };
        const world = await newWorld(identity, limits);
        const model = new Model(identity, limits);
        for (const batch of list) {
          const before = structuredClone(model.links);
          const expected = batch.map((each) => model.run(each));
          refused += expected.filter((kind) => kind === 'relationship_limit').length;
          // A dry run answers the same, and leaves everything as it was.
          expect(await world.run(batch, { dryRun: true })).toEqual(expected);
          expect(await world.links()).toEqual(before);
          expect(await world.run(batch)).toEqual(expected);
          expect(await world.links()).toEqual(model.links);
        }
        expect(await world.faults()).toEqual([]);
      }),
      { numRuns: 60, interruptAfterTimeLimit: 60_000 },
    );
    expect(refused).toBeGreaterThan(20);
  });

  const upsert = (child: number, named: number, wanted = 0): Command => ({
    parent: 1,
    child,
    removes: false,
    named,
    wanted,
  });
  const removal = (child: number): Command => ({ ...upsert(child, 0), removes: true });

  test('a link that moves away or is removed frees its place, in the same batch', async () => {
    const world = await newWorld('pair', { 1: 1 });
    expect(
      await world.run([
        upsert(1, 1),
        upsert(2, 1),
        upsert(1, 1, 3),
        upsert(2, 1),
        removal(2),
        upsert(3, 1),
        upsert(3, 1),
        upsert(1, 1),
      ]),
    ).toEqual([
      'inserted',
      'relationship_limit',
      'updated',
      'inserted',
      'removed',
      'inserted',
      'updated',
      'relationship_limit',
    ]);
  });

  test('two that trade their relationships need a third to step aside to, as one at a time', async () => {
    const world = await newWorld('pair', { 1: 1, 2: 1 });
    await world.run([upsert(1, 1), upsert(2, 2)]);
    const kinds = await world.run([upsert(1, 2), upsert(2, 1)], { atomic: true });
    expect(kinds).toEqual(['relationship_limit', 'relationship_limit']);
    expect(await world.run([upsert(1, 3), upsert(2, 1), upsert(1, 2)], { atomic: true })).toEqual([
      'updated',
      'updated',
      'updated',
    ]);
    expect((await world.links()).map((link) => [link.child, link.relationship])).toEqual([
      [1, 2],
      [2, 1],
    ]);
  });

  test('what is made after the links were looked through is in the way of a limit, and of dropping', async () => {
    const world = await newWorld('pair', {});
    const { client, claim } = world;
    const seen = await store.lastChange(client);
    const limit = (max: number) => {
      const body = { ID: 3, Limits: { Claim: max } };
      const input = { body, survey: { seen, domains: [claim] } };
      return store.write({ client, program: saveRelationshipProgram, input });
    };
    const drop = () => store.write({ client, program: dropRelationshipProgram, input: { id: 3, seen } });
    await world.run([upsert(1, 3), upsert(2, 3), upsert(3, 3), upsert(3, 2), upsert(4, 3), removal(4)]);
    await expect(limit(1)).rejects.toThrow(
      "1 Claim record has more than 1 link with the relationship 'Adjuster': 1.",
    );
    expect((await limit(2)).Limits).toEqual({ Claim: 2 });
    await expect(drop()).rejects.toThrow("2 links carry the relationship 'Adjuster'.");
    await world.run([upsert(1, 2), removal(2)]);
    expect((await drop()).IsSuccessful).toBe(true);
  });

  test('an atomic call that would pass a limit writes nothing', async () => {
    const world = await newWorld('pair', { 1: 1 });
    expect(await world.run([upsert(1, 1), upsert(2, 3), upsert(3, 1)], { atomic: true })).toEqual([
      'not_applied',
      'not_applied',
      'relationship_limit',
    ]);
    expect(await world.links()).toEqual([]);
  });
});
