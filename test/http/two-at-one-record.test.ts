/** docs/reference/records.md#two-at-one-record: ETags of records, and writes on the condition that nobody has changed them. */
import { describe, expect, test } from 'vitest';
import { createClient, etagOf, LinkwrightError } from '#linkwright/client/index.js';
import { startRecordsServer } from '../support/records-world.js';
import { required } from '../support/required.js';
import { expectRefusal } from '../support/server.js';
import { runSteps } from '../support/steps.js';
import { stores } from '../support/stores.js';

const malformed = ['17', '"17', 'x"17"', '"1" "2"', '"1",', '*, "1"', '""x', 'w/"1"', ','];

describe.each(stores)('two at one record, on $name', async (store) => {
  const { server, tokens, call, create, created, update, read } = await startRecordsServer(store);
  type User = keyof typeof tokens;
  const etag = ({ headers }: { headers: Headers }) => required(headers.get('ETag') ?? undefined);
  const etagNow = async (path: string) => etag(await call('GET', path));
  const send = (
    method: string,
    path: string,
    headers: Record<string, string>,
    { body, as = 'ada' }: { body?: unknown; as?: User } = {},
  ) => server.call(method, `/api/${path}`, { token: tokens[as], body, headers });
  const put = (path: string, ifMatch: string, body: object, as: User = 'ada') =>
    send('PUT', path, { 'If-Match': ifMatch }, { body, as });
  const problem = { Accept: 'application/problem+json' };

  describe('the ETag', () => {
    test('is the number of the newest change, as the history has it', async () => {
      const answer = await create('Contact', { ContactNumber: 'E-1' });
      const path = `Contact/${answer.body.RecordID}`;
      const newest = async () => (await call('GET', `${path}/History?pageSize=1`)).body[0]?.ChangeID;
      expect(etag(answer)).toBe(`"${await newest()}"`);
      expect(await etagNow(path)).toBe(etag(answer));
      const updated = await call('PUT', path, { Name: 'Ana' });
      expect(etag(updated)).not.toBe(etag(answer));
      expect(etag(updated)).toBe(`"${await newest()}"`);
      expect(await etagNow(path)).toBe(etag(updated));
    });

    test('stays where nothing changes, and where other records do', async () => {
      const before = await etagNow('Claim/5002');
      expect(etag(await call('PUT', 'Claim/5002', { ClaimNumber: 'CLM-2' }))).toBe(before);
      await update('Claim', 5003, { Description: 'another' });
      await update('Policy', 1, { Carrier: 'Acme' });
      expect(await etagNow('Claim/5002')).toBe(before);
    });

    test('is "0" for a record without a history', async () => {
      const { id: client } = required(await server.store.clientByName('Acme', 'Main'));
      const { domains } = required(await server.store.metadata(client));
      const domain = required(domains.find(({ name }) => name === 'Location')).id;
      const old = { id: 900, fields: { Name: 'old' }, keys: [] };
      const nothing = { removals: [], updates: [], changes: [] };
      await runSteps(server.store, client, [
        'writeRecords',
        { domain, at: 1, user: 1, inserts: [old], ...nothing },
      ]);
      expect((await call('GET', 'Location/900/History')).body).toEqual([]);
      expect(await etagNow('Location/900')).toBe('"0"');
      expect((await put('Location/900', '"1"', { Name: 'new' })).text).toContain(
        'no change that If-Match names',
      );
      expect((await put('Location/900', '"0"', { Name: 'new' })).status).toBe(200);
      expectRefusal(await put('Location/900', '"0"', { Name: 'newer' }), 412, 'changed_meanwhile');
    });

    test('saves a reader that has it the record', async () => {
      const tag = await etagNow('Claim/5001');
      for (const known of [tag, `W/${tag}`, `"1", ${tag}`, '*']) {
        const answer = await send('GET', 'Claim/5001', { 'If-None-Match': known });
        expect([answer.status, answer.text, etag(answer)]).toEqual([304, '', tag]);
      }
      for (const other of ['"x"', '"1"', 'nonsense']) {
        const answer = await send('GET', 'Claim/5001', { 'If-None-Match': other });
        expect([answer.status, answer.body.ID]).toEqual([200, 5001]);
      }
      expectRefusal(await send('GET', 'Claim/99', { 'If-None-Match': '*' }), 404, 'not_found');
    });
  });

  describe('a change', () => {
    test('is done while the record is as it was read', async () => {
      const id = await created('Contact', { ContactNumber: 'M-1', Name: 'One' });
      const path = `Contact/${id}`;
      const first = await etagNow(path);
      const answer = await put(path, first, { Name: 'Two' });
      expect(answer.status).toBe(200);
      // Each answer has what the next change needs.
      expect((await put(path, etag(answer), { Name: 'Three' })).status).toBe(200);
      expectRefusal(await put(path, first, { Name: 'Four' }), 412, 'changed_meanwhile');
      expectRefusal(await put(path, etag(answer), { Name: 'Four' }), 412, 'changed_meanwhile');
      expect((await read('Contact', id)).Name).toBe('Three');
    });

    test.each<[name: string, list: (tag: string) => string, status: number]>([
      ['one of several', (tag) => `"x", ${tag} ,W/"2"`, 200],
      ['any', () => '*', 200],
      ['any, in spaces', () => ' * ', 200],
      ['a weak one, which never matches', (tag) => `W/${tag}`, 412],
      ['somebody else’s', () => '"0123abc"', 412],
      ['none of ours, with commas in it', (tag) => `"${tag.slice(1, -1)},"`, 412],
      ['the number with a zero before it', (tag) => tag.replace('"', '"0'), 412],
      ['a later one', () => '"999999"', 412],
      ['an empty one', () => '""', 412],
    ])('%s', async (_, list, status) => {
      const id = await created('Contact', { ContactNumber: 'L-1', Name: 'One' });
      const answer = await put(`Contact/${id}`, list(await etagNow(`Contact/${id}`)), { Name: 'Two' });
      expect(answer.status).toBe(status);
      expect((await read('Contact', id)).Name).toBe(status === 200 ? 'Two' : 'One');
    });

    test.each(malformed)('with If-Match: %s is refused', async (ifMatch) => {
      for (const answer of [
        await put('Claim/5001', ifMatch, { Description: 'x' }),
        await send('DELETE', 'Claim/5001', { 'If-Match': ifMatch }),
      ]) {
        expect(expectRefusal(answer, 400, 'invalid_request')).toMatch(/If-Match must be an ETag/);
      }
      expect((await read('Claim', 5001)).Description).not.toBe('x');
    });

    test('of a record that is not there is not found, whatever the condition', async () => {
      for (const ifMatch of ['*', '"1"']) {
        expectRefusal(await put('Claim/99', ifMatch, {}), 404, 'not_found');
        expectRefusal(await send('DELETE', 'Claim/99', { 'If-Match': ifMatch }), 404, 'not_found');
      }
    });

    test('is refused for its permission first', async () => {
      expectRefusal(await put('Claim/5001', '"1"', {}, 'grace'), 403, 'permission_denied');
      expectRefusal(await put('Claim/5001', 'x', {}, 'grace'), 403, 'permission_denied');
    });

    test('of fifty at once that have read the same state, one is done', async () => {
      const id = await created('Contact', { ContactNumber: 'F-1' });
      const tag = await etagNow(`Contact/${id}`);
      const answers = await Promise.all(
        Array.from({ length: 50 }, (_, at) => put(`Contact/${id}`, tag, { Name: `Name ${at}` })),
      );
      const done = answers.flatMap(({ status }, at) => (status === 200 ? [at] : []));
      expect(done).toHaveLength(1);
      expect((await read('Contact', id)).Name).toBe(`Name ${done[0]}`);
      for (const answer of answers.filter(({ status }) => status !== 200)) {
        expectRefusal(answer, 412, 'changed_meanwhile');
      }
    });
  });

  describe('the refusal', () => {
    test('says who changed what since, and when, without values', async () => {
      const id = await created('Claim', { ClaimNumber: 'W-1' });
      const path = `Claim/${id}`;
      const tag = await etagNow(path);
      await update('Claim', id, { Amount: 12, Status: 'Open' }, 'claims');
      await update('Claim', id, { Status: 'Closed' });
      const { body: history } = await call('GET', `${path}/History?pageSize=2`);
      const [closed, opened] = history;
      const message = expectRefusal(await put(path, tag, {}), 412, 'changed_meanwhile');
      expect(message).toBe(
        'Unable to execute. The record has changed meanwhile. ' +
          `ada updated Status at ${closed?.At}. clara updated Status, Amount at ${opened?.At}.`,
      );
      const answer = await send('PUT', path, { 'If-Match': tag, ...problem }, { body: {} });
      expect(answer.body.changes).toEqual([
        ...[
          { ChangeID: closed?.ChangeID, Action: 'updated', User: 'ada', At: closed?.At, Fields: ['Status'] },
        ],
        {
          ChangeID: opened?.ChangeID,
          Action: 'updated',
          User: 'clara',
          At: opened?.At,
          Fields: ['Status', 'Amount'],
        },
      ]);
      expect(answer.text).not.toContain('Closed');
      // Of several states that are named, the newest counts.
      const since = await put(path, `${tag}, "${opened?.ChangeID}"`, {});
      expect(since.text).not.toContain('clara');
      // Nobody knows since when, where none is named.
      expect((await put(path, '"other"', {})).text).not.toContain('clara');
      const deletion = await send('DELETE', path, { 'If-Match': tag });
      expect(expectRefusal(deletion, 412, 'changed_meanwhile')).toBe(message);
    });

    test('names the newest ten changes', async () => {
      const id = await created('Claim', { ClaimNumber: 'T-1' });
      const tag = await etagNow(`Claim/${id}`);
      for (let at = 0; at < 12; at++) await update('Claim', id, { Amount: at });
      const answer = await send('PUT', `Claim/${id}`, { 'If-Match': tag, ...problem }, { body: {} });
      expect(answer.body.changes).toHaveLength(10);
      expect(answer.body.detail).toMatch(/ There are earlier changes, too\.$/);
    });

    test('says of a record without a change so named that there is none', async () => {
      const id = await created('Claim', { ClaimNumber: 'N-1' });
      const message = expectRefusal(await put(`Claim/${id}`, '"0"', {}), 412, 'changed_meanwhile');
      expect(message).toMatch(/ada created it at \d{4}-/);
    });

    test('tells nobody without View who it was', async () => {
      const tag = await etagNow('Policy/2');
      await update('Policy', 2, { Carrier: 'Acme' });
      const answer = await send(
        'PUT',
        'Policy/2',
        { 'If-Match': tag, ...problem },
        { body: {}, as: 'edith' },
      );
      expect(answer.status).toBe(412);
      expect(answer.body.detail).toBe('Unable to execute. The record has changed meanwhile. Read it again.');
      expect(answer.body.changes).toBeUndefined();
      const created = await call('GET', 'Policy/2/History', undefined, 'edith');
      expectRefusal(created, 403, 'permission_denied');
    });
  });

  test('a deletion is done while the record is as it was read', async () => {
    const id = await created('Contact', { ContactNumber: 'D-1' });
    const path = `Contact/${id}`;
    const tag = await etagNow(path);
    await update('Contact', id, { Name: 'One' });
    expectRefusal(await send('DELETE', path, { 'If-Match': tag }), 412, 'changed_meanwhile');
    expect((await send('DELETE', path, { 'If-Match': await etagNow(path) })).status).toBe(200);
    expectRefusal(await send('DELETE', path, { 'If-Match': tag }), 404, 'not_found');
  });

  test('a merge is done while the record that is kept is as it was read, and its id stands for both', async () => {
    const keep = await created('Contact', { ContactNumber: 'G-1' });
    const gone = await created('Contact', { ContactNumber: 'G-2', Name: 'Gone' });
    const tag = await etagNow(`Contact/${keep}`);
    await update('Contact', keep, { Name: 'One' });
    const merge = (ifMatch: string) =>
      send('POST', 'Contact/Merge', { 'If-Match': ifMatch }, { body: { KeepID: keep, MergeID: gone } });
    expect(expectRefusal(await merge(tag), 412, 'changed_meanwhile')).toContain('ada updated Name at');
    expectRefusal(await merge('"'), 400, 'invalid_request');
    expect((await read('Contact', gone)).Name).toBe('Gone');
    expect((await merge(await etagNow(`Contact/${keep}`))).status).toBe(200);

    const answer = await call('GET', `Contact/${gone}`);
    expect([answer.body.ID, answer.headers.get('Merged-From')]).toEqual([keep, String(gone)]);
    expect(etag(answer)).toBe(await etagNow(`Contact/${keep}`));
    const ofGone = await call('GET', `Contact/${gone}/History?columns=RecordID,Action,MergedID`);
    expect(ofGone.body).toEqual([
      { RecordID: gone, Action: 'merged', MergedID: null },
      { RecordID: gone, Action: 'created', MergedID: null },
    ]);
    const ofKept = await call('GET', `Contact/${keep}/History?columns=RecordID,Action,MergedID&pageSize=1`);
    expect(ofKept.body).toEqual([{ RecordID: keep, Action: 'merged', MergedID: gone }]);
    // A write by the id that is gone is one to the kept record.
    expectRefusal(await put(`Contact/${gone}`, tag, { Name: 'Two' }), 412, 'changed_meanwhile');
    expect((await put(`Contact/${gone}`, etag(answer), { Name: 'Two' })).status).toBe(200);
    expect((await read('Contact', keep)).Name).toBe('Two');
    expectRefusal(
      await send('DELETE', `Contact/${gone}`, { 'If-Match': etag(answer) }),
      412,
      'changed_meanwhile',
    );
  });

  test('the client has the ETag of what it was answered, and says who was there meanwhile', async () => {
    const contacts = createClient({ server: server.address, token: tokens.ada }).records('Contact');
    const made = await contacts.create({ ContactNumber: 'C-1', Name: 'One' });
    const id = required(made.RecordID);
    const record = await contacts.read(id);
    expect(etagOf(record)).toBe(etagOf(made));
    expect(Object.keys(record)).not.toContain('ETag');
    const updated = await contacts.update(id, { Name: 'Two' }, { ifMatch: etagOf(record) });
    const late = contacts.update(id, { Name: 'Three' }, { ifMatch: etagOf(record) });
    const error = await late.then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
    expect(error).toBeInstanceOf(LinkwrightError);
    expect(error).toMatchObject({
      code: 'changed_meanwhile',
      changes: [{ User: 'ada', Fields: ['Name'] }],
    });
    await expect(contacts.delete(id, { ifMatch: etagOf(record) })).rejects.toMatchObject({ status: 412 });
    expect((await contacts.delete(id, { ifMatch: etagOf(updated) })).IsSuccessful).toBe(true);
    expect(() => etagOf({ ...record })).toThrow('There is no ETag');
  });
});
