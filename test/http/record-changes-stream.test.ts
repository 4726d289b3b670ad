/** docs/reference/records.md#changes-stream: `GET /api/{domain}/Changes/Stream`. */
import { afterEach, describe, expect, test } from 'vitest';
import { saveRoleProgram } from '#linkwright/access/roles.js';
import { createClient } from '#linkwright/client/index.js';
import { limits } from '#linkwright/limits/limits.js';
import { openEvents } from '../support/events.js';
import { startRecordsServer } from '../support/records-world.js';
import { required } from '../support/required.js';
import { expectRefusal } from '../support/server.js';
import { stores } from '../support/stores.js';

describe.each(stores)('the stream of changes of records, on $name', async (store) => {
  const { server, tokens, call, create, update, created, remove } = await startRecordsServer(store);
  const { id: client } = required(await server.store.clientByName('Acme', 'Main'));
  const changed = Object.fromEntries(Object.entries(limits));
  afterEach(() => Object.assign(limits, changed));

  const open = (
    path = 'Contact/Changes/Stream',
    { as = 'ada', ...options }: { as?: keyof typeof tokens; headers?: Record<string, string> } = {},
  ) => openEvents(server, `/api/${path}`, { token: tokens[as], ...options });
  const numbers = ({ events }: { events: { id: string | undefined }[] }) =>
    events.map(({ id }) => Number(id));
  const newest = () => server.store.lastChange(client);

  test('holds the same entries as a page, with the number as id', async () => {
    const stream = await open('Policy/Changes/Stream?after=0');
    const { body } = await call('GET', 'Policy/Changes');
    expect(await stream.until(body.length)).toEqual(
      body.map((data) => ({ id: String(data.ChangeID), event: 'change', data })),
    );
    await stream.close();
  });

  test('begins with what comes from now on, of its own domain', async () => {
    const from = await newest();
    const stream = await open('Policy/Changes/Stream?columns=ChangeID,Action');
    await stream.until(() => stream.lastId !== undefined);
    expect(stream.lastId).toBe(String(from));
    await update('Claim', 5001, { Description: 'of another domain' });
    await update('Policy', 1, { Carrier: 'Acme' });
    await stream.until(1);
    expect(stream.events.map(({ data }) => data)).toEqual([{ ChangeID: from + 2, Action: 'updated' }]);
    await stream.close();
  });

  test('holds every change once and in order while 50 calls come in at once', async () => {
    const from = await newest();
    const streams = [await open(), await open(`Contact/Changes/Stream?after=${from}`)];
    await Promise.all(Array.from({ length: 50 }, (_, at) => create('Contact', { ContactNumber: `S-${at}` })));
    for (const stream of streams) {
      await stream.until(50);
      expect(numbers(stream)).toEqual(Array.from({ length: 50 }, (_, at) => from + at + 1));
      await stream.close();
    }
  });

  test('resumes from Last-Event-ID, which wins over after', async () => {
    const stream = await open();
    const id = await created('Contact', { ContactNumber: 'R-1' });
    await stream.until(1);
    await stream.close();
    await update('Contact', id, { Name: 'One' });
    const again = await open('Contact/Changes/Stream?after=0', {
      headers: { 'Last-Event-ID': required(stream.lastId) },
    });
    await again.until(1);
    await update('Contact', id, { Name: 'Two' });
    await again.until(2);
    expect(again.events.map(({ data }) => data.AfterFields.Name)).toEqual(['One', 'Two']);
    await again.close();
  });

  test('that begins far back goes through pages, and on into what comes', async () => {
    Object.assign(limits, { pageRowsDefault: 2 });
    const { body } = await call('GET', 'Contact/Changes?pageSize=1000');
    const stream = await open('Contact/Changes/Stream?after=0');
    await stream.until(body.length);
    await create('Contact', { ContactNumber: 'F-1' });
    await stream.until(body.length + 1);
    expect(numbers(stream).slice(0, -1)).toEqual(body.map(({ ChangeID }) => ChangeID));
    await stream.close();
  });

  test.each(['x', '-1', '999999'])('a Last-Event-ID of %s is refused', async (id) => {
    const headers = { 'Last-Event-ID': id };
    const answer = await server.call('GET', '/api/Claim/Changes/Stream', { token: tokens.ada, headers });
    expect(expectRefusal(answer, 400, 'invalid_request')).toMatch(/Last-Event-ID/);
  });

  test.each(['pageSize=5', 'columns=Domain', 'after=x', 'parentDomain=Claim'])(
    '%s is refused',
    async (query) => {
      expectRefusal(await call('GET', `Claim/Changes/Stream?${query}`), 400, 'invalid_request');
    },
  );

  test('takes View on the domain', async () => {
    const refused = await call('GET', 'Policy/Changes/Stream', undefined, 'edith');
    expectRefusal(refused, 403, 'permission_denied');
    expectRefusal(await call('GET', 'Clam/Changes/Stream'), 404, 'not_found');
  });

  test('ends when its caller loses View', async () => {
    const stream = await open('Claim/Changes/Stream', { as: 'claims' });
    const role = { name: 'Editors of claims', grants: { Claim: ['Edit'] } };
    await server.store.write({ client, program: saveRoleProgram, input: role });
    expect(await stream.ended).toBe('by the server');
  });

  test('ends when another domain has its name', async () => {
    const save = () =>
      call('PUT', 'Metadata/Domains/Custom.Brief', { Fields: [{ Name: 'Code', Type: 'Text' }] });
    await save();
    const stream = await open('Custom.Brief/Changes/Stream');
    await remove('Custom.Brief', await created('Custom.Brief', { Code: 'first' }));
    await stream.until(2);
    await call('DELETE', 'Metadata/Domains/Custom.Brief');
    await save();
    expect(await stream.ended).toBe('by the server');
    const again = await open('Custom.Brief/Changes/Stream?after=0');
    await created('Custom.Brief', { Code: 'second' });
    await again.until(1);
    expect(again.events.map(({ data }) => data.AfterFields)).toEqual([{ Code: 'second' }]);
    await again.close();
  });

  test('counts to the streams that a user may have open', async () => {
    Object.assign(limits, { openStreamsOfUser: 1 });
    const stream = await open('Claim/Changes/Stream', { as: 'grace' });
    expectRefusal(await call('GET', 'Policy/Changes/Stream', undefined, 'grace'), 429, 'rate_limited');
    await stream.close();
  });

  test('is followed by the client', async () => {
    const members = createClient({ server: server.address, token: tokens.ada }).records('Member');
    await members.create({ Name: 'One' });
    const seen = [];
    for await (const { Action, AfterFields } of members.changes.follow({ after: 0 })) {
      seen.push([Action, AfterFields.Name]);
      if (seen.length === 1) await members.create({ Name: 'Two' });
      if (seen.length === 2) break;
    }
    expect(seen).toEqual([
      ['created', 'One'],
      ['created', 'Two'],
    ]);
    const history = members.history(1, { columns: ['Action'] });
    expect((await history.page()).rows).toEqual([{ Action: 'created' }]);
  });
});
