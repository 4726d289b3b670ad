/** docs/reference/metadata.md#limits-of-relationships: at most n links with a relationship on one record of a parent domain. */
import { describe, expect, test } from 'vitest';
import { saveSettingsProgram } from '#linkwright/access/clients.js';
import type { LinkIdentity } from '#linkwright/contract/words.js';
import { fixtureOf, numbers, passes, worldOf } from '../support/limits-of-relationships.js';
import { required } from '../support/required.js';
import { expectRefusal, startServer } from '../support/server.js';
import { stores } from '../support/stores.js';

describe.each(stores)('limits of relationships, on $name', async (store) => {
  const server = await startServer(store, [
    fixtureOf('Pair'),
    fixtureOf('Relationship', { linkIdentity: 'relationship' }),
    fixtureOf('Busy'),
  ]);
  const pair = await worldOf(server, 'Pair');
  const typed = await worldOf(server, 'Relationship');
  for (const { limit } of [pair, typed]) {
    expect((await limit(3, { Claim: 1 })).status).toBe(200);
    expect((await limit(6, { Claim: 2 })).status).toBe(200);
  }

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
      server.store.write({ client: client.id, program: saveSettingsProgram, input: { linkIdentity } });
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
    const busy = await worldOf(server, 'Busy');
    await busy.limit(3, { Claim: 1 });
    await busy.limit(6, { Claim: 7 });
    const answers = await Promise.all(
      numbers(300).flatMap((contact) => [
        busy.link(1, contact, 'Adjuster'),
        busy.link(2, contact, 'Witness'),
      ]),
    );
    const ofClaim = (at: number) => answers.filter((_, index) => index % 2 === at);
    for (const [at, max] of [
      [0, 1],
      [1, 7],
    ] as const) {
      const done = ofClaim(at).filter(({ status }) => status === 200);
      expect(done).toHaveLength(max);
      for (const answer of ofClaim(at)) {
        if (answer.status !== 200) expectRefusal(answer, 409, 'relationship_limit');
      }
    }
    expect([await busy.count(1, 'Adjuster'), await busy.count(2, 'Witness')]).toEqual([1, 7]);
  });

  test('a limit that is set while calls are under way holds from that moment on', async () => {
    const busy = await worldOf(server, 'Busy');
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
});
