/** docs/reference/upsert.md#reading-the-body. */
import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { limits } from '#linkwright/limits/limits.js';
import { expectRefusal, startServer } from '../support/server.js';
import { stores } from '../support/stores.js';

const longKey = 'k'.repeat(5_000);

const fixture = {
  account: 'Acme',
  client: 'Main',
  users: [{ user: 'ada', administrator: true }],
  records: {
    Claim: [
      { id: 5001, ClaimNumber: 'CLM-1' },
      { id: 5002, ClaimNumber: '77' },
      { id: 5003, ClaimNumber: longKey },
    ],
    Contact: [
      { id: 2001, ContactNumber: 'C-1' },
      { id: 2002, ContactNumber: '88' },
      { id: 2003, ContactNumber: longKey },
    ],
  },
};

const byId = { ParentDomain: 'Claim', ParentRecordID: 5001, ChildDomain: 'Contact', ChildRecordID: 2001 };

const sides = [
  {
    side: 'parent',
    property: 'Parent',
    domain: 'Claim',
    field: 'ClaimNumber',
    id: 5001,
    key: 'CLM-1',
    digits: 5002,
    long: 5003,
    answer: 'ParentID',
  },
  {
    side: 'child',
    property: 'Child',
    domain: 'Contact',
    field: 'ContactNumber',
    id: 2001,
    key: 'C-1',
    digits: 2002,
    long: 2003,
    answer: 'ChildID',
  },
];

/** A body as text, with one property written as it is given: for numbers that JavaScript cannot hold. */
function withRaw(body, property, raw) {
  const others = Object.entries(body)
    .filter(([name]) => name !== property)
    .map(([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value)}`);
  return `{${[...others, `${JSON.stringify(property)}:${raw}`].join(',')}}`;
}

/** Numbers of many digits take another way through the reader; what holds without one holds with one. */
const longNumber = '12345678901234567890';

const wrongIds = [
  ['0', '0'],
  ['-1', '-1'],
  ['1.5', '1.5'],
  ['9007199254740992', '9007199254740992'],
  ['9007199254740993', '9007199254740993'],
  [longNumber, longNumber],
  ['true', 'true'],
  ['false', 'false'],
  ['{}', 'object'],
  ['[]', 'array'],
  ['[5001]', 'array'],
  ['"0"', '0'],
  ['"-1"', '-1'],
  ['"+5001"', '+5001'],
  ['"1.5"', '1.5'],
  ['"1e3"', '1e3'],
  ['"0x10"', '0x10'],
  ['" 5001"', ' 5001'],
  ['"5001\\n"', '5001'],
  ['"٥٠"', '٥٠'],
  ['"CLM-1"', 'CLM-1'],
  ['"9007199254740992"', '9007199254740992'],
  ['"9007199254740993"', '9007199254740993'],
];

const wrongKeys = [
  ['true', 'true'],
  ['false', 'false'],
  ['{}', 'object'],
  ['{"a":1}', 'object'],
  ['[]', 'array'],
  ['["CLM-1"]', 'array'],
];

const wrongNames = [
  ['5', '5'],
  ['1.5', '1.5'],
  [longNumber, longNumber],
  ['1e400', '1'],
  ['true', 'true'],
  ['{}', 'object'],
  ['[]', 'array'],
];

const nameProperties = [
  'ParentDomain',
  'ParentRecordMatchField',
  'ChildDomain',
  'ChildRecordMatchField',
  'Relationship',
  'NewRelationship',
];

const unknownProperties = [
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
  const server = await startServer(store, [fixture]);
  const token = await server.token('ada');
  const send = (body, { path = '/api/Link/Upsert', headers } = {}) =>
    server.call('POST', path, { token, body, headers });
  const count = async () =>
    (await server.call('GET', '/api/Link/Count?parentDomain=Claim', { token })).body.Count;

  describe('null and "" mean "not given"', () => {
    const optional = [
      'ParentRecordKey',
      'ParentRecordMatchField',
      'ChildRecordKey',
      'ChildRecordMatchField',
      'Relationship',
      'NewRelationship',
    ];
    test.each(
      optional.flatMap((name) => [
        [name, null],
        [name, ''],
      ]),
    )('%s: %j', async (name, value) => {
      const answer = await send({ ...byId, [name]: value });
      expect(answer.body).toMatchObject({
        IsSuccessful: true,
        ParentID: 5001,
        ChildID: 2001,
        RelationshipID: null,
      });
    });

    describe.each(sides)('on the $side', ({ property, field, id, key, answer: answered }) => {
      test.each([null, ''])('an id of %j gives way to the key', async (nothing) => {
        const body = {
          ...byId,
          [`${property}RecordID`]: nothing,
          [`${property}RecordKey`]: key,
          [`${property}RecordMatchField`]: field,
        };
        expect((await send(body)).body).toMatchObject({ IsSuccessful: true, [answered]: id });
      });
      test.each([null, ''])('a domain of %j is missing', async (nothing) => {
        const message = expectRefusal(
          await send({ ...byId, [`${property}Domain`]: nothing }),
          400,
          'invalid_request',
        );
        expect(message).toContain(`${property}Domain`);
      });
      test.each([null, ''])('a key of %j is missing', async (nothing) => {
        const body = {
          ...byId,
          [`${property}RecordID`]: undefined,
          [`${property}RecordKey`]: nothing,
          [`${property}RecordMatchField`]: field,
        };
        expectRefusal(await send(body), 400, 'invalid_request');
      });
    });
  });

  describe.each(sides)('an id of the $side', ({ side, property, id, answer: answered }) => {
    const name = `${property}RecordID`;
    test.each([[id], [`${id}`], [`000${id}`]])('%j is accepted', async (value) => {
      expect((await send({ ...byId, [name]: value })).body).toMatchObject({
        IsSuccessful: true,
        [answered]: id,
      });
    });
    test.each(['9007199254740991', '"9007199254740991"'])('%s, the greatest, is accepted', async (raw) => {
      expectRefusal(
        await send(withRaw(byId, name, raw)),
        500,
        `${side}_not_found`,
        `Unable to execute. Unable to identify the ${side} record based on the information provided.`,
      );
    });
    test.each(wrongIds)('%s is refused', async (raw, shown) => {
      const message = expectRefusal(await send(withRaw(byId, name, raw)), 400, 'invalid_request');
      expect(message).toContain(name);
      expect(message).toContain(shown);
      expect(message).toMatch(/integer/);
    });
    test('is not made good by a key', async () => {
      const key = { [`${property}RecordKey`]: 'CLM-1', [`${property}RecordMatchField`]: 'ClaimNumber' };
      const message = expectRefusal(await send({ ...byId, ...key, [name]: -1 }), 400, 'invalid_request');
      expect(message).toContain(name);
    });
  });

  describe.each(sides)(
    'a key of the $side',
    ({ side, property, field, id, key, digits, long, answer: answered }) => {
      const byKey = { ...byId, [`${property}RecordMatchField`]: field };
      delete byKey[`${property}RecordID`];
      const name = `${property}RecordKey`;

      test('may be a string', async () => {
        expect((await send({ ...byKey, [name]: key })).body).toMatchObject({ [answered]: id });
      });
      test('may be a number', async () => {
        const number = side === 'parent' ? 77 : 88;
        expect((await send({ ...byKey, [name]: number })).body).toMatchObject({ [answered]: digits });
      });
      test('of 0 is given', async () => {
        expect((await send({ ...byKey, [name]: 0 })).headers.get('Error-Code')).toBe(`${side}_not_found`);
      });
      test.each(wrongKeys)('%s is refused', async (raw, shown) => {
        const message = expectRefusal(await send(withRaw(byKey, name, raw)), 400, 'invalid_request');
        expect(message).toContain(name);
        expect(message).toContain(shown);
        expect(message).toMatch(/string or a number/);
      });
      test('of 5,000 characters finds its record and no other', async () => {
        expect((await send({ ...byKey, [name]: longKey })).body).toMatchObject({ [answered]: long });
        const digest = createHash('sha256').update(longKey).digest('hex');
        for (const near of [`${longKey.slice(1)}x`, `${longKey}k`, longKey.slice(1), `sha256:${digest}`]) {
          expect((await send({ ...byKey, [name]: near })).headers.get('Error-Code')).toBe(
            `${side}_not_found`,
          );
        }
      });
      // No database can hold these; whichever way the call is refused, it is the caller's fault and no record's.
      test.each([`${key}\0`, `\0${key}`, `${key}\ud800`, `\udc00${key}`, '\0', '\ud800'])(
        '%j fits no record',
        async (wrong) => {
          const answer = await send({ ...byKey, [name]: wrong });
          expect(['invalid_request', `${side}_not_found`]).toContain(answer.headers.get('Error-Code'));
          expect(answer.body.isWellFormed()).toBe(true);
        },
      );
    },
  );

  describe.each(nameProperties)('%s', (name) => {
    const [, property] = /^(Parent|Child)RecordMatchField$/.exec(name) ?? [];
    const body = {
      ...byId,
      ...(property ? { [`${property}RecordID`]: undefined, [`${property}RecordKey`]: '1' } : {}),
    };
    const defined = JSON.parse(JSON.stringify(body));
    test.each(wrongNames)('%s is refused, since it is no string', async (raw, shown) => {
      const message = expectRefusal(await send(withRaw(defined, name, raw)), 400, 'invalid_request');
      expect(message).toContain(name);
      expect(message).toContain(shown);
      expect(message).toMatch(/string/);
    });
    test.each(['\0', '\ud800', 'x'.repeat(5_000)])(
      '%j is refused as a name that does not exist',
      async (wrong) => {
        const answer = await send({ ...defined, [name]: wrong });
        expect(answer.status).toBe(400);
        expect(answer.body.isWellFormed()).toBe(true);
      },
    );
  });

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
        expect({}.ParentDomain).toBeUndefined();
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

  test('several wrong properties are all named', async () => {
    const wrong = {
      ParentDomain: 1,
      ParentRecordID: -1,
      ParentRecordKey: true,
      ParentRecordMatchField: 1,
      ChildDomain: 1,
      ChildRecordID: -1,
      ChildRecordKey: true,
      ChildRecordMatchField: 1,
      Relationship: 1,
      NewRelationship: 1,
      Zebra: 1,
    };
    // Where an id is given, its side's key and match field are not looked at.
    const unread = /^(Parent|Child)Record(Key|MatchField)$/;
    const named = Object.keys(wrong).filter((name) => !unread.test(name));
    const plain = expectRefusal(await send(wrong), 400, 'invalid_request');
    for (const name of named) expect(plain).toContain(name);
    const problem = await send(wrong, { headers: { Accept: 'application/problem+json' } });
    expect(problem.body.errors.map(({ pointer }) => pointer).sort()).toEqual(
      named.map((name) => `/${name}`).sort(),
    );

    const withoutIds = { ...wrong, ParentRecordID: undefined, ChildRecordID: undefined };
    const message = expectRefusal(await send(withoutIds), 400, 'invalid_request');
    for (const name of Object.keys(wrong)) if (!name.endsWith('ID')) expect(message).toContain(name);
  });

  describe('a key and match field beside an id are not looked at', () => {
    const wrongValues = [
      true,
      {},
      [],
      [[1]],
      -1,
      1.5,
      'NoSuchField',
      '\ud800',
      '\0',
      'Policy.Name',
      'x'.repeat(5_000),
    ];
    test.each(wrongValues.map((value) => [JSON.stringify(value).slice(0, 20), value]))(
      '%s',
      async (_, value) => {
        for (const side of ['Parent', 'Child']) {
          for (const names of [['Key'], ['MatchField'], ['Key', 'MatchField']]) {
            const unread = Object.fromEntries(names.map((name) => [`${side}Record${name}`, value]));
            expect((await send({ ...byId, ...unread })).body).toMatchObject({
              ParentID: 5001,
              ChildID: 2001,
            });
          }
        }
      },
    );
    const allUnread = {
      ParentRecordKey: {},
      ParentRecordMatchField: [],
      ChildRecordKey: true,
      ChildRecordMatchField: 5,
    };
    test('all four at once', async () => {
      expect((await send({ ...byId, ...allUnread })).status).toBe(200);
    });
    test.each([
      ['Relationship', 5],
      ['NewRelationship', []],
      ['Relationshp', 'Adjuster'],
      ['ChildDomain', 5],
      ['ChildRecordID', true],
    ])('and do not hide that %s: %j is wrong', async (name, value) => {
      const message = expectRefusal(
        await send({ ...byId, ...allUnread, [name]: value }),
        400,
        'invalid_request',
      );
      expect(message).toContain(name);
      expect(message).not.toMatch(/RecordKey|MatchField must/);
    });
    test('one side’s id does not excuse the other side’s key', async () => {
      const body = {
        ...byId,
        ChildRecordID: undefined,
        ChildRecordKey: {},
        ChildRecordMatchField: 'ContactNumber',
      };
      expect(expectRefusal(await send(body), 400, 'invalid_request')).toContain('ChildRecordKey');
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
    const padded = (bytes) => JSON.stringify(byId).padEnd(bytes, ' ');
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
      const response = await fetch(`${server.address}/api/Link/Upsert`, {
        method: 'POST',
        duplex: 'half',
        headers: { Token: token, 'Content-Type': 'application/json' },
        body: stream,
      });
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
