/** docs/reference/records.md#history: `GET /api/{domain}/{id}/History` and `GET /api/{domain}/Changes`. */
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { createClient } from '#linkwright/client/index.js';
import type { ErrorCode } from '#linkwright/contract/errors.js';
import { limits } from '#linkwright/limits/limits.js';
import { nextOf } from '../support/page.js';
import { startRecordsServer } from '../support/records-world.js';
import { required } from '../support/required.js';
import { expectRefusal } from '../support/server.js';
import { stores } from '../support/stores.js';

const columns = [
  ...['ChangeID', 'RecordID', 'Action', 'BeforeFields', 'AfterFields'],
  ...['MergedID', 'At', 'User', 'RequestID'],
];

const wrong: [parameters: string, words: RegExp][] = [
  ['after=x', /after must be the cursor.*"x" was given/],
  ['after=-1', /after/],
  ['afer=1', /afer.*'after'/],
  ['pageSize=0', /pageSize/],
  ['pageSize=1001', /pageSize/],
  ['columns=Domain', /columns must be a list of ChangeID.*"Domain" was given/],
  ['columns=AfterFields.Status', /columns must be a list of ChangeID.*"AfterFields.Status" was given/],
  ['columns=changeID', /Did you mean 'ChangeID'/],
  ['order=up', /order/],
  ['RecordID=5001', /RecordID/],
];

describe.each(stores)('what became of records, on $name', async (store) => {
  const { server, tokens, call, create, update, remove, created } = await startRecordsServer(store);
  const history = (path: string, as?: keyof typeof tokens) => call('GET', path, undefined, as);
  const changed = Object.fromEntries(Object.entries(limits));
  afterEach(() => Object.assign(limits, changed));

  /** The rows of all pages, from a path on. */
  async function allRows(path: string, as: keyof typeof tokens = 'ada') {
    const rows = [];
    for (let next: string | undefined = `/api/${path}`; next !== undefined; ) {
      const answer = await server.call('GET', next, { token: tokens[as] });
      expect(answer.status).toBe(200);
      rows.push(...answer.body);
      next = nextOf(answer);
    }
    return rows;
  }

  describe('the history of a record', () => {
    const start = Date.now();
    let id: number;
    const requests: (string | null)[] = [];

    beforeAll(async () => {
      const answers = [await create('Claim', { ClaimNumber: 'CLM-9', Policy: 1, Amount: '1500.50' })];
      id = required(answers[0]?.body.RecordID);
      answers.push(await update('Claim', id, { Status: 'Open', Policy: 2, Amount: '' }, 'claims'));
      // Nothing changes, which is no change.
      await update('Claim', id, { Status: 'Open' });
      answers.push(await update('Claim', id, { Amount: '12345678901234567890' }));
      answers.push(await remove('Claim', id));
      requests.push(...answers.map(({ headers }) => headers.get('X-Request-Id')));
    });

    test('says what happened, newest first, also of a record that is gone', async () => {
      const { status, body } = await history(`Claim/${id}/History`);
      expect(status).toBe(200);
      expect(body.map(({ Action, User }) => [Action, User])).toEqual([
        ['deleted', 'ada'],
        ['updated', 'ada'],
        ['updated', 'clara'],
        ['created', 'ada'],
      ]);
      for (const row of body) {
        expect(Object.keys(row)).toEqual(columns);
        expect(row.RecordID).toBe(id);
        expect(row.MergedID).toBeNull();
        expect(Date.parse(row.At)).toBeGreaterThanOrEqual(start - 1);
      }
      expect(body.map(({ RequestID }) => RequestID).reverse()).toEqual(requests);
      expect(body.map(({ ChangeID }) => ChangeID)).toEqual(
        body.map(({ ChangeID }) => ChangeID).sort((one, other) => other - one),
      );
    });

    test('has just the fields that differ, in their domain’s order, null where one has no value', async () => {
      const { body } = await history(`Claim/${id}/History`);
      const texts = body.map(({ BeforeFields, AfterFields }) => JSON.stringify([BeforeFields, AfterFields]));
      const long = '"12345678901234567890"';
      expect(texts).toEqual([
        `[{"ClaimNumber":"CLM-9","Status":"Open","Policy":2,"Amount":${long}},{"ClaimNumber":null,"Status":null,"Policy":null,"Amount":null}]`,
        `[{"Amount":null},{"Amount":${long}}]`,
        '[{"Status":null,"Policy":1,"Amount":1500.5},{"Status":"Open","Policy":2,"Amount":null}]',
        '[{"ClaimNumber":null,"Policy":null,"Amount":null},{"ClaimNumber":"CLM-9","Policy":1,"Amount":1500.5}]',
      ]);
    });

    test.each([1, 2, 3, 4])('in pages of %i rows holds each change once', async (pageSize) => {
      const { body: whole } = await history(`Claim/${id}/History`);
      expect(await allRows(`Claim/${id}/History?pageSize=${pageSize}`)).toEqual(whole);
      const [, second] = whole;
      expect(await allRows(`Claim/${id}/History?pageSize=1&after=${second?.ChangeID}`)).toEqual(
        whole.slice(2),
      );
    });

    test('in pages that end for their bytes holds each change once', async () => {
      const { body: whole } = await history(`Claim/${id}/History`);
      Object.assign(limits, { pageBytes: 500 });
      expect((await history(`Claim/${id}/History`)).body.length).toBeLessThan(4);
      expect(await allRows(`Claim/${id}/History`)).toEqual(whole);
    });

    test('has the columns that are asked for, in their usual order', async () => {
      const { body } = await history(`Claim/${id}/History?columns=User,Action&pageSize=1`);
      expect(JSON.stringify(body)).toBe('[{"Action":"deleted","User":"ada"}]');
    });

    test('of a record whose history has nothing before a change is empty', async () => {
      const { body } = await history(`Claim/${id}/History`);
      const { status, body: before } = await history(`Claim/${id}/History?after=${body.at(-1)?.ChangeID}`);
      expect([status, before]).toEqual([200, []]);
      expect((await history(`Claim/${id}/History?after=999999`)).body).toEqual(body);
    });

    test.each(wrong)('%s is refused', async (parameters, words) => {
      const answer = await history(`Claim/${id}/History?${parameters}`);
      expect(expectRefusal(answer, 400, 'invalid_request')).toMatch(words);
    });

    test.each<[path: string, status: number, code: ErrorCode]>([
      ['Claim/99999/History', 404, 'not_found'],
      ['Claim/0/History', 400, 'invalid_request'],
      ['Claim/x/History', 400, 'invalid_request'],
      ['Clam/1/History', 404, 'not_found'],
      ['claim/5001/History', 404, 'not_found'],
    ])('%s is refused', async (path, status, code) => {
      expectRefusal(await history(path), status, code);
    });

    test.each(['Claim/5001/history', 'Claim/5001/History/'])('%s is the same', async (path) => {
      expect((await history(path)).body).toEqual((await history('Claim/5001/History')).body);
    });

    test('takes View', async () => {
      expect((await history('Policy/1/History', 'grace')).status).toBe(200);
      expectRefusal(await history('Policy/1/History', 'edith'), 403, 'permission_denied');
      // Nor is it told which ids there are.
      expectRefusal(await history('Policy/99/History', 'edith'), 403, 'permission_denied');
    });

    test('is one’s own: another client has another record with the id', async () => {
      await update('Claim', 5001, { Description: 'mine' });
      const others = await history('Claim/5001/History', 'other');
      expect(others.body.map(({ Action }) => Action)).toEqual(['created']);
    });

    test('is there of files too, and of what an upsert and a bulk call write', async () => {
      await update('File', 3001, { Folder: 'Letters' });
      const { body } = await history('File/3001/History?columns=Action,AfterFields');
      expect(body).toEqual([
        { Action: 'updated', AfterFields: { Folder: 'Letters' } },
        { Action: 'created', AfterFields: { FileName: 'survey.pdf' } },
      ]);
      const { body: answers } = await call('POST', 'Contact/BulkUpsert?matchFields=ContactNumber', [
        { ContactNumber: 'B-1', Name: 'One' },
        { ContactNumber: 'B-1', Name: 'Two' },
      ]);
      const bulk = await history(`Contact/${answers[0]?.RecordID}/History`);
      expect(bulk.body.map(({ Action, AfterFields }) => [Action, AfterFields.Name])).toEqual([
        ['updated', 'Two'],
        ['created', 'One'],
      ]);
    });
  });

  describe('domains and fields that were dropped', () => {
    const define = (name: string, fields: string[]) =>
      call('PUT', `Metadata/Domains/${name}`, {
        Fields: fields.map((Name) => ({ Name, Type: 'Text' })),
      });

    test('a field that was dropped keeps its name, and comes last', async () => {
      await define('Custom.Boat', ['Old', 'Kept']);
      const id = await created('Custom.Boat', { Old: 'x', Kept: 'y' });
      await update('Custom.Boat', id, { Old: '', Kept: '' });
      expect((await call('DELETE', 'Metadata/Domains/Custom.Boat/Fields/Old')).status).toBe(200);
      const { body } = await history(`Custom.Boat/${id}/History?columns=BeforeFields`);
      expect(body.map((row) => JSON.stringify(row.BeforeFields))).toEqual([
        '{"Kept":"y","Old":"x"}',
        '{"Kept":null,"Old":null}',
      ]);
    });

    test('a domain that was dropped has its histories, until another has its name', async () => {
      await define('Custom.Gone', ['Code']);
      const id = await created('Custom.Gone', { Code: 'first' });
      await remove('Custom.Gone', id);
      expect((await call('DELETE', 'Metadata/Domains/Custom.Gone')).status).toBe(200);
      for (const as of ['ada', 'grace'] as const) {
        const { body } = await history(`Custom.Gone/${id}/History?columns=Action`, as);
        expect(body).toEqual([{ Action: 'deleted' }, { Action: 'created' }]);
        expect((await history('Custom.Gone/Changes?columns=Action', as)).body).toEqual([
          { Action: 'created' },
          { Action: 'deleted' },
        ]);
      }
      expectRefusal(await history('Custom.Gone/99/History'), 404, 'not_found');
      expectRefusal(await history(`Custom.Gone/${id}/History`, 'claims'), 404, 'not_found');
      await define('Custom.Gone', ['Code']);
      const again = await created('Custom.Gone', { Code: 'second' });
      const { body } = await history(`Custom.Gone/${again}/History?columns=AfterFields`);
      expect(body).toEqual([{ AfterFields: { Code: 'second' } }]);
    });
  });

  describe('the feed of a domain', () => {
    const feed = (parameters = '', as?: keyof typeof tokens, domain = 'Policy') =>
      history(`${domain}/Changes?${parameters}`, as);
    const newestOf = async () => Number((await feed()).headers.get('Next-After'));

    test('holds the same entries oldest first, of this domain alone', async () => {
      const id = await created('Policy', { PolicyNumber: 'P-9' });
      await update('Policy', id, { Carrier: 'Acme' });
      const { body } = await feed();
      expect(body.map(({ RecordID }) => RecordID)).toEqual([1, 2, id, id]);
      const { body: own } = await history(`Policy/${id}/History`);
      expect(body.slice(2)).toEqual(own.reverse());
    });

    test('goes on after any cursor, and passes over what is of others', async () => {
      const from = await newestOf();
      await update('Claim', 5002, { Description: 'of another domain' });
      const answer = await feed(`after=${from}`);
      expect(answer.body).toEqual([]);
      expect(nextOf(answer)).toBeUndefined();
      expect(Number(answer.headers.get('Next-After'))).toBe(from + 1);
      for (const { ChangeID } of (await feed()).body) {
        const rest = (await feed(`after=${ChangeID}`)).body;
        expect(rest).toEqual((await feed()).body.filter((row) => row.ChangeID > ChangeID));
      }
    });

    test.each([1, 2, 1000])('in pages of %i rows holds each change once', async (pageSize) => {
      expect(await allRows(`Policy/Changes?pageSize=${pageSize}`)).toEqual((await feed()).body);
    });

    test('in pages that end for their bytes holds each change once', async () => {
      const { body } = await feed();
      Object.assign(limits, { pageBytes: 300 });
      expect((await feed()).body).toHaveLength(1);
      expect(await allRows('Policy/Changes')).toEqual(body);
    });

    test.each([...wrong, ['after=999999', /after.*999999 was given/] as const])(
      '%s is refused',
      async (parameters, words) => {
        expect(expectRefusal(await feed(parameters), 400, 'invalid_request')).toMatch(words);
      },
    );

    test.each([1, 2, 1000])(
      'newest first, in pages of %i rows, holds the same, and says where to go on',
      async (pageSize) => {
        const { body, headers } = await feed();
        const path = `Policy/Changes?order=desc&pageSize=${pageSize}`;
        expect(await allRows(path)).toEqual([...body].reverse());
        expect((await history(path)).headers.get('Next-After')).toBe(headers.get('Next-After'));
      },
    );

    test('takes View on the domain', async () => {
      expect((await feed('', 'grace')).status).toBe(200);
      expectRefusal(await feed('', 'edith'), 403, 'permission_denied');
      expectRefusal(await feed('', 'ada', 'Clam'), 404, 'not_found');
      expect((await feed('', 'other')).body.map(({ RecordID }) => RecordID)).toEqual([1, 2]);
    });

    test('stands at a path of its own, which is no record', async () => {
      for (const [method, path] of [
        ['PUT', 'Policy/Changes'],
        ['DELETE', 'Policy/Changes'],
        ['POST', 'Policy/1/History'],
      ] as const) {
        const answer = await call(method, path, method === 'DELETE' ? undefined : {});
        expectRefusal(answer, 405, 'method_not_allowed');
        expect(answer.headers.get('Allow')).toContain('GET');
      }
    });

    test('followed while changes come in holds each once, in order', async () => {
      const client = createClient({ server: server.address, token: tokens.ada });
      const locations = client.records('Location');
      const from = await newestOf();
      const writing = Promise.all(
        Array.from({ length: 30 }, (_, at) => locations.create({ Name: `L-${at}` })),
      );
      const seen: number[] = [];
      let after: string | number = from;
      while (seen.length < 30) {
        for await (const page of locations.changes.read({ after, pageSize: 3 })) {
          seen.push(...page.changes.map(({ RecordID }) => RecordID));
          after = page.after;
        }
      }
      const ids = (await writing).map(({ RecordID }) => RecordID);
      expect(seen).toEqual(ids.sort((one, other) => Number(one) - Number(other)));
    });
  });
});
