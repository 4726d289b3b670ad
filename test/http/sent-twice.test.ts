/** docs/reference/records.md#sent-twice: a call that comes again under its key does nothing, and is answered as the first time. */
import { pino } from 'pino';
import { afterAll, describe, expect, test } from 'vitest';
import { openFolder } from '#linkwright/content/folder.js';
import type { Fixture } from '#linkwright/fixture/shape.js';
import { createApp } from '#linkwright/http/app.js';
import { limits } from '#linkwright/limits/limits.js';
import { AnswerRetention } from '#linkwright/record/keyed/retention.js';
import type { KeptAnswer } from '#linkwright/store/store.js';
import type { Answer } from '../support/answers.js';
import { temporaryFolder } from '../support/folder.js';
import { gate } from '../support/gate.js';
import { required } from '../support/required.js';
import { addressOf, expectRefusal, startServer } from '../support/server.js';
import { runSteps } from '../support/steps.js';
import { stores } from '../support/stores.js';
import { encodeForm, formAround, formHeaders, upload } from '../support/upload.js';

const fixture: Fixture = {
  account: 'Acme',
  client: 'Main',
  roles: [{ name: 'Editors', grants: { Claim: ['Edit', 'AttachFiles'] } }],
  users: [
    { user: 'ada', administrator: true },
    { user: 'edith', roles: ['Editors'] },
  ],
  domains: [{ Name: 'Claim', Fields: [{ Name: 'ClaimNumber', Type: 'Text', Unique: true }] }],
  records: { Claim: [{ id: 1, ClaimNumber: 'CLM-1' }] },
};

describe.each(stores)('sent twice, on $name', async (store) => {
  const content = await openFolder(temporaryFolder(), 'nothing');
  const server = await startServer(store, [fixture, { ...fixture, client: 'Other' }], { content });
  const tokens = {
    ada: await server.token('ada'),
    edith: await server.token('edith'),
    other: await server.token('ada', 'Other'),
  };
  const main = required((await server.store.clients()).find(({ name }) => name === 'Main')).id;
  // Another server on the database: what is under way on the one, it cannot know.
  const second = await createApp({ store: server.store, log: pino({ level: 'silent' }), content });
  await second.server.listen({ host: '127.0.0.1', port: 0 });
  afterAll(() => second.server.close());
  let count = 0;
  const newKey = () => `key-${store.name}-${++count}`;

  const create = (key: string, body: object = {}, as: keyof typeof tokens = 'ada', path = '/api/Claim') =>
    server.call('POST', path, { token: tokens[as], body, headers: { 'Idempotency-Key': key } });
  const createThere = async (key: string): Promise<Answer<unknown>> => {
    const headers = {
      ...{ Token: tokens.ada, 'Content-Type': 'application/json', 'Idempotency-Key': key },
    };
    const response = await fetch(`${addressOf(second)}/api/Claim`, { method: 'POST', headers, body: '{}' });
    const text = await response.text();
    return { status: response.status, headers: response.headers, text, body: JSON.parse(text) };
  };
  const send = (key: string, parts: Parameters<typeof upload>[2]['parts'] = [], path = 'Claim/1') =>
    upload(server, path, { token: tokens.ada, parts, headers: { 'Idempotency-Key': key } });
  const note = (text = 'a note', name = 'note.txt'): [string, string, string] => ['content', text, name];
  const total = async (domain: string) =>
    (
      await server.rows(`SELECT id FROM record WHERE client_id = ${main} AND domain_id =
      (SELECT id FROM domain WHERE client_id = ${main} AND name = '${domain}')`)
    ).length;
  const isReplayed = ({ headers }: Pick<Answer<unknown>, 'headers'>) => headers.get('Idempotent-Replayed');

  /** Expects the second of two answers to be the first, and one more record to be there for both. */
  async function expectOnce(domain: string, call: () => Promise<Answer<unknown>>) {
    const before = await total(domain);
    const first = await call();
    expect([first.status, isReplayed(first)], first.text).toEqual([200, null]);
    const again = await call();
    expect([again.status, again.text, isReplayed(again)]).toEqual([200, first.text, 'true']);
    expect(again.headers.get('Content-Type')).toBe(first.headers.get('Content-Type'));
    expect(await total(domain)).toBe(before + 1);
  }

  test('a record is made once, and the answer is the same', async () => {
    const key = newKey();
    await expectOnce('Claim', () => create(key, { Status: 'Open' }));
    await expectOnce('Claim', () => create(`"${key}-quoted"`, {}, 'edith'));
    // Quotes are not of the key.
    expect(isReplayed(await create(`${key}-quoted`, {}, 'edith'))).toBe('true');
  });

  test('a file is uploaded once, whatever the boundary of its form', async () => {
    const key = newKey();
    await expectOnce('File', () => send(key, [note(), ['Folder', 'Notes']]));
    const { status, headers } = await send(key, [['Folder', 'Notes'], note()]);
    expect([status, headers.get('Idempotent-Replayed')]).toEqual([200, 'true']);
  });

  test('another call under the key is refused, and does nothing', async () => {
    const [key, ofUpload] = [newKey(), newKey()];
    await create(key, { Status: 'Open' });
    await send(ofUpload, [note()]);
    const before = [await total('Claim'), await total('Policy'), await total('File')];
    const others: [string, () => Promise<Answer<unknown>>][] = [
      ['another body', () => create(key, { Status: 'New' })],
      ['another domain', () => create(key, { Status: 'Open' }, 'ada', '/api/Policy')],
      ['another operation', () => send(key, [note()])],
      ['other content', () => send(ofUpload, [note('another')])],
      ['another name', () => send(ofUpload, [note('a note', 'other.txt')])],
      ['a text more', () => send(ofUpload, [note(), ['Description', 'x']])],
      ['another record', () => send(ofUpload, [note()], 'Claim/2')],
    ];
    for (const [words, call] of others) {
      const answer = await call();
      expectRefusal(answer, 409, 'idempotency_conflict');
      expect(answer.headers.get('Retry-After'), words).toBeNull();
    }
    expect([await total('Claim'), await total('Policy'), await total('File')]).toEqual(before);
  });

  test('a key is of its user, and of its client', async () => {
    const key = newKey();
    const answers = [await create(key), await create(key, {}, 'edith'), await create(key, {}, 'other')];
    expect(answers.map(isReplayed)).toEqual([null, null, null]);
  });

  test('a refusal keeps nothing: the call may come again, corrected', async () => {
    const key = newKey();
    expectRefusal(await create(key, { Statsu: 'Open' }), 400, 'invalid_request');
    expectRefusal(await create(key, { ClaimNumber: 'CLM-1' }), 409, 'not_unique');
    expectRefusal(await send(key, [note()], 'Claim/99'), 404, 'not_found');
    expectRefusal(await send(key, []), 400, 'invalid_request');
    await expectOnce('Claim', () => create(key, { ClaimNumber: 'CLM-2' }));
  });

  test('it is answered so though the record is gone, or the right', async () => {
    const key = newKey();
    const { text, body } = await create(key, {}, 'edith');
    await server.call('DELETE', `/api/Claim/${body.RecordID}`, { token: tokens.ada });
    const role = (Grants: object) =>
      server.call('PUT', '/api/Roles/Editors', { token: tokens.ada, body: { Grants } });
    await role({});
    const again = await create(key, {}, 'edith');
    expect([again.text, isReplayed(again)]).toEqual([text, 'true']);
    expectRefusal(await create(newKey(), {}, 'edith'), 403, 'permission_denied');
    await role({ Claim: ['Edit', 'AttachFiles'] });
  });

  test('an upload that arrives is under way', async () => {
    const key = newKey();
    const { opened, open } = gate();
    const begun = gate();
    const [head, tail] = formAround('slow.txt');
    const bytes = new TextEncoder();
    const body = new ReadableStream<Uint8Array>({
      async start(controller) {
        controller.enqueue(bytes.encode(head));
        begun.open();
        await opened;
        controller.enqueue(bytes.encode(`slow${tail}`));
        controller.close();
      },
    });
    const request: RequestInit & { duplex: 'half' } = {
      ...{ method: 'POST', body, duplex: 'half' },
      headers: { Token: tokens.ada, 'Idempotency-Key': key, ...formHeaders },
    };
    const first = fetch(`${server.address}/api/Files/Upload/Claim/1`, request);
    await begun.opened;
    // It may be on its way for a while: until it has come, another call is the first.
    await expect.poll(async () => (await create(key, { Statsu: 'x' })).headers.get('Retry-After')).toBe('1');
    expectRefusal(await send(key, [note()]), 409, 'idempotency_conflict');
    open();
    const { status, headers } = await first;
    expect([status, headers.get('Idempotent-Replayed')]).toEqual([200, null]);
    expect(isReplayed(await send(key, [['content', 'slow', 'slow.txt', 'application/octet-stream']]))).toBe(
      'true',
    );
  });

  test('of calls at once, on two servers, one makes the record', async () => {
    for (let round = 0; round < 10; round++) {
      const key = newKey();
      const before = await total('Claim');
      const calls = [create(key), createThere(key), create(key), createThere(key)];
      const answers = await Promise.all(calls);
      const done = answers.filter(({ status }) => status === 200);
      expect(done.filter((answer) => isReplayed(answer) === null)).toHaveLength(1);
      expect(new Set(done.map(({ text }) => text)).size).toBe(1);
      for (const answer of answers.filter(({ status }) => status !== 200)) {
        expectRefusal(answer, 409, 'idempotency_conflict');
        expect(answer.headers.get('Retry-After')).toBe('1');
      }
      const again = await createThere(key);
      expect([again.text, isReplayed(again)]).toEqual([required(done[0]).text, 'true']);
      expect(await total('Claim')).toBe(before + 1);
    }
  });

  /** The answer that was kept last. */
  async function lastKept(): Promise<KeptAnswer> {
    const [kept] = await server.rows<KeptAnswer>(
      `SELECT key, fingerprint, answer, at FROM kept_answer WHERE client_id = ${main} ORDER BY at DESC LIMIT 1`,
    );
    return required(kept);
  }

  test('for 24 hours; then the key is a new one', async () => {
    const day = limits.keptAnswerMilliseconds;
    expect(day).toBe(24 * 3_600_000);
    const key = newKey();
    const { text } = await create(key);
    const kept = await lastKept();
    const keptAt = (at: number) => runSteps(server.store, main, ['keepAnswer', { ...kept, at }]);
    await keptAt(Date.now() - day + 60_000);
    expect((await create(key)).text).toBe(text);
    await keptAt(Date.now() - day);
    await expectOnce('Claim', () => create(key, { Status: 'New' }));
    // What was used anew stays, and what is past keeping goes.
    const retention = new AnswerRetention(server.store);
    await retention.trim(main);
    expect(await server.store.keptAnswer(main, kept.key)).toBeDefined();
    await keptAt(Date.now() - day);
    await retention.sweep();
    expect(await server.store.keptAnswer(main, kept.key)).toBeUndefined();
    await retention.close();
  });

  test.each([
    ['empty', ''],
    ['empty in quotes', '""'],
    ['too long', 'x'.repeat(256)],
    ['of two words', 'one two'],
    ['without its end', '"one'],
    ['beyond ASCII', 'schlüssel'],
  ])('a key that is %s is refused', async (_, key) => {
    const message = expectRefusal(await create(Buffer.from(key).toString('latin1')), 400, 'invalid_request');
    expect(message).toContain(
      'Idempotency-Key must be 1 to 255 visible ASCII characters, bare or in quotes; "',
    );
  });

  test('the longest key is one, and other operations pass over any', async () => {
    expect((await create('x'.repeat(255))).status).toBe(200);
    const key = newKey();
    const headers = { 'Idempotency-Key': key };
    const { ChildID } = (await send(key, [note()])).body;
    for (const Description of ['a', 'b']) {
      const body = { Description };
      const call = { token: tokens.ada, body, headers };
      const answer = await server.call('PUT', `/api/File/${ChildID}`, call);
      expect([answer.status, isReplayed(answer)]).toEqual([200, null]);
    }
    const { type, body } = encodeForm({ FileName: 'a.txt', content: 'x' });
    const bare = { headers: { 'Content-Type': type }, body };
    expect((await upload(server, 'Claim/1', { token: tokens.ada, ...bare })).status).toBe(200);
  });
});
