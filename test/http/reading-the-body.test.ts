/** docs/reference/upsert.md#reading-the-body: what is no body, and what in one is unknown. */
import { describe, expect, test } from 'vitest';
import { limits } from '#linkwright/limits/limits.js';
import { byId, longNumber, startBodyServer, withRaw } from '../support/body-world.js';
import { expectRefusal } from '../support/server.js';
import { stores } from '../support/stores.js';

const unknownProperties: [string, string | undefined][] = [
  ['Relationshp', 'Relationship'],
  ['relationship', 'Relationship'],
  ['RELATIONSHIP', 'Relationship'],
  ['Relation', 'Relationship'],
  ['NewRelationShip', 'NewRelationship'],
  ['ParentRecordId', 'ParentRecordID'],
  ['parentDomain', 'ParentDomain'],
  ['ChildRecordMatchfield', 'ChildRecordMatchField'],
  ['ChildKey', undefined],
  ['Zebra', undefined],
  ['', undefined],
];

const notJson = [
  '{',
  '{"ParentDomain":"Claim"',
  '{"ParentDomain":"Cla',
  '{"ParentDomain":}',
  '{"ParentDomain":"Claim",}',
  "{'ParentDomain':'Claim'}",
  '{ParentDomain:"Claim"}',
  '{"ParentDomain":"Claim"} x',
  '{"ParentDomain":"Claim"}{}',
  '{"ParentRecordID":01}',
  '{"ParentRecordID":+1}',
  '{"ParentRecordID":.5}',
  '{"ParentRecordID":1.}',
  '{"ParentRecordID":0x10}',
  '{"ParentDomain":"a\u0001b"}',
  '{"ParentDomain":"\\x"}',
  '{"ParentDomain":"\\u12"}',
  'NaN',
  'undefined',
  'True',
  '// {}',
  '   ',
];

describe.each(stores)('reading the body, on $name', async (store) => {
  const { server, token, send, count } = await startBodyServer(store);

  describe('an unknown property', () => {
    test.each(unknownProperties)('%j is refused, and nothing is written', async (name, nearest) => {
      const before = await count();
      const pair = { ...byId, ParentRecordID: 5002, ChildRecordID: 2002 };
      const message = expectRefusal(await send({ ...pair, [name]: 'Adjuster' }), 400, 'invalid_request');
      expect(message).toContain(name);
      if (nearest !== undefined) expect(message).toContain(`'${nearest}'`);
      expect(await count()).toBe(before);
    });
    test('is refused whatever it holds', async () => {
      for (const value of [null, '', 0, false, [], {}]) {
        expectRefusal(await send({ ...byId, Relationshp: value }), 400, 'invalid_request');
      }
    });
    test.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'prototype'])(
      '%s is refused',
      async (name) => {
        for (const raw of ['{"ParentDomain":"Claim"}', 'null', '5', '{}']) {
          const plain = withRaw(byId, name, raw);
          expectRefusal(await send(plain), 400, 'invalid_request');
          const long = plain.replace('{', `{"ParentRecordKey":${longNumber},`);
          expectRefusal(await send(long), 400, 'invalid_request');
        }
        expect(Object.prototype).not.toHaveProperty('ParentDomain');
      },
    );
    test('__proto__ gives nothing that is not there', async () => {
      for (const extra of ['', `,"ChildRecordKey":${longNumber}`]) {
        const answer = await send(
          `{"__proto__":{"ParentDomain":"Claim","ParentRecordID":5001},"ChildDomain":"Contact","ChildRecordID":2001${extra}}`,
        );
        expectRefusal(answer, 400, 'invalid_request');
      }
    });
  });

  test.each([
    '/api/Link/Upsert',
    '/api/link/upsert',
    '/API/LINK/UPSERT',
    '/api/Link/Upsert/',
    '/Api/lInK/uPsErT/',
    '/api/link/upsert/?dryRun=false',
  ])('the path %s is the same', async (path) => {
    expect((await send(byId, { path })).body).toMatchObject({ IsSuccessful: true, ParentID: 5001 });
  });

  test.each([
    ['[]', 'array'],
    ['[{}]', 'array'],
    ['"text"', 'text'],
    ['""', '""'],
    ['5', '5'],
    [longNumber, longNumber],
    ['null', 'null'],
    ['true', 'true'],
    ['false', 'false'],
  ])('a body of %s is no object', async (raw, shown) => {
    const message = expectRefusal(await send(raw), 400, 'invalid_request');
    expect(message).toContain(shown);
    expect(message).toMatch(/object/);
  });

  test('an empty object names what is missing', async () => {
    expect(expectRefusal(await send('{}'), 400, 'invalid_request')).toContain('Domain');
  });

  describe('what is no JSON', () => {
    test.each(notJson)('%j', async (text) => {
      expectRefusal(await send(text), 400, 'invalid_json');
    });
    test.each(notJson.filter((text) => text.startsWith('{"')))('%j, with a long number', async (text) => {
      expectRefusal(await send(text.replace('{', `{"ParentRecordKey":${longNumber},`)), 400, 'invalid_json');
    });
    test('an empty body', async () => {
      const answer = await send('');
      expect(answer.status).toBe(400);
      expect(answer.headers.get('Error-Code')).toMatch(/^invalid_(json|request)$/);
    });
    test('no body', async () => {
      const answer = await send(undefined);
      expect(answer.status).toBe(400);
      expect(answer.headers.get('Error-Code')).toMatch(/^invalid_(json|request)$/);
    });
    test.each([[[0xff, 0xfe]], [[0xc0, 0xaf]], [[0xed, 0xa0, 0x80]], [[0xe2, 0x82]]])(
      'bytes %j, which are no UTF-8',
      async (bytes) => {
        const body = Buffer.concat([
          Buffer.from('{"ParentDomain":"Claim'),
          Buffer.from(bytes),
          Buffer.from('","ParentRecordID":5001,"ChildDomain":"Contact","ChildRecordID":2001}'),
        ]);
        expectRefusal(await send(body), 400, 'invalid_json');
      },
    );
    test.each(['[', '{"a":'])('%s nested deeply', async (open) => {
      const depth = 100_000;
      const closing = open === '[' ? ']' : '}';
      const answer = await send(`${open.repeat(depth)}1${closing.repeat(depth)}`);
      expect(answer.status).toBe(400);
      const long = await send(`${open.repeat(depth)}${longNumber}${closing.repeat(depth)}`);
      expect(long.status).toBe(400);
    });
  });

  test('a byte order mark in front is no fault', async () => {
    expect((await send(`\ufeff${JSON.stringify(byId)}`)).body).toMatchObject({ ParentID: 5001 });
  });

  test.each([
    ['plainly', '"ParentRecordID"'],
    ['with an escape', '"\\u0050arentRecordID"'],
  ])('a property that stands twice is refused, %s', async (_, name) => {
    const ids = `"ParentRecordID":5001,${name}:5002`;
    const rest = '"ParentDomain":"Claim","ChildDomain":"Contact","ChildRecordID":2001';
    for (const more of ['', `,"ParentRecordKey":${longNumber}`]) {
      const message = expectRefusal(await send(`{${ids},${rest}${more}}`), 400, 'invalid_request');
      expect(message).toContain('ParentRecordID must be given once');
    }
  });

  describe('the size of a body', () => {
    const padded = (bytes: number) => JSON.stringify(byId).padEnd(bytes, ' ');
    test('may be the limit', async () => {
      expect((await send(padded(limits.bodyBytesOfOne))).status).toBe(200);
    });
    test('may not pass it', async () => {
      expectRefusal(await send(padded(limits.bodyBytesOfOne + 1)), 413, 'payload_too_large');
    });
    test('is counted where it is not announced', async () => {
      const bytes = new TextEncoder().encode(padded(limits.bodyBytesOfOne + 1));
      const stream = new ReadableStream({
        start(controller) {
          controller.enqueue(bytes);
          controller.close();
        },
      });
      // The types of fetch do not know `duplex`, which Node asks for with a stream.
      const halfway: RequestInit & { duplex: 'half' } = {
        method: 'POST',
        duplex: 'half',
        headers: { Token: token, 'Content-Type': 'application/json' },
        body: stream,
      };
      const response = await fetch(`${server.address}/api/Link/Upsert`, halfway);
      expect(response.status).toBe(413);
      expect(response.headers.get('Error-Code')).toBe('payload_too_large');
    });
  });

  describe('the content type', () => {
    test.each([
      'application/json',
      'application/json; charset=utf-8',
      'APPLICATION/JSON',
      'application/json;charset=UTF-8',
    ])('%s is read', async (type) => {
      expect((await send(byId, { headers: { 'Content-Type': type } })).status).toBe(200);
    });
    test.each([
      'text/plain',
      'text/json',
      'application/xml',
      'application/x-www-form-urlencoded',
      'multipart/form-data; boundary=x',
      'application/octet-stream',
      'application/jsonp',
      'nonsense',
    ])('%s is refused', async (type) => {
      expectRefusal(await send(byId, { headers: { 'Content-Type': type } }), 415, 'unsupported_media_type');
    });
    test('must be given', async () => {
      const response = await fetch(`${server.address}/api/Link/Upsert`, {
        method: 'POST',
        headers: { Token: token },
        body: new TextEncoder().encode(JSON.stringify(byId)),
      });
      expect(response.status).toBe(415);
    });
  });

  // A misspelt `dryRun` must not write.
  test.each([
    'dryrun=true',
    'DryRun=true',
    'dry=true',
    'dryRun=yes',
    'dryRun=1',
    'dryRun=TRUE',
    'dryRun=true&dryRun=false',
    'atomic=true',
    'x=1',
    '__proto__=1',
    'constructor=1',
  ])('the query ?%s is refused, and nothing is written', async (query) => {
    const before = await count();
    const pair = { ...byId, ParentRecordID: 5002, ChildRecordID: 2003 };
    const answer = await send(pair, { path: `/api/Link/Upsert?${query}` });
    expectRefusal(answer, 400, 'invalid_request');
    expect(answer.body).toContain(query.split('=')[0]);
    expect(await count()).toBe(before);
  });
});
