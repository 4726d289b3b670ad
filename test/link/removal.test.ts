/**
 * Upserts and removals that go in one batch, held against a naive model that does them one at a time
 * (docs/reference/link-operations.md#remove): what each answers, what links are left, and what the history says.
 */

import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { type LinkIdentity, linkIdentities } from '#linkwright/contract/words.js';
import type { BatchOptions, LinkCommand, Outcome } from '#linkwright/link/command.js';
import { runLinkBatchProgram } from '#linkwright/link/run-batch.js';
import { temporaryFolder } from '../support/folder.js';
import { required } from '../support/required.js';
import { stores } from '../support/stores.js';
import { outcomeOf } from '../support/upsert-table.js';
import { newClient } from '../support/world.js';

/** Few pairs and few relationships, so that commands meet; 0 is none, -1 one that does not exist. */
const relationship = fc.oneof(
  { weight: 10, arbitrary: fc.constantFrom(0, 1, 2, 3) },
  { weight: 1, arbitrary: fc.constant(-1) },
);
const command = fc.record({
  parent: fc.oneof(
    { weight: 12, arbitrary: fc.constantFrom(1, 1, 2) },
    { weight: 1, arbitrary: fc.constant(99) },
  ),
  childDomain: fc.constantFrom('Contact', 'Contact', 'Contact', 'File'),
  removes: fc.constantFrom(true, false, false),
  named: relationship,
  wanted: relationship,
});
/** Batches of commands; each batch is one transaction. */
const batches = fc.array(fc.array(command, { minLength: 1, maxLength: 25, size: 'max' }), {
  minLength: 1,
  maxLength: 4,
});

interface Command {
  parent: number;
  childDomain: string;
  removes: boolean;
  named: number;
  wanted: number;
}

interface Link {
  id: number;
  parent: number;
  childDomain: string;
  relationship: number | null;
}

/** A change of a link, as the database has it: 1 inserted, 2 changed, 3 removed. */
interface Change {
  link: number;
  action: number;
  before: number | null;
  after: number | null;
}

type Expected = Pick<Outcome, 'kind' | 'link'> & Partial<Outcome>;

class Model {
  links: Link[] = [];
  changes: Change[] = [];
  private nextId = 1;
  private readonly identity: LinkIdentity;

  constructor(identity: LinkIdentity) {
    this.identity = identity;
  }

  run({ parent, childDomain, removes, named, wanted }: Command): Expected {
    if (parent === 99) return { kind: 'parent_not_found', link: 0 };
    const typed = childDomain === 'Contact';
    if (typed && (named === -1 || (!removes && wanted === -1)))
      return { kind: 'relationship_not_found', link: 0 };
    const r = typed ? named || null : null;
    const n = typed ? wanted || null : null;
    const pair = this.links.filter((link) => link.parent === parent && link.childDomain === childDomain);
    if (removes) return this.remove(pair.filter((link) => r === null || link.relationship === r));
    const outcome = outcomeOf(pair, r, n, typed ? this.identity : 'pair');
    if (outcome.code !== undefined) return { kind: outcome.code, link: 0 };
    if (outcome.link === undefined) {
      const link = { id: this.nextId++, parent, childDomain, relationship: outcome.insert };
      this.links.push(link);
      this.changes.push({ link: link.id, action: 1, before: null, after: link.relationship });
      return { kind: 'inserted', link: link.id, relationship: link.relationship };
    }
    const { link, carries } = outcome;
    if (link.relationship !== carries) {
      this.changes.push({ link: link.id, action: 2, before: link.relationship, after: carries });
      link.relationship = carries;
    }
    return { kind: 'updated', link: link.id, relationship: carries };
  }

  private remove(gone: Link[]): Expected {
    const [first] = gone;
    if (first === undefined) return { kind: 'nothing_removed', link: 0, relationship: null };
    for (const link of gone) {
      this.links.splice(this.links.indexOf(link), 1);
      this.changes.push({ link: link.id, action: 3, before: link.relationship, after: null });
    }
    const ids = gone.map(({ id }) => id);
    const outcome: Expected = { kind: 'removed', link: first.id, relationship: first.relationship };
    return ids.length > 1 ? { ...outcome, links: ids } : outcome;
  }
}

describe.each(stores)('upserts and removals in one batch, on $name', async (storeKind) => {
  const folder = temporaryFolder();
  const store = await storeKind.open(folder, 'removal');
  afterAll(() => store.close());

  async function newWorld(linkIdentity: LinkIdentity) {
    const world = await newClient(store, { linkIdentity, records: 2 });
    await world.upsertRecords('File', 'FileName', [{ FileName: 'survey.pdf' }]);
    const { client, domain, user } = world;
    // The records have changes of their own, ahead of those of links.
    const before = await store.lastChange(client);
    const reference = (name: string, id: number) => ({ domain: domain(name).id, id, field: 0, key: '' });
    const { version } = required(await store.metadata(client));
    const read = (commands: Command[]): LinkCommand[] =>
      commands.map(({ parent, childDomain, removes, named, wanted }) => {
        const typed = childDomain === 'Contact';
        return {
          version,
          parent: reference('Claim', parent),
          child: reference(childDomain, 1),
          carriesRelationship: typed,
          removes,
          relationship: typed ? named || null : null,
          newRelationship: typed && !removes ? wanted || null : null,
          max: null,
          user,
          requestId: 'request',
        };
      });
    return {
      run: async (commands: Command[], options: Partial<BatchOptions> = {}) => {
        const input = {
          commands: read(commands),
          options: { atomic: false, dryRun: false, ...options },
        };
        return store.write({ client, program: runLinkBatchProgram, input });
      },
      links: async () =>
        (
          await storeKind.rows<Link>(
            folder,
            'removal',
            `SELECT link.id, parent_id AS parent, domain.name AS "childDomain", relationship_id AS relationship
             FROM link JOIN domain ON domain.client_id = link.client_id AND domain.id = link.child_domain_id
             WHERE link.client_id = ${client} ORDER BY link.id`,
          )
        ).map((row) => ({ ...row })),
      before,
      changes: () =>
        storeKind.rows<Change & { id: number }>(
          folder,
          'removal',
          `SELECT id, link_id AS link, action, before_relationship_id AS before, after_relationship_id AS after
           FROM link_change WHERE client_id = ${client} ORDER BY id`,
        ),
      faults: () => store.faultsOf(client),
    };
  }

  test.each(linkIdentities)('as one at a time, under link identity %s', (identity) =>
    fc.assert(
      fc.asyncProperty(batches, async (list) => {
        const world = await newWorld(identity);
        const model = new Model(identity);
        for (const [at, batch] of list.entries()) {
          const outcomes = await world.run(batch);
          for (const [index, each] of batch.entries()) {
            const expected = model.run(each);
            expect(outcomes[index], `batch ${at}, command ${index}`).toMatchObject(expected);
            expect(outcomes[index]?.links).toEqual(expected.links);
          }
          expect(await world.links()).toEqual(model.links);
        }
        const numbered = model.changes.map((change, index) => ({ id: world.before + index + 1, ...change }));
        expect(await world.changes()).toEqual(numbered);
        expect(await world.faults()).toEqual([]);
      }),
      { numRuns: 120, interruptAfterTimeLimit: 60_000 },
    ),
  );

  const upsert = (named: number, wanted = 0): Command => ({
    parent: 1,
    childDomain: 'Contact',
    removes: false,
    named,
    wanted,
  });
  const removal = (named = 0): Command => ({ ...upsert(named), removes: true });
  const actions = (changes: Change[]) => changes.map(({ link, action }) => `${link} ${action}`);

  test('a link that comes and goes in one batch is in the history alone', async () => {
    const world = await newWorld('pair');
    const outcomes = await world.run([upsert(1), upsert(0, 2), removal()]);
    expect(outcomes.map(({ kind }) => kind)).toEqual(['inserted', 'updated', 'removed']);
    expect(outcomes[2]?.relationship).toBe(2);
    expect(await world.links()).toEqual([]);
    expect(actions(await world.changes())).toEqual(['1 1', '1 2', '1 3']);
  });

  test('a link that goes makes room in the same batch, for a new one and for one that changes', async () => {
    const world = await newWorld('relationship');
    await world.run([upsert(1), upsert(2)]);
    const outcomes = await world.run([upsert(1, 3), removal(3), upsert(2, 1), upsert(2)]);
    expect(outcomes.map(({ kind, link }) => [kind, link])).toEqual([
      ['updated', 1],
      ['removed', 1],
      ['updated', 2],
      ['inserted', 3],
    ]);
    expect((await world.links()).map(({ id, relationship: carried }) => [id, carried])).toEqual([
      [2, 1],
      [3, 2],
    ]);
  });

  test('a link that is made again has an id of its own', async () => {
    const world = await newWorld('pair');
    const outcomes = await world.run([upsert(1), removal(), upsert(1), removal(), upsert(1)]);
    expect(outcomes.map(({ link }) => link)).toEqual([1, 1, 2, 2, 3]);
    expect((await world.links()).map(({ id }) => id)).toEqual([3]);
  });

  test('where nothing is removed nothing is written', async () => {
    const world = await newWorld('pair');
    const [outcome] = await world.run([removal(1)]);
    expect(outcome?.kind).toBe('nothing_removed');
    expect(await world.changes()).toEqual([]);
  });

  test('an atomic call is applied whole or not at all; nothing to remove does not stop it', async () => {
    const world = await newWorld('pair');
    await world.run([upsert(1)]);
    const kinds = async (commands: Command[]) =>
      (await world.run(commands, { atomic: true })).map(({ kind }) => kind);
    expect(await kinds([removal(), { ...removal(), parent: 99 }, removal(2)])).toEqual([
      'not_applied',
      'parent_not_found',
      'not_applied',
    ]);
    expect(await world.links()).toHaveLength(1);
    expect(await kinds([removal(), removal(), upsert(2)])).toEqual([
      'removed',
      'nothing_removed',
      'inserted',
    ]);
  });
});
