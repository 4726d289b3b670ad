/**
 * The upsert's whole way over a real store, held against a naive model of docs/reference/upsert.md:
 * as single calls, as one bulk call, and as calls at the same time.
 */

import fc from 'fast-check';
import { pino } from 'pino';
import { afterAll, describe, expect, test } from 'vitest';
import { createClientProgram } from '#linkwright/access/clients.js';
import { loadFixtureProgram } from '#linkwright/fixture/load-program.js';
import { createServices } from '#linkwright/http/services.js';
import { upsertLink, upsertLinks } from '#linkwright/link/upsert.js';
import { temporaryFolder } from '../support/folder.js';
import { stores } from '../support/stores.js';
import { outcomeOf } from '../support/upsert-table.js';

/** Who sends a call: nobody's rights change while it is under way. */
const requestOf = (caller, requestId) => ({ caller, renewCaller: async () => caller, requestId });

const relationshipIds = { Claimant: 1, Insured: 2, Adjuster: 3, Broker: 4 };
const nameOf = (id) => Object.keys(relationshipIds).find((name) => relationshipIds[name] === id);

/** The world: two keys that differ in case alone, two numbers that a double takes for one, and a key of two records. */
const records = {
  Claim: [
    { id: 5001, ClaimNumber: 'CLM-1', Amount: 1500.5, Description: 'Hail' },
    { id: 5002, ClaimNumber: '007', Amount: '12345678901234567890', Description: 'Hail' },
    { id: 5003, ClaimNumber: 'clm-1', Amount: '12345678901234567891' },
  ],
  Contact: [
    { id: 2001, ContactNumber: '100', Name: 'Ann' },
    { id: 2002, ContactNumber: '0100', Name: 'Ann' },
    { id: 2003, ContactNumber: 'C-3', Name: 'M\u00fcller' },
  ],
  File: [{ id: 3001, FileName: 'survey.pdf', Size: 10 }],
};

/** Ways to name a record: id, key, match field, and what they name. */
const parents = {
  known: [
    [{ id: 5001 }, 5001],
    [{ id: 5002 }, 5002],
    [{ id: 5003 }, 5003],
    [{ id: '5001' }, 5001],
    [{ id: 5002, key: 'CLM-1', field: 'ClaimNumber' }, 5002],
    [{ id: 5001, key: true, field: 'NoSuchField' }, 5001],
    [{ id: null, key: 'CLM-1', field: 'ClaimNumber' }, 5001],
    [{ id: '', key: 'clm-1', field: 'ClaimNumber' }, 5003],
    [{ key: '007', field: 'ClaimNumber' }, 5002],
    [{ key: '1500.50', field: 'Amount' }, 5001],
    [{ key: 1500.5, field: 'Amount' }, 5001],
    [{ key: '12345678901234567890', field: 'Amount' }, 5002],
    [{ key: '12345678901234567891.0', field: 'Amount' }, 5003],
  ],
  wrong: [
    [{ id: 9999 }, 'parent_not_found'],
    [{ id: 9999, key: 'CLM-1', field: 'ClaimNumber' }, 'parent_not_found'],
    [{ id: 2001 }, 'parent_not_found'],
    [{ key: 'Clm-1', field: 'ClaimNumber' }, 'parent_not_found'],
    [{ key: 'CLM-1 ', field: 'ClaimNumber' }, 'parent_not_found'],
    [{ key: 7, field: 'ClaimNumber' }, 'parent_not_found'],
    [{ key: '12345678901234567892', field: 'Amount' }, 'parent_not_found'],
    [{ key: 'much', field: 'Amount' }, 'parent_not_found'],
    [{ key: 'Hail', field: 'Description' }, 'parent_ambiguous'],
    [{ id: 0 }, 'invalid_request'],
    [{ id: 1.5 }, 'invalid_request'],
    [{ key: 'CLM-1' }, 'invalid_request'],
    [{ field: 'ClaimNumber' }, 'invalid_request'],
    [{}, 'invalid_request'],
    [{ key: '5001', field: 'Policy' }, 'invalid_request'],
    [{ key: 'CLM-1', field: 'claimNumber' }, 'invalid_request'],
    [{ key: 'X', field: 'Policy.PolicyNumber' }, 'invalid_request'],
    [{ key: '2026-01-01', field: 'LossDate' }, 'invalid_request'],
  ],
};
const children = {
  known: [
    [{ id: 2001 }, 2001],
    [{ id: 2002 }, 2002],
    [{ id: 2003 }, 2003],
    [{ id: '2003', key: {}, field: 7 }, 2003],
    [{ key: '100', field: 'ContactNumber' }, 2001],
    [{ key: 100, field: 'ContactNumber' }, 2001],
    [{ key: '0100', field: 'ContactNumber' }, 2002],
    [{ key: 'Mu\u0308ller', field: 'Name' }, 2003],
  ],
  wrong: [
    [{ id: 9999 }, 'child_not_found'],
    [{ id: 5001 }, 'child_not_found'],
    [{ key: '00100', field: 'ContactNumber' }, 'child_not_found'],
    [{ key: 'Muller', field: 'Name' }, 'child_not_found'],
    [{ key: 'Ann', field: 'Name' }, 'child_ambiguous'],
    [{ key: 'Ann' }, 'invalid_request'],
    [{ key: 'Ann', field: 'FullName' }, 'invalid_request'],
  ],
};
const files = {
  known: [
    [{ id: 3001 }, 3001],
    [{ key: 'survey.pdf', field: 'FileName' }, 3001],
    [{ key: '1e1', field: 'Size' }, 3001],
  ],
  wrong: [
    [{ id: 9999 }, 'child_not_found'],
    [{ key: 'Survey.pdf', field: 'FileName' }, 'child_not_found'],
  ],
};

/** Mostly records that are there, and one of them most of all, so that pairs come to hold several links. */
const oneOf = ({ known, wrong }) =>
  fc.oneof(
    { weight: 20, arbitrary: fc.constant(known[0]) },
    { weight: 15, arbitrary: fc.constantFrom(...known) },
    { weight: 2, arbitrary: fc.constantFrom(...wrong) },
  );

/** What is sent, and the relationship's id: `null` for none, 'unknown' for one that is not there. */
const relationshipName = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom([undefined, null], [null, null], ['', null]) },
  {
    weight: 8,
    arbitrary: fc.constantFrom(
      ...Object.entries(relationshipIds),
      ...Object.entries(relationshipIds).map(([name, id]) => [name.toUpperCase(), id]),
    ),
  },
  { weight: 1, arbitrary: fc.constantFrom(['Landlord', 'unknown'], ['Adjuster ', 'unknown']) },
);

const sideOf = (side, { id, key, field }) => ({
  [`${side}RecordID`]: id,
  [`${side}RecordKey`]: key,
  [`${side}RecordMatchField`]: field,
});

const command = fc
  .record({
    parent: oneOf(parents),
    childDomain: fc.oneof(
      { weight: 8, arbitrary: fc.constant('Contact') },
      { weight: 1, arbitrary: fc.constant('File') },
    ),
    contact: oneOf(children),
    file: oneOf(files),
    named: relationshipName,
    wanted: relationshipName,
  })
  .map(({ parent, childDomain, contact, file, named, wanted }) => {
    const child = childDomain === 'Contact' ? contact : file;
    // As it comes in by HTTP: what is undefined is not there.
    const body = JSON.parse(
      JSON.stringify({
        ParentDomain: 'Claim',
        ...sideOf('Parent', parent[0]),
        ChildDomain: childDomain,
        ...sideOf('Child', child[0]),
        Relationship: named[0],
        NewRelationship: wanted[0],
      }),
    );
    return { body, parent: parent[1], childDomain, child: child[1], named: named[1], wanted: wanted[1] };
  });
// The size says that long lists are as likely as short ones.
const commands = fc.array(command, { minLength: 1, maxLength: 40, size: 'max' });
/**
 * A link identity, and what the links of the pair that is named most carry at the start. No upsert makes an
 * untyped link beside another, but a fixture does.
 */
const starts = fc
  .tuple(
    // Twice, since it has thrice the rows.
    fc.constantFrom('pair', 'relationship', 'relationship'),
    fc.uniqueArray(fc.constantFrom(null, ...Object.values(relationshipIds)), { maxLength: 3 }),
  )
  .map(([identity, carried]) => ({
    identity,
    carried: identity === 'pair' ? carried.slice(0, 1) : carried,
  }));
const startPair = { parent: 5001, childDomain: 'Contact', child: 2001 };

/** The links of a client as the reference says they are; a link is a number, in order of insertion. */
class Model {
  constructor(identity, links) {
    this.identity = identity;
    this.links = links;
  }

  linksOf({ parent, childDomain, child }) {
    return this.links.filter(
      (each) => each.parent === parent && each.childDomain === childDomain && each.child === child,
    );
  }

  /** What the call answers; it is applied unless it is only asked for. */
  upsert(asked) {
    const { parent, childDomain, child } = asked;
    const faults = [parent, child].filter((side) => typeof side === 'string');
    if (faults.includes('invalid_request')) return { code: 'invalid_request' };
    if (faults.length > 0) return { code: faults[0] };
    const typed = childDomain === 'Contact';
    if (typed && [asked.named, asked.wanted].includes('unknown')) return { code: 'relationship_not_found' };
    const [r, n] = typed ? [asked.named, asked.wanted] : [null, null];
    const outcome = outcomeOf(this.linksOf(asked), r, n, typed ? this.identity : 'pair');
    if (outcome.code !== undefined) return outcome;
    const link = outcome.link ?? { number: this.links.length, parent, childDomain, child };
    link.relationship = outcome.link === undefined ? outcome.insert : outcome.carries;
    if (outcome.link === undefined) this.links.push(link);
    const kind = outcome.link === undefined ? 'Inserted' : 'Updated';
    return { kind, number: link.number, parent, child, relationship: link.relationship };
  }
}

/** The links that a list of calls leaves, without their ids and in an order of their own. */
const shapeOf = (links) =>
  links
    .map(
      ({ parent, childDomain, child, relationship }) => `${parent} ${childDomain} ${child} ${relationship}`,
    )
    .sort();

describe.each(stores)('upsert, on $name', async (storeKind) => {
  const folder = temporaryFolder();
  const store = await storeKind.open(folder, 'pipeline');
  const services = createServices(store, pino({ level: 'silent' }), { basePath: '' });
  // Another server on the same database.
  const otherStore = await storeKind.open(folder, 'pipeline');
  const otherServices = createServices(otherStore, pino({ level: 'silent' }), { basePath: '' });
  afterAll(async () => {
    for (const each of [services, otherServices]) {
      await each.gather.close();
      await each.store.close();
    }
  });

  let clients = 0;

  /** A client of its own, with the world's records. */
  async function newWorld(linkIdentity, links = []) {
    const name = `Client ${clients++}`;
    const { id: client } = await store.write({
      client: 0,
      program: createClientProgram,
      input: { account: 'Test', name, linkIdentity },
    });
    const users = [{ user: 'first' }, { user: 'second' }];
    await store.write({
      client,
      program: loadFixtureProgram,
      input: { fixture: { account: 'Test', client: name, users, records, links }, passwordHashes: [] },
    });
    const callerNamed = async (user, may = () => true) => ({
      client,
      user: (await store.userByName(client, user)).id,
      name: user,
      administrator: false,
      may,
    });
    const request = requestOf(await callerNamed('first'), 'request');
    const { domains } = await store.metadata(client);
    const domainName = (id) => domains.find((each) => each.id === id).name;
    const all = domains.flatMap((one) => domains.map((other) => ({ parent: one.id, child: other.id })));
    return {
      client,
      request,
      callerNamed,
      /** One call's answer, or the code that it is refused with. */
      call: (body, { dryRun = false, by = request, through = services } = {}) =>
        upsertLink(through, by, body, dryRun ? {} : undefined).catch((error) => {
          if (error.name !== 'Refusal') throw error;
          return { ErrorCode: error.code, Message: error.message };
        }),
      bulk: (bodies, options = {}) =>
        upsertLinks(services, request, bodies, { atomic: false, dryRun: false, ...options }),
      async links() {
        const rows = await store.linkPage({ client, domains: all, order: 'asc', limit: 1_000 });
        return rows.map((row) => ({ ...row, childDomain: domainName(row.childDomain) }));
      },
    };
  }

  /** Holds answers against the model's, link by link: a link's first answer says which id it has. */
  function comparison() {
    const idOf = new Map();
    return {
      idOf,
      compare(actual, expected, place) {
        if (expected.code !== undefined) {
          expect(actual.ErrorCode, place).toBe(expected.code);
          return;
        }
        const { kind, number, parent, child, relationship } = expected;
        expect(actual.ErrorCode, `${place} ${actual.Message}`).toBeUndefined();
        const id = idOf.get(number) ?? actual.RecordID;
        if (!idOf.has(number)) {
          expect([...idOf.values()], place).not.toContain(id);
          idOf.set(number, id);
        }
        // As text, since the order of the keys is promised too.
        expect(JSON.stringify(actual), place).toBe(
          JSON.stringify({
            IsSuccessful: true,
            RecordID: id,
            Message: `${kind} link with id ${id} successfully.`,
            ParentID: parent,
            ChildID: child,
            RelationshipID: relationship,
          }),
        );
      },
    };
  }

  /** A world and its model, with links that carry what the start says, and what compares the two. */
  async function begin({ identity, carried }) {
    const modelled = carried.map((relationship, number) => ({ number, ...startPair, relationship }));
    const world = await newWorld(
      identity,
      modelled.map(({ number, relationship }) => ({
        id: 101 + number,
        ParentDomain: 'Claim',
        ParentRecordID: startPair.parent,
        ChildDomain: startPair.childDomain,
        ChildRecordID: startPair.child,
        Relationship: relationship === null ? null : nameOf(relationship),
      })),
    );
    const { compare, idOf } = comparison();
    for (const { number } of modelled) idOf.set(number, 101 + number);
    return { world, model: new Model(identity, modelled), compare, idOf };
  }

  /** The store must hold what the model holds, under the ids that were answered, and nothing broken. */
  async function expectLinks(world, model, idOf) {
    const links = await world.links();
    expect(shapeOf(links)).toEqual(shapeOf(model.links));
    for (const { number, parent, child, relationship } of model.links) {
      expect(links.find(({ id }) => id === idOf.get(number))).toMatchObject({ parent, child, relationship });
    }
    expect((await store.faultsOf(world.client)).filter(({ count }) => count > 0)).toEqual([]);
  }

  const property = (name, numRuns, check) =>
    test(
      name,
      () =>
        fc.assert(fc.asyncProperty(starts, commands, check), {
          numRuns,
          // Stops in time to say with which commands it failed.
          interruptAfterTimeLimit: 60_000,
        }),
      120_000,
    );

  property('single calls answer as the model does', 30, async (start, list) => {
    const { world, model, compare, idOf } = await begin(start);
    for (const [at, each] of list.entries()) {
      compare(await world.call(each.body), model.upsert(each), `call ${at}`);
    }
    await expectLinks(world, model, idOf);
  });

  property('one bulk call answers as the model does', 80, async (start, list) => {
    const { world, model, compare, idOf } = await begin(start);
    const answers = await world.bulk(list.map(({ body }) => body));
    expect(answers).toHaveLength(list.length);
    for (const [at, each] of list.entries()) {
      if (answers[at].ErrorCode !== undefined) {
        expect(Object.keys(answers[at])).toEqual(['IsSuccessful', 'Message', 'ErrorCode']);
        expect(answers[at].IsSuccessful).toBe(false);
      }
      compare(answers[at], model.upsert(each), `entry ${at}`);
    }
    await expectLinks(world, model, idOf);
  });

  property('several bulk calls, one after the other, answer as the model does', 30, async (start, list) => {
    const { world, model, compare, idOf } = await begin(start);
    for (let from = 0; from < list.length; from += 7) {
      const slice = list.slice(from, from + 7);
      const answers = await world.bulk(slice.map(({ body }) => body));
      for (const [at, each] of slice.entries())
        compare(answers[at], model.upsert(each), `entry ${from + at}`);
    }
    await expectLinks(world, model, idOf);
  });

  property('calls at the same time on different pairs answer as the model does', 30, async (start, list) => {
    const { world, model, compare, idOf } = await begin(start);
    const expected = list.map((each) => model.upsert(each));
    // The calls of one pair one after the other, every pair beside the others, on two servers.
    const pairs = new Map();
    for (const [at, { parent, childDomain, child }] of list.entries()) {
      const pair = `${parent} ${childDomain} ${child}`;
      pairs.set(pair, [...(pairs.get(pair) ?? []), at]);
    }
    const answers = new Array(list.length);
    await Promise.all(
      [...pairs.values()].map(async (places, at) => {
        const through = at % 2 === 0 ? services : otherServices;
        for (const place of places) answers[place] = await world.call(list[place].body, { through });
      }),
    );
    for (const [at, answer] of answers.entries()) compare(answer, expected[at], `call ${at}`);
    await expectLinks(world, model, idOf);
  });

  property('an atomic bulk call is applied whole or not at all', 60, async (start, list) => {
    const { world, model, compare, idOf } = await begin(start);
    // Something to begin with, so that there is something to leave alone.
    const before = list.slice(0, list.length / 2);
    const answersBefore = await world.bulk(before.map(({ body }) => body));
    for (const [at, each] of before.entries()) compare(answersBefore[at], model.upsert(each), `before ${at}`);

    const linksBefore = await world.links();
    const after = new Model(start.identity, structuredClone(model.links));
    const entries = list.slice(list.length / 2);
    const expected = entries.map((each) => after.upsert(each));
    const answers = await world.bulk(
      entries.map(({ body }) => body),
      { atomic: true },
    );
    expect(answers).toHaveLength(entries.length);
    if (expected.every(({ code }) => code === undefined)) {
      for (const [at, answer] of answers.entries()) compare(answer, expected[at], `entry ${at}`);
      await expectLinks(world, after, idOf);
      return;
    }
    for (const [at, answer] of answers.entries()) {
      expect(answer.IsSuccessful).toBe(false);
      const { code } = expected[at];
      if (code === undefined) expect(answer.ErrorCode).toBe('not_applied');
      else expect([code, 'not_applied']).toContain(answer.ErrorCode);
    }
    // The caller must learn what to mend.
    expect(answers.some(({ ErrorCode }) => ErrorCode !== 'not_applied')).toBe(true);
    expect(await world.links()).toEqual(linksBefore);
  });

  property('a dry run says what the call would do, and writes nothing', 40, async (start, list) => {
    const { world, model, compare, idOf } = await begin(start);
    const last = list.at(-1);
    const rest = list.slice(0, -1);
    const answers = await world.bulk(rest.map(({ body }) => body));
    for (const [at, each] of rest.entries()) compare(answers[at], model.upsert(each), `entry ${at}`);

    const linksBefore = await world.links();
    const dry = await world.call(last.body, { dryRun: true });
    const [dryEntry] = await world.bulk([last.body], { dryRun: true });
    expect(await world.links()).toEqual(linksBefore);

    const would = model.upsert(last);
    if (would.code !== undefined)
      expect([dry.ErrorCode, dryEntry.ErrorCode]).toEqual([would.code, would.code]);
    else {
      const inserts = would.kind === 'Inserted';
      const expected = {
        IsSuccessful: true,
        RecordID: inserts ? null : idOf.get(would.number),
        Message: inserts ? 'Would insert a link.' : `Would update link with id ${idOf.get(would.number)}.`,
        ParentID: would.parent,
        ChildID: would.child,
        RelationshipID: would.relationship,
        DryRun: true,
      };
      expect(JSON.stringify(dry)).toBe(JSON.stringify(expected));
      expect(dryEntry).toEqual(expected);
    }
    // And then the call does just that, with the next id: a dry run has taken none.
    const done = await world.call(last.body);
    compare(done, would, 'the call itself');
    if (would.kind === 'Inserted') {
      expect(done.RecordID).toBe(linksBefore.reduce((most, { id }) => Math.max(most, id), 0) + 1);
    }
    await expectLinks(world, model, idOf);
  });

  property('a dry bulk call says what the bulk call would do', 30, async (start, list) => {
    const { world, model, idOf } = await begin(start);
    const linksBefore = await world.links();
    const bodies = list.map(({ body }) => body);
    const dry = await world.bulk(bodies, { dryRun: true });
    expect(await world.links()).toEqual(linksBefore);
    for (const [at, each] of list.entries()) {
      const would = model.upsert(each);
      if (would.code !== undefined) expect(dry[at].ErrorCode).toBe(would.code);
      else {
        expect(dry[at]).toMatchObject({
          IsSuccessful: true,
          RecordID: idOf.get(would.number) ?? null,
          ParentID: would.parent,
          ChildID: would.child,
          RelationshipID: would.relationship,
          DryRun: true,
        });
        expect(dry[at].Message === 'Would insert a link.').toBe(would.kind === 'Inserted');
      }
    }
  });

  const adjusterOn5001 = {
    ParentDomain: 'Claim',
    ParentRecordID: 5001,
    ChildDomain: 'Contact',
    ChildRecordID: 2001,
    Relationship: 'Adjuster',
  };

  describe.each(['pair', 'relationship'])('link identity %s', (identity) => {
    test.each([
      ['one server', [services]],
      ['two servers', [services, otherServices]],
    ])('200 equal calls at once on %s make one link', async (_name, servers) => {
      const world = await newWorld(identity);
      const answers = await Promise.all(
        Array.from({ length: 200 }, (_, at) =>
          world.call(adjusterOn5001, { through: servers[at % servers.length] }),
        ),
      );
      const [link, ...others] = await world.links();
      expect(others).toEqual([]);
      expect(link).toMatchObject({ parent: 5001, child: 2001, relationship: 3 });
      const messages = answers.map(({ Message }) => Message).sort();
      expect(messages).toEqual([
        `Inserted link with id ${link.id} successfully.`,
        ...new Array(199).fill(`Updated link with id ${link.id} successfully.`),
      ]);
      expect(new Set(answers.map(({ RecordID }) => RecordID))).toEqual(new Set([link.id]));
    });

    test('a bulk call of 1,000 entries on one pair makes one link', async () => {
      const world = await newWorld(identity);
      const answers = await world.bulk(new Array(1_000).fill(adjusterOn5001));
      const id = answers[0].RecordID;
      expect(answers.map(({ Message }) => Message)).toEqual([
        `Inserted link with id ${id} successfully.`,
        ...new Array(999).fill(`Updated link with id ${id} successfully.`),
      ]);
      expect(await world.links()).toHaveLength(1);
    });

    test('a change sent by many at once is made once', async () => {
      const world = await newWorld(identity);
      const { RecordID } = await world.call(adjusterOn5001);
      const change = { ...adjusterOn5001, NewRelationship: 'Broker' };
      const answers = await Promise.all(Array.from({ length: 50 }, () => world.call(change)));
      for (const answer of answers) {
        expect(answer).toMatchObject({
          RecordID,
          RelationshipID: 4,
          Message: `Updated link with id ${RecordID} successfully.`,
        });
      }
      expect(await world.links()).toMatchObject([{ id: RecordID, relationship: 4 }]);
    });

    test('an update sets the time and the user of the modification, also where nothing changes', async () => {
      const world = await newWorld(identity);
      const second = requestOf(await world.callerNamed('second'), 'request');
      await world.call(adjusterOn5001);
      const [before] = await world.links();
      await new Promise((resolve) => setTimeout(resolve, 5));
      await world.call(adjusterOn5001, { by: second });
      const [after] = await world.links();
      expect(after).toMatchObject({ createdBy: 'first', modifiedBy: 'second', createdAt: before.createdAt });
      expect(after.modifiedAt).toBeGreaterThan(before.modifiedAt);
    });

    test('and where the link was inserted at the same time', async () => {
      const world = await newWorld(identity);
      // What it takes to read a call is known after the first, so that the next two go in one batch.
      await world.call(adjusterOn5001, { dryRun: true });
      const by = await Promise.all(
        ['first', 'second'].map(async (user) => requestOf(await world.callerNamed(user), user)),
      );
      const answers = await Promise.all(by.map((each) => world.call(adjusterOn5001, { by: each })));
      const at = answers.findIndex(({ Message }) => Message.startsWith('Inserted'));
      const [link] = await world.links();
      expect(link).toMatchObject({ createdBy: by[at].caller.name, modifiedBy: by[1 - at].caller.name });
    });

    test('an entry that is refused changes nothing of those around it', async () => {
      const world = await newWorld(identity);
      const unknown = { ...adjusterOn5001, Relationship: 'Landlord' };
      const answers = await world.bulk([adjusterOn5001, unknown, null, [], 'text', adjusterOn5001]);
      expect(answers.map(({ ErrorCode }) => ErrorCode)).toEqual([
        undefined,
        'relationship_not_found',
        'invalid_request',
        'invalid_request',
        'invalid_request',
        undefined,
      ]);
      expect(answers[5].Message).toBe(`Updated link with id ${answers[0].RecordID} successfully.`);
    });
  });

  test('links of one pair that trade their relationships in one call', async () => {
    const world = await newWorld('relationship');
    const change = (from, to) => ({ ...adjusterOn5001, Relationship: from, NewRelationship: to });
    const named = (Relationship) => ({ ...adjusterOn5001, Relationship });
    const [first, second] = await world.bulk([named('Adjuster'), named('Broker')]);
    const options = { atomic: true };
    const trade = [change('Adjuster', 'Insured'), change('Broker', 'Adjuster'), change('Insured', 'Broker')];
    const answers = await world.bulk(trade, options);
    expect(answers.map(({ RecordID }) => RecordID)).toEqual([
      first.RecordID,
      second.RecordID,
      first.RecordID,
    ]);
    expect(await world.links()).toMatchObject([
      { id: first.RecordID, relationship: 4 },
      { id: second.RecordID, relationship: 3 },
    ]);
  });

  test('a refusal for several links names their relationships', async () => {
    const world = await newWorld('relationship');
    const body = ({ Relationship, NewRelationship }) => ({
      ...adjusterOn5001,
      Relationship,
      NewRelationship,
    });
    const typed = [undefined, 'Insured', 'Claimant'].map((Relationship) => body({ Relationship }));
    await world.bulk(typed);
    const ids = (await world.links()).map(({ relationship }) => relationship);
    const refused = await world.call(body({ NewRelationship: 'Broker' }));
    expect(refused.ErrorCode).toBe('link_ambiguous');
    for (const id of ids.filter((each) => each !== null)) expect(refused.Message).toContain(nameOf(id));
  });

  describe('order of checks', async () => {
    const bad = {
      body: { Unknown: 1 },
      field: { ParentRecordID: undefined, ParentRecordKey: 'X', ParentRecordMatchField: 'Policy' },
      parent: { ParentRecordID: 9999 },
      child: { ChildRecordID: 9999 },
      relationship: { Relationship: 'Landlord' },
    };
    test.each([
      ['body before permission', ['body', 'parent', 'child', 'relationship'], false, 'invalid_request'],
      ['match field before permission', ['field', 'child', 'relationship'], false, 'invalid_request'],
      ['permission before parent', ['parent', 'child', 'relationship'], false, 'permission_denied'],
      ['parent before child', ['parent', 'child', 'relationship'], true, 'parent_not_found'],
      ['child before relationship', ['child', 'relationship'], true, 'child_not_found'],
      ['relationship before link', ['relationship'], true, 'relationship_not_found'],
    ])('%s', async (_name, faults, allowed, code) => {
      const world = await newWorld('pair');
      const caller = await world.callerNamed('first', () => allowed);
      const body = JSON.parse(
        JSON.stringify(Object.assign({}, adjusterOn5001, ...faults.map((each) => bad[each]))),
      );
      const by = requestOf(caller, 'request');
      for (const dryRun of [false, true]) {
        expect((await world.call(body, { by, dryRun })).ErrorCode).toBe(code);
      }
      expect(await world.links()).toEqual([]);
    });
  });
});
