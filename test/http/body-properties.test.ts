/** docs/reference/upsert.md#reading-the-body: what each property of a body may be. */
import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { byId, longKey, longNumber, startBodyServer, withRaw } from '../support/body-world.js';
import { expectRefusal } from '../support/server.js';
import { stores } from '../support/stores.js';

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
] as const;

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

describe.each(stores)('properties of a body, on $name', async (store) => {
  const { send } = await startBodyServer(store);

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
      const { ParentRecordID, ChildRecordID, ...domains } = byId;
      const otherId = side === 'parent' ? { ChildRecordID } : { ParentRecordID };
      const byKey = { ...domains, ...otherId, [`${property}RecordMatchField`]: field };
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
          const answer = await send<string>({ ...byKey, [name]: wrong });
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
        const answer = await send<string>({ ...defined, [name]: wrong });
        expect(answer.status).toBe(400);
        expect(answer.body.isWellFormed()).toBe(true);
      },
    );
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
});
