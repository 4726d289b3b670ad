/** docs/reference/metadata.md#limits-of-relationships: setting the most links with a relationship on one record. */
import { describe, expect, test } from 'vitest';
import type { RelationshipLimits } from '#linkwright/contract/metadata.js';
import { loadFixture } from '#linkwright/fixture/load.js';
import type { Fixture } from '#linkwright/fixture/shape.js';
import { MetadataIndex } from '#linkwright/metadata/metadata-index.js';
import { surveyLimits } from '#linkwright/metadata/relationship-limits.js';
import type { RelationshipLimit } from '#linkwright/store/store.js';
import { fixtureOf, passes, path, worldOf } from '../support/limits-of-relationships.js';
import { expectRefusal, startServer } from '../support/server.js';
import { stores } from '../support/stores.js';

test('links are looked through only for a limit that is tighter than the present one', async () => {
  const metadata = new MetadataIndex({
    client: 1,
    version: 1,
    linkIdentity: 'pair',
    domains: ['Claim', 'Policy'].map((name, at) => ({
      id: at + 1,
      name,
      label: name,
      linkable: true,
      fields: [],
    })),
    relationships: [{ id: 7, code: 'Adjuster', description: 'Adjuster' }],
    relationshipLimits: [{ relationship: 7, parentDomain: 1, max: 5 }],
    linkFields: [],
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
  expect(looked.map(({ max }) => max)).toEqual([4, 9]);
});

describe.each(stores)('limits of relationships, on $name, are', async (store) => {
  const server = await startServer(store, [fixtureOf('Setting'), fixtureOf('Loading')]);
  const setting = await worldOf(server, 'Setting');
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
  ])('no number that is %s', async (_, max, words) => {
    const before = (await call('GET', path)).body;
    const message = expectRefusal(await limit(4, { Policy: 1, Claim: max }), 400, 'invalid_request');
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
    const limits = async () => (await (await worldOf(server, 'Loading')).call('GET', path)).body[0]?.Limits;

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
