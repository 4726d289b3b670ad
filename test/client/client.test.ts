/** The typed client against a real server: what each of its calls does (decision 25). */

import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import {
  createClient,
  LinkwrightError,
  type RefusedEntry,
  type UpsertAnswer,
} from '#linkwright/client/index.js';
import type { Fixture } from '#linkwright/fixture/shape.js';
import { clientTypes, typesFile } from '../../scripts/client-types.mjs';
import { accepted } from '../support/accepted.js';
import { all } from '../support/all.js';
import { required } from '../support/required.js';
import { startServer } from '../support/server.js';
import { stores } from '../support/stores.js';

const fixture: Fixture = {
  account: 'Acme',
  client: 'Main',
  linkIdentity: 'relationship',
  roles: [{ name: 'Viewers', grants: { '*': ['View'] } }],
  users: [
    { user: 'ada', administrator: true, password: 'correct-horse' },
    { user: 'vic', roles: ['Viewers'] },
  ],
  records: {
    Claim: Array.from({ length: 30 }, (_, at) => ({ id: at + 1, ClaimNumber: `CLM-${at + 1}` })),
    Contact: Array.from({ length: 30 }, (_, at) => ({ id: at + 1, ContactNumber: `K-${at + 1}` })),
  },
};

test('the types are those of the OpenAPI document: npm run client-types writes them', () => {
  expect(readFileSync(typesFile, 'utf8') === clientTypes()).toBe(true);
});

const pair = (parent: number | string | undefined, child: number, others = {}) => ({
  ParentDomain: 'Claim',
  ParentRecordID: parent,
  ChildDomain: 'Contact',
  ChildRecordID: child,
  ...others,
});

describe('the client', async () => {
  const server = await startServer(stores[0], [fixture, { ...fixture, client: 'Other' }]);
  const client = createClient({ server: server.address, token: await server.token('ada') });
  const viewer = createClient({ server: server.address, token: await server.token('vic') });

  describe('links', () => {
    test('are made, changed and removed', async () => {
      const made = await client.links.upsert(pair(1, 1, { Relationship: 'Adjuster' }));
      expect(made).toMatchObject({ IsSuccessful: true, ParentID: 1, ChildID: 1, RelationshipID: 3 });
      const changed = await client.links.upsert(
        pair(1, 1, { Relationship: 'Adjuster', NewRelationship: 'Broker' }),
      );
      expect(changed).toMatchObject({ RecordID: made.RecordID, RelationshipID: 4 });
      const removed = await client.links.remove(pair(1, 1));
      expect(removed.RecordIDs).toEqual([made.RecordID]);
      expect((await client.links.remove(pair(1, 1))).IsSuccessful).toBe(false);
    });

    test('with dryRun nothing is done', async () => {
      const said = await client.links.upsert(pair(1, 2), { dryRun: true });
      expect(said).toMatchObject({ DryRun: true, RecordID: null });
      expect(await client.links.count({ parentDomain: 'Claim', parentRecordID: 1 })).toBe(0);
    });

    test('are queried page after page, with the columns that are asked for', async () => {
      const bodies = Array.from({ length: 25 }, (_, at) => pair(2, at + 1, { Relationship: 'Witness' }));
      await all(client.links.upsertMany(bodies));
      const filters = { parentDomain: 'Claim', parentRecordID: 2 };
      const links = await all(client.links.query({ ...filters, pageSize: 10 }));
      expect(links.map(({ ChildID }) => ChildID)).toEqual(bodies.map(({ ChildRecordID }) => ChildRecordID));
      expect(links[0]).toMatchObject({ ParentDomain: 'Claim', ContactType: 'Witness', CreatedBy: 'ada' });
      const query = client.links.query({
        ...filters,
        pageSize: 10,
        columns: ['ChildID', 'ContactType'],
        order: 'desc',
      });
      const pages = await all(query.pages());
      expect(pages.map(({ rows }) => rows.length)).toEqual([10, 10, 5]);
      const first = required(pages[0]);
      expect(first.rows[0]).toEqual({ ChildID: 25, ContactType: 'Witness' });
      expect(pages.at(-1)?.after).toBeUndefined();
      // A query may be read again, and from a cursor on.
      expect(await query.page()).toEqual(first);
      const rest = client.links.query({ ...filters, pageSize: 10, order: 'desc', after: first.after });
      expect((await all(rest)).map(({ ChildID }) => ChildID)[0]).toBe(15);
    });

    test('are counted, also by relationship', async () => {
      await all(client.links.upsertMany([pair(3, 1, { Relationship: 'Broker' }), pair(3, 2)]));
      const filters = {
        parentDomain: 'Claim',
        parentRecordKey: 'CLM-3',
        parentRecordMatchField: 'ClaimNumber',
      };
      expect(await client.links.count(filters)).toBe(2);
      const counts = await client.links.countByRelationship(filters);
      expect(counts.map(({ ContactType, Count }) => [ContactType, Count])).toEqual(
        expect.arrayContaining([
          ['Broker', 1],
          [null, 1],
        ]),
      );
    });

    test('have a history', async () => {
      const { RecordID } = await client.links.upsert(pair(4, 1, { Relationship: 'Broker' }));
      await client.links.remove(pair(4, 1));
      const rows = client.links.history({ linkID: required(RecordID), columns: ['Action'] });
      expect(await all(rows)).toEqual([{ Action: 'removed' }, { Action: 'inserted' }]);
    });
  });

  describe('many entries', () => {
    const answered = (answers: (UpsertAnswer | RefusedEntry)[]) =>
      answers.map((each) => ('ErrorCode' in each ? each.ErrorCode : each.RecordID));

    test('go in slices, in order, from whatever gives them one by one', async () => {
      async function* entries() {
        for (let at = 0; at < 25; at++) yield pair(5, (at % 5) + 1, { Relationship: 'Witness' });
      }
      const answers = await all(client.links.upsertMany(entries(), { sliceSize: 4 }));
      expect(answers.map(({ Message }) => Message.split(' ')[0])).toEqual([
        ...Array.from({ length: 5 }, () => 'Inserted'),
        ...Array.from({ length: 20 }, () => 'Updated'),
      ]);
      expect(answers.map((each) => accepted(each).ChildID)).toEqual(
        Array.from({ length: 25 }, (_, at) => (at % 5) + 1),
      );
    });

    test('a refused one does not stop the others', async () => {
      const bodies = [pair(6, 1), pair(6, 999), pair(6, 2, { Relationship: 'Nobody' }), pair(6, 3)];
      const answers = await all(client.links.upsertMany(bodies, { sliceSize: 2 }));
      expect(answered(answers)).toEqual([
        expect.any(Number),
        'child_not_found',
        'relationship_not_found',
        expect.any(Number),
      ]);
    });

    test('atomic: all or nothing, as one call', async () => {
      const answers = await all(client.links.upsertMany([pair(7, 1), pair(7, 999)], { atomic: true }));
      expect(answered(answers)).toEqual(['not_applied', 'child_not_found']);
      expect(await client.links.count({ parentDomain: 'Claim', parentRecordID: 7 })).toBe(0);
      const tooMany = Array.from({ length: 1_001 }, () => pair(7, 1));
      await expect(all(client.links.upsertMany(tooMany, { atomic: true }))).rejects.toMatchObject({
        code: 'invalid_request',
      });
    });

    test('several calls at once keep the order of the answers', async () => {
      const bodies = Array.from({ length: 30 }, (_, at) => pair(8, at + 1));
      const answers = await all(client.links.upsertMany(bodies, { sliceSize: 3, concurrency: 4 }));
      expect(answers.map((each) => accepted(each).ChildID)).toEqual(
        bodies.map(({ ChildRecordID }) => ChildRecordID),
      );
      const gone = await all(client.links.removeMany(bodies, { sliceSize: 7, concurrency: 4 }));
      expect(gone.map((each) => accepted(each).RecordIDs.length)).toEqual(bodies.map(() => 1));
    });

    test('that are large go in calls below the limit', async () => {
      const entries = Array.from({ length: 12 }, (_, at) => ({
        ContactNumber: `L-${at}`,
        Name: '\u0001'.repeat(60_000),
        CompanyName: '漢'.repeat(60_000),
        Email: '"'.repeat(60_000),
      }));
      const contacts = client.records('Contact');
      const answers = await all(contacts.upsertMany(entries, { matchFields: ['ContactNumber'] }));
      expect(answers.every(({ IsSuccessful }) => IsSuccessful)).toBe(true);
    });

    test('are read no faster than they are sent', async () => {
      let read = 0;
      function* entries() {
        for (; read < 1_000; read++) yield pair(9, 1);
      }
      for await (const _ of client.links.upsertMany(entries(), { sliceSize: 10 })) break;
      expect(read).toBeLessThanOrEqual(40);
    });
  });

  describe('records', () => {
    const policies = client.records('Policy');

    test('are created, read, changed, upserted and deleted', async () => {
      const made = await policies.create({ PolicyNumber: 'P-1', Premium: '12345678901234567890.5' });
      const RecordID = required(made.RecordID);
      expect(await policies.read(RecordID)).toMatchObject({
        ID: RecordID,
        PolicyNumber: 'P-1',
        Premium: '12345678901234567890.5',
        Carrier: null,
      });
      await policies.update(RecordID, { Carrier: 'Acme Mutual', Premium: null });
      const upserted = await policies.upsert(
        { PolicyNumber: 'P-1', Premium: 5 },
        { matchFields: ['PolicyNumber'] },
      );
      expect(upserted.RecordID).toBe(RecordID);
      expect(await policies.read(RecordID)).toMatchObject({ Carrier: 'Acme Mutual', Premium: 5 });
      expect((await policies.delete(RecordID)).IsSuccessful).toBe(true);
      await expect(policies.read(RecordID)).rejects.toMatchObject({ code: 'not_found', status: 404 });
    });

    test('are upserted in numbers, and queried', async () => {
      const entries = Array.from({ length: 25 }, (_, at) => ({ PolicyNumber: `Q-${at}`, Premium: at }));
      const options = { matchFields: ['PolicyNumber'], sliceSize: 10 };
      expect(await all(policies.upsertMany(entries, { ...options, dryRun: true }))).toHaveLength(25);
      expect(await all(policies.query())).toEqual([]);
      await all(policies.upsertMany(entries, options));
      const rows = await all(policies.query({ columns: ['PolicyNumber', 'Premium'], pageSize: 7 }));
      expect(rows.map(({ ID: _, ...fields }) => fields)).toEqual(entries);
      const [first, second, third] = [0, 1, 2].map((at) => required(rows[at]).ID) as [number, number, number];
      expect(await all(policies.query({ ids: [third, first], columns: ['Premium'] }))).toEqual([
        { ID: first, Premium: 0 },
        { ID: third, Premium: 2 },
      ]);
      expect(await all(policies.query({ ids: [second, third], where: { Premium: 1 } }))).toHaveLength(1);
      expect(await all(policies.query({ ids: [] }))).toEqual([]);
    });

    test('keep the ids that entries give', async () => {
      const answers = await all(
        client.records('Location').upsertMany([{ ID: 70 }, { ID: 7 }], { matchFields: ['ID'] }),
      );
      expect(answers.map((each) => accepted(each).RecordID)).toEqual([70, 7]);
    });
  });

  test('domains and relationships are listed and saved', async () => {
    const saved = await client.domains.save('Custom.Vessel', {
      Label: 'Vessel',
      Linkable: true,
      Fields: [{ Name: 'Number', Type: 'Text' }],
    });
    expect(saved).toMatchObject({ Name: 'Custom.Vessel', Label: 'Vessel', Linkable: true });
    expect(await client.domains.list()).toContainEqual(saved);
    expect(await client.domains.fields('Custom.Vessel')).toMatchObject([{ Name: 'Number', CanMatch: true }]);
    const { ID } = await client.relationships.save({ Code: 'Skipper' });
    await client.relationships.save({ ID, Code: 'Captain' });
    const listed = await client.relationships.list();
    expect(listed.find((each) => each.ID === ID)).toMatchObject({ Code: 'Captain' });
  });

  test('every operation is there by its path', async () => {
    const { data } = await client.api.GET('/health');
    expect(data).toEqual({ status: 'ok' });
  });

  describe('failures', () => {
    async function failure(call: Promise<unknown>): Promise<LinkwrightError> {
      const error: unknown = await call.then(
        () => undefined,
        (thrown: unknown) => thrown,
      );
      if (error instanceof LinkwrightError) return error;
      throw new Error('The call has not failed as it should.', { cause: error });
    }

    test('carry code, status, request id and every fault of the input', async () => {
      const misspelt = { ...pair('x', 1), Relatonship: 'Broker' };
      const error = await failure(client.links.upsert(misspelt));
      expect(error).toMatchObject({ name: 'LinkwrightError', code: 'invalid_request', status: 400 });
      expect(error.requestId).toMatch(/^\S+$/);
      expect(error.errors.map(({ pointer }) => pointer).sort()).toEqual(['/ParentRecordID', '/Relatonship']);
      expect(error.message).toContain("Did you mean 'Relationship'?");
    });

    test('of a dry run name what is near', async () => {
      const body = {
        ...pair(undefined, 1),
        ParentRecordKey: 'clm-1',
        ParentRecordMatchField: 'ClaimNumber',
      };
      const error = await failure(client.links.upsert(body, { dryRun: true }));
      expect(error).toMatchObject({ code: 'parent_not_found', status: 404 });
      expect(error.candidates).toEqual([{ RecordID: 1, Key: 'CLM-1' }]);
    });

    test('a permission that is missing', async () => {
      const error = await failure(viewer.links.upsert(pair(1, 1)));
      expect(error).toMatchObject({ code: 'permission_denied', status: 403 });
    });

    test('a token that is none', async () => {
      const nobody = createClient({ server: server.address, token: 'none' });
      expect(await failure(nobody.domains.list())).toMatchObject({ code: 'unauthenticated', status: 401 });
    });

    test('no server, or another one', async () => {
      const away = createClient({ server: 'http://127.0.0.1:9', token: 'x', retries: 0 });
      const error = await failure(away.domains.list());
      expect(error).toMatchObject({ code: 'unreachable', status: 0 });
      expect(error.message).toContain('http://127.0.0.1:9 cannot be reached');
    });

    test('a signal ends a call', async () => {
      const signal = AbortSignal.abort(new Error('as asked'));
      await expect(client.links.upsert(pair(1, 1), { signal })).rejects.toThrow('as asked');
      await expect(all(client.links.query({ parentDomain: 'Claim' }, { signal }))).rejects.toThrow(
        'as asked',
      );
      await expect(all(client.links.upsertMany([pair(1, 1)], { signal }))).rejects.toThrow('as asked');
    });
  });

  describe('credentials', () => {
    const credentials = { account: 'Acme', client: 'Main', user: 'ada', password: 'correct-horse' };

    const sessions = async () => (await all(client.tokens.list())).filter(({ Kind }) => Kind === 'session');

    test('sign in with the first call, once for many', async () => {
      const signed = createClient({ server: server.address, credentials });
      const answers = await Promise.all(Array.from({ length: 5 }, () => signed.domains.list()));
      expect(answers[4]?.length).toBeGreaterThan(5);
      expect(await sessions()).toHaveLength(1);
    });

    test('sign in again when the session is over', async () => {
      const tokens: (string | null)[] = [];
      const signed = createClient({
        server: server.address,
        credentials,
        fetch: (url, sent) => {
          tokens.push(new Headers(sent?.headers).get('Token'));
          return fetch(url, sent);
        },
      });
      await signed.domains.list();
      for (const { ID } of await sessions()) await client.tokens.revoke(ID);
      const token = required(tokens.find((each) => each !== null));
      while (
        (await server.call<boolean>('GET', '/Authentication/HasTokenExpired', { token })).body === false
      );
      const answers = await Promise.all([signed.records('Member').create({}), signed.domains.list()]);
      expect(answers[0].RecordID).toBe(1);
      expect(new Set(tokens.filter((each) => each !== null)).size).toBe(2);
    });

    const failureOf = (call: Promise<unknown>) =>
      call.then(
        () => undefined,
        (error: LinkwrightError) => error.code,
      );

    test('that are wrong', async () => {
      const signed = createClient({
        server: server.address,
        credentials: { ...credentials, password: 'wrong' },
      });
      expect(await failureOf(signed.domains.list())).toBe('unauthenticated');
      expect(await failureOf(signed.domains.list())).toBe('unauthenticated');
    });
  });
});
