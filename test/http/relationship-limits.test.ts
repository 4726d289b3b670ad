/**
 * docs/reference/metadata.md#limits-of-relationships: at most n links with a relationship on one record of a
 * parent domain.
 */

import { describe, expect, test } from 'vitest';
import { setLinkIdentityProgram } from '#linkwright/access/clients.js';
import type { LinkIdentity } from '#linkwright/contract/words.js';
import { loadFixture } from '#linkwright/fixture/load.js';
import type { Fixture } from '#linkwright/fixture/shape.js';
import { MetadataIndex } from '#linkwright/metadata/metadata-index.js';
import { surveyLimits } from '#linkwright/metadata/relationship-limits.js';
import type { Answer } from '../support/answers.js';
import { required } from '../support/required.js';
import { type CallOptions, expectRefusal, startServer } from '../support/server.js';
import { stores } from '../support/stores.js';

const numbers = (count: number) => Array.from({ length: count }, (_, at) => at + 1);
const fixtureOf = (client: string, more: Partial<Fixture> = {}): Fixture => ({
  account: 'Acme',
  client,
  domains: [{ Name: 'Custom.Vessel', Linkable: true, Fields: [{ Name: 'Name', Type: 'Text' }] }],
  roles: [{ name: 'Claims alone', grants: { Claim: ['View', 'AttachContacts'] } }],
  users: [
    { user: 'ada', administrator: true },
    { user: 'bob', roles: ['Claims alone'] },
  ],
  records: {
    Claim: numbers(60).map((id) => ({ id, ClaimNumber: `CLM-${id}` })),
    Policy: [{ id: 1, PolicyNumber: 'POL-1' }],
    Contact: numbers(300).map((id) => ({ id, ContactNumber: `C-${id}` })),
    File: [{ id: 1, FileName: 'a.pdf' }],
    'Custom.Vessel': [{ id: 1, Name: 'Ann' }],
  },
  ...more,
});
const path = '/api/Contact/Codes/ContactType';

test('links are looked through only for a limit that is tighter than the present one', async () => {
  const metadata = new MetadataIndex({
    client: 1,
    domains: ['Claim', 'Policy'].map((name, at) => ({
      id: at + 1,
      name,
      label: name,
      linkable: true,
      fields: [],
    })),
    relationships: [{ id: 7, code: 'Adjuster', description: 'Adjuster' }],
    relationshipLimits: [{ relationship: 7, parentDomain: 1, most: 5 }],
    dropped: [],
  });
  const looked: RelationshipLimit[] = [];
  const queries = {
    lastChange: async () => 3,
    async recordsPastLimit(_client: number, limit: RelationshipLimit) {
      looked.push(limit);
      return { count: 0, records: [] };
    },
  };
  const survey = (Limits: RelationshipLimits) => surveyLimits(queries, metadata, { ID: 7, Limits });
  expect(await survey({ Claim: 5, Policy: null })).toEqual({ seen: 3, domains: [] });
  expect(await survey({ Claim: 6 })).toEqual({ seen: 3, domains: [] });
  expect(looked).toEqual([]);
  expect(await survey({ Claim: 4, Policy: 9 })).toEqual({ seen: 3, domains: [1, 2] });
  expect(looked.map(({ most }) => most)).toEqual([4, 9]);
});

describe.each(stores)('limits of relationships, on $name', async (store) => {
  const server = await startServer(store, [
    fixtureOf('Pair'),
    fixtureOf('Relationship', { linkIdentity: 'relationship' }),
    fixtureOf('Setting'),
    fixtureOf('Busy'),
    fixtureOf('Loading'),
  ]);
  /** What one client's callers send, on a claim of the test's own. */
  const worldOf = async (client: string) => {
    const token = await server.token('ada', client);
    const call = (method: string, where: string, body?: unknown, more: CallOptions = {}) =>
      server.call(method, where, { token, body, ...more });
    const limit = (ID: number, Limits: unknown) => call('POST', path, { ID, Limits });
    const bodyOf = (claim: number, contact: number, Relationship?: string, NewRelationship?: string) => ({
      ParentDomain: 'Claim',
      ParentRecordID: claim,
      ChildDomain: 'Contact',
      ChildRecordID: contact,
      Relationship,
      NewRelationship,
    });
    const link = (...parts: Parameters<typeof bodyOf>) => call('POST', '/api/Link/Upsert', bodyOf(...parts));
    const count = async (claim: number, relationship: string) =>
      (
        await call(
          'GET',
          `/api/Link/Count?parentDomain=Claim&parentRecordID=${claim}&relationship=${relationship}`,
        )
      ).body.Count;
    return { token, call, limit, bodyOf, link, count };
  };
  const pair = await worldOf('Pair');
  const typed = await worldOf('Relationship');
  const setting = await worldOf('Setting');
  for (const { limit } of [pair, typed]) {
    expect((await limit(3, { Claim: 1 })).status).toBe(200);
    expect((await limit(6, { Claim: 2 })).status).toBe(200);
  }
  const passes = (answer: Answer, message: string) =>
    expect(expectRefusal(answer, 409, 'relationship_limit')).toBe(`Unable to execute. ${message}`);

  describe('are', () => {
    const { limit, call } = setting;
    const ofAdjuster = async (token: string) =>
      (await server.call('GET', path, { token })).body.find(({ ID }) => ID === 3)?.Limits;

    test('set, listed, changed and lifted; those not named stay', async () => {
      const set = await limit(3, { Claim: 1, Policy: 2 });
      expect(set.body).toEqual({
        ID: 3,
        Code: 'Adjuster',
        Description: 'Adjuster',
        Limits: { Claim: 1, Policy: 2 },
      });
      expect(await ofAdjuster(setting.token)).toEqual({ Claim: 1, Policy: 2 });
      expect((await limit(3, { Claim: 4 })).body.Limits).toEqual({ Claim: 4, Policy: 2 });
      expect((await limit(3, { Policy: null, 'Custom.Vessel': 1 })).body.Limits).toEqual({
        Claim: 4,
        'Custom.Vessel': 1,
      });
      expect((await call('POST', path, { ID: 3, Code: 'ADJ' })).body.Limits).toEqual({
        Claim: 4,
        'Custom.Vessel': 1,
      });
      expect((await call('POST', path, { ID: 3, Code: 'Adjuster' })).status).toBe(200);
      expect((await limit(3, { Claim: null, Policy: null, 'Custom.Vessel': null })).body.Limits).toEqual({});
      expect((await call('GET', path)).body[0]).toEqual({
        ID: 1,
        Code: 'Claimant',
        Description: 'Claimant',
        Limits: {},
      });
    });

    test('set as the relationship is added', async () => {
      const added = await call('POST', path, { Code: 'Handler', Limits: { Claim: 1 } });
      expect(added.body).toMatchObject({ ID: 13, Code: 'Handler', Limits: { Claim: 1 } });
    });

    test('shown on the domains that concern the caller', async () => {
      await limit(3, { Claim: 1, Policy: 2 });
      expect(await ofAdjuster(await server.token('bob', 'Setting'))).toEqual({ Claim: 1 });
    });

    test.each([
      ['no limit', 0, /Limits\.Claim must be an integer from 1 to .*, or null for no limit; 0 was given/],
      ['a negative one', -1, /Limits\.Claim must be/],
      ['a fraction', 1.5, /Limits\.Claim must be/],
      ['a text', '1', /Limits\.Claim must be .*; "1" was given/],
      ['a switch', true, /Limits\.Claim must be/],
      ['an object', {}, /Limits\.Claim must be/],
    ])('no number that is %s', async (_, most, words) => {
      const before = (await call('GET', path)).body;
      const message = expectRefusal(await limit(4, { Policy: 1, Claim: most }), 400, 'invalid_request');
      expect(message).toMatch(words);
      expect((await call('GET', path)).body).toEqual(before);
    });

    test.each([
      [{ Clam: 1 }, /Limits must be the name of a domain; "Clam" was given\. Did you mean 'Claim'\?/],
      [{ claim: 1 }, /Limits must be the name of a domain/],
      [[], /Limits must be an object with the most links on one record by parent domain/],
      [5, /Limits must be an object/],
    ])('refused as %j', async (Limits, words) => {
      expect(expectRefusal(await limit(4, Limits), 400, 'invalid_request')).toMatch(words);
    });

    test('refused with a pointer, as a problem', async () => {
      const headers = { Accept: 'application/problem+json' };
      const answer = await call('POST', path, { ID: 4, Limits: { 'No/where': 1 } }, { headers });
      expect(answer.body).toMatchObject({ status: 400, errors: [{ pointer: '/Limits/No~1where' }] });
    });

    test('an administrator’s to set', async () => {
      const token = await server.token('bob', 'Setting');
      const answer = await server.call('POST', path, { token, body: { ID: 3, Limits: { Claim: 9 } } });
      expectRefusal(answer, 403, 'permission_denied');
    });

    test('refused below what is there already, with how many records and some of them', async () => {
      for (const claim of [1, 2, 3, 4])
        for (const contact of [1, 2]) await setting.link(claim, contact, 'Broker');
      await setting.link(5, 1, 'Broker');
      passes(
        await limit(4, { Policy: 1, Claim: 1 }),
        "4 Claim records have more than 1 link with the relationship 'Broker': 1, 2, 3, ….",
      );
      const { body } = await call('GET', path);
      expect(body.find(({ ID }) => ID === 4)?.Limits).toEqual({});
      expect((await limit(4, { Claim: 2 })).body.Limits).toEqual({ Claim: 2 });
      passes(
        await setting.link(1, 3, 'Broker'),
        "Claim 1 may have at most 2 links with the relationship 'Broker'.",
      );
      for (const claim of [2, 3, 4]) await setting.link(claim, 2, 'Broker', 'Insured');
      passes(
        await limit(4, { Claim: 1 }),
        "1 Claim record has more than 1 link with the relationship 'Broker': 1.",
      );
    });
  });

  test('of another domain, of another relationship and of files are none', async () => {
    await pair.link(1, 1, 'Adjuster');
    const onPolicy = (contact: number) => ({
      ...pair.bodyOf(1, contact, 'Adjuster'),
      ParentDomain: 'Policy',
    });
    for (const contact of [1, 2, 3]) {
      expect((await pair.call('POST', '/api/Link/Upsert', onPolicy(contact))).status).toBe(200);
      expect((await pair.link(1, 10 + contact, 'Broker')).status).toBe(200);
    }
    const file = { ...pair.bodyOf(1, 1, 'Adjuster'), ChildDomain: 'File' };
    expect((await pair.call('POST', '/api/Link/Upsert', file)).status).toBe(200);
    const vessel = { ...pair.bodyOf(1, 1, 'Adjuster'), ChildDomain: 'Custom.Vessel' };
    expect((await pair.call('POST', '/api/Link/Upsert', vessel)).status).toBe(200);
    passes(
      await pair.link(1, 20, 'ADJUSTER'),
      "Claim 1 may have at most 1 link with the relationship 'Adjuster'.",
    );
  });

  describe('under link identity pair', () => {
    const { link, count } = pair;
    test('P1: an insert with R, or with N, needs a place', async () => {
      await link(2, 1, 'Adjuster');
      expectRefusal(await link(2, 2, 'Adjuster'), 409, 'relationship_limit');
      expectRefusal(await link(2, 2, 'Broker', 'Adjuster'), 409, 'relationship_limit');
      expectRefusal(await link(2, 2, undefined, 'Adjuster'), 409, 'relationship_limit');
      expect((await link(2, 2, 'Adjuster', 'Broker')).body.RelationshipID).toBe(4);
      expect((await link(2, 3)).body.RelationshipID).toBe(null);
    });
    test('P2, P3, P4: a link that carries it already stays, whoever sends it again', async () => {
      const { body } = await link(3, 1, 'Adjuster');
      for (const [r, n] of [[], ['Adjuster'], [undefined, 'Adjuster'], ['Broker', 'Adjuster']]) {
        expect((await link(3, 1, r, n)).body).toMatchObject({ RecordID: body.RecordID, RelationshipID: 3 });
      }
    });
    test('P3, P4: a link that is to carry it needs a place', async () => {
      await link(4, 1, 'Adjuster');
      await link(4, 2, 'Broker');
      expectRefusal(await link(4, 2, 'Adjuster'), 409, 'relationship_limit');
      expectRefusal(await link(4, 2, 'Broker', 'Adjuster'), 409, 'relationship_limit');
      expect((await link(4, 1, 'Adjuster', 'Insured')).status).toBe(200);
      expect((await link(4, 2, 'Broker', 'Adjuster')).body.RelationshipID).toBe(3);
      expect(await count(4, 'Adjuster')).toBe(1);
    });
    test('a link that is removed frees its place, with its record too', async () => {
      await link(5, 101, 'Adjuster');
      await pair.call('POST', '/api/Link/Remove', { ...pair.bodyOf(5, 101), NewRelationship: undefined });
      await link(5, 102, 'Adjuster');
      expectRefusal(await link(5, 103, 'Adjuster'), 409, 'relationship_limit');
      expect((await pair.call('DELETE', '/api/Contact/102')).status).toBe(200);
      expect((await link(5, 103, 'Adjuster')).status).toBe(200);
    });
    test('an unknown record or relationship is told first', async () => {
      await link(6, 1, 'Adjuster');
      expectRefusal(await link(6, 9999, 'Adjuster'), 500, 'child_not_found');
      expectRefusal(await link(6, 2, 'Landlord', 'Adjuster'), 400, 'relationship_not_found');
    });
  });

  describe('under link identity relationship', () => {
    const { link, count } = typed;
    test('R1, R6, R7, R9: a link that is to carry it needs a place', async () => {
      await link(1, 1, 'Adjuster');
      expectRefusal(await link(1, 2, 'Adjuster'), 409, 'relationship_limit');
      await link(1, 3);
      expectRefusal(await link(1, 3, 'Adjuster'), 409, 'relationship_limit');
      await link(1, 4, 'Broker');
      expectRefusal(await link(1, 4, 'Adjuster'), 409, 'relationship_limit');
      expectRefusal(await link(1, 4, undefined, 'Adjuster'), 409, 'relationship_limit');
      expectRefusal(await link(1, 4, 'Broker', 'Adjuster'), 409, 'relationship_limit');
      expect(await count(1, 'Adjuster')).toBe(1);
    });
    test('R2, R5, R8, R11: a link that carries it already stays', async () => {
      const { body } = await link(2, 1, 'Adjuster');
      for (const [r, n] of [
        ['Adjuster'],
        ['Adjuster', 'Adjuster'],
        ['Broker', 'Adjuster'],
        [undefined, 'Adjuster'],
        [],
      ]) {
        expect((await link(2, 1, r, n)).body).toMatchObject({ RecordID: body.RecordID, RelationshipID: 3 });
      }
    });
    test('R4, R10: what the table refuses is refused in its words', async () => {
      await link(3, 1, 'Adjuster');
      await link(3, 2, 'Broker');
      await link(3, 2, 'Insured');
      expectRefusal(await link(3, 2, undefined, 'Adjuster'), 409, 'link_ambiguous');
      await link(3, 1, 'Broker');
      expectRefusal(await link(3, 1, 'Broker', 'Adjuster'), 409, 'link_conflict');
    });
    test('a contact may have several roles, and each counts', async () => {
      for (const contact of [1, 2, 3]) await link(4, contact, 'Witness');
      for (const contact of [1, 2, 3]) await link(4, contact, 'Adjuster');
      expect(await count(4, 'Witness')).toBe(2);
      expect(await count(4, 'Adjuster')).toBe(1);
    });
  });

  test('link identity may change under them', async () => {
    const client = required(await server.store.clientByName('Acme', 'Pair'));
    const set = (linkIdentity: LinkIdentity) =>
      server.store.write({ client: client.id, program: setLinkIdentityProgram, input: { linkIdentity } });
    await pair.link(7, 1, 'Adjuster');
    for (const identity of ['relationship', 'pair'] as const) {
      await set(identity);
      passes(
        await pair.link(7, 2, 'Adjuster'),
        "Claim 7 may have at most 1 link with the relationship 'Adjuster'.",
      );
    }
  });

  test('a bulk call fills the places in its order, and a removal among others frees one', async () => {
    const { bodyOf, call } = pair;
    const upserts = [1, 2, 1, 3].map((contact) => bodyOf(8, contact, 'Adjuster'));
    const answers = (await call('POST', '/api/Link/BulkUpsert', upserts)).body;
    expect(answers.map(({ ErrorCode }) => ErrorCode)).toEqual([
      undefined,
      'relationship_limit',
      undefined,
      'relationship_limit',
    ]);
    expect(answers[1]?.Message).toBe(
      "Unable to execute. Claim 8 may have at most 1 link with the relationship 'Adjuster'.",
    );
    const moved = [bodyOf(8, 1, 'Adjuster', 'Broker'), bodyOf(8, 2, 'Adjuster')];
    const atomic = (await call('POST', '/api/Link/BulkUpsert?atomic=true', moved)).body;
    expect(atomic.map(({ RelationshipID }) => RelationshipID)).toEqual([4, 3]);
    const refused = [bodyOf(8, 5, 'Broker'), bodyOf(8, 6, 'Adjuster')];
    const withheld = (await call('POST', '/api/Link/BulkUpsert?atomic=true', refused)).body;
    expect(withheld.map(({ ErrorCode }) => ErrorCode)).toEqual(['not_applied', 'relationship_limit']);
    expect(await pair.count(8, 'Broker')).toBe(1);
  });

  test('a dry run has the same error, and writes nothing', async () => {
    const { bodyOf, call, count } = pair;
    const dry = (contact: number) =>
      call('POST', '/api/Link/Upsert?dryRun=true', bodyOf(9, contact, 'Adjuster'));
    expect((await dry(1)).body).toMatchObject({ DryRun: true, Message: 'Would insert a link.' });
    expect(await count(9, 'Adjuster')).toBe(0);
    await pair.link(9, 1, 'Adjuster');
    passes(await dry(2), "Claim 9 may have at most 1 link with the relationship 'Adjuster'.");
    const both = [1, 2].map((contact) => bodyOf(10, contact, 'Adjuster'));
    const bulk = (await call('POST', '/api/Link/BulkUpsert?dryRun=true', both)).body;
    expect(bulk.map(({ ErrorCode }) => ErrorCode)).toEqual([undefined, 'relationship_limit']);
    const problem = await call('POST', '/api/Link/Upsert', bodyOf(9, 2, 'Adjuster'), {
      headers: { Accept: 'application/problem+json' },
    });
    expect(problem.body).toMatchObject({ status: 409, code: 'relationship_limit' });
  });

  test('hundreds of calls at the same moment fill exactly the places that there are', async () => {
    const busy = await worldOf('Busy');
    await busy.limit(3, { Claim: 1 });
    await busy.limit(6, { Claim: 7 });
    const answers = await Promise.all(
      numbers(300).flatMap((contact) => [
        busy.link(1, contact, 'Adjuster'),
        busy.link(2, contact, 'Witness'),
      ]),
    );
    const ofClaim = (at: number) => answers.filter((_, index) => index % 2 === at);
    for (const [at, most] of [
      [0, 1],
      [1, 7],
    ] as const) {
      const done = ofClaim(at).filter(({ status }) => status === 200);
      expect(done).toHaveLength(most);
      for (const answer of ofClaim(at)) {
        if (answer.status !== 200) expectRefusal(answer, 409, 'relationship_limit');
      }
    }
    expect([await busy.count(1, 'Adjuster'), await busy.count(2, 'Witness')]).toEqual([1, 7]);
  });

  test('a limit that is set while calls are under way holds from that moment on', async () => {
    const busy = await worldOf('Busy');
    const upserts = numbers(250).map((contact) => busy.link(3, contact, 'Broker'));
    const set = await busy.limit(4, { Claim: 40 });
    const answers = await Promise.all(upserts);
    const done = answers.filter(({ status }) => status === 200).length;
    if (set.status === 200) expect(done).toBeLessThanOrEqual(40);
    else expectRefusal(set, 409, 'relationship_limit');
    for (const answer of answers) {
      if (answer.status !== 200) expectRefusal(answer, 409, 'relationship_limit');
    }
    expect(await busy.count(3, 'Broker')).toBe(done);
  });

  describe('in a fixture', () => {
    const links = (...contacts: number[]) =>
      contacts.map((contact, at) => ({
        id: 900 + at,
        ParentDomain: 'Claim',
        ParentRecordID: 1,
        ChildDomain: 'Contact',
        ChildRecordID: contact,
        Relationship: 'Adjuster',
      }));
    const relationships = (Limits?: RelationshipLimits) => [{ ID: 3, Code: 'Adjuster', Limits }];
    const load = (more: Partial<Fixture>) => loadFixture(server.store, fixtureOf('Loading', more));
    const limits = async () => (await (await worldOf('Loading')).call('GET', path)).body[0]?.Limits;

    test('are set, stay where they are not named, and are lifted', async () => {
      await load({ relationships: relationships({ Claim: 1, 'Custom.Vessel': 2 }) });
      await expect.poll(limits).toEqual({ Claim: 1, 'Custom.Vessel': 2 });
      await load({ relationships: relationships() });
      await expect.poll(limits).toEqual({ Claim: 1, 'Custom.Vessel': 2 });
      await load({ relationships: relationships({ 'Custom.Vessel': null }) });
      await expect.poll(limits).toEqual({ Claim: 1 });
    });

    test('hold for its links, in whatever order they stand; nothing is written where one is passed', async () => {
      await expect(load({ links: links(1, 2) })).rejects.toThrow(
        "1 Claim record has more than 1 link with the relationship 'Adjuster': 1.",
      );
      await load({ links: links(1) });
      const swapped = [{ ...links(1, 2)[1] }, { ...links(1)[0], Relationship: undefined }];
      await load({ links: swapped });
      await expect(load({ links: links(1) })).rejects.toThrow(/Adjuster/);
    });

    test('are refused for a domain that there is not', async () => {
      await expect(load({ relationships: relationships({ Clam: 1 }) })).rejects.toThrow(
        '/relationships/0: Limits must be the name of a domain',
      );
    });
  });
});
