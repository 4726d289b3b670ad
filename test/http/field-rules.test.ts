/** docs/reference/metadata.md#rules-of-a-field: rules that every record keeps, and that are refused where records break them. */
import { describe, expect, test } from 'vitest';
import { startRecordsServer } from '../support/records-world.js';
import { required } from '../support/required.js';
import { expectRefusal } from '../support/server.js';
import { stores } from '../support/stores.js';

describe.each(stores)('rules of a field, on $name', async (store) => {
  const { server, tokens, read } = await startRecordsServer(store);
  const { ada: token } = tokens;
  let count = 0;

  /** A domain of its own with one field that has these rules. */
  async function newDomain(field: Record<string, unknown> = {}, Type = 'Text') {
    const domain = `Custom.R${count++}`;
    const save = (rules: Record<string, unknown>, as = token) =>
      server.call('PUT', `/api/Metadata/Domains/${domain}`, {
        token: as,
        body: {
          Fields: [
            { Name: 'Value', Type, ...rules },
            { Name: 'Other', Type: 'Numeric' },
          ],
        },
      });
    expect((await save(field)).status).toBe(200);
    const create = (Value: unknown) => server.call('POST', `/api/${domain}`, { token, body: { Value } });
    const bulk = async (matchFields: string, body: object[], query = '') => {
      const path = `/api/${domain}/BulkUpsert?matchFields=${matchFields}${query}`;
      const answer = await server.call('POST', path, { token, body });
      return answer.body.map((each) => each.ErrorCode ?? each.RecordID);
    };
    const find = async (Value: string) => {
      const path = `/api/${domain}/Query?${new URLSearchParams({ Value })}`;
      return (await server.call<{ ID: number }[]>('GET', path, { token })).body.map(({ ID }) => ID);
    };
    return { domain, save, create, bulk, find };
  }

  test('are listed with the field', async () => {
    const rules = { Matching: 'loose', Required: true, Unique: true, Format: 'email' };
    const { domain, save } = await newDomain(rules);
    const fields = async () =>
      (await server.call('GET', `/api/Metadata/Domains/${domain}/DataDictionary`, { token })).body[0];
    expect(await fields()).toMatchObject({ ...rules, Currency: null });
    // What is not named stays.
    await save({ Label: 'Address', Format: null });
    expect(await fields()).toMatchObject({ ...rules, Label: 'Address', Format: null });
  });

  test.each<[string, string, Record<string, unknown>, string]>([
    ['Numeric', 'Matching', { Matching: 'loose' }, 'loose for Text fields only; Value is of type Numeric.'],
    ['Numeric', 'Format', { Format: 'url' }, 'given for Text fields only'],
    ['Text', 'Currency', { Currency: 'EUR' }, 'given for Numeric fields only'],
    [
      'Numeric',
      'Currency',
      { Currency: 'EUX' },
      'a code of ISO 4217, like EUR, or null for none; "EUX" was given.',
    ],
    ['Boolean', 'Unique', { Unique: true }, 'left out for an Association or a Boolean'],
    ['Text', 'Format', { Format: 'mail' }, 'one of email, url, phone, or null for none; "mail" was given.'],
    ['Text', 'Matching', { Matching: 'lose' }, 'exact or loose; "lose" was given.'],
  ])('refused of a %s: %s', async (Type, property, rules, words) => {
    const { save } = await newDomain({}, Type);
    const message = expectRefusal(await save(rules), 400, 'invalid_request');
    expect(message).toContain(`${property} must be ${words}`);
  });

  describe('Matching', () => {
    const typed = ['Ann@Example.com', ' ann@example.com', 'ANN@EXAMPLE.COM\u00a0', 'ａｎｎ@example.com'];

    test('a loose value is found however it is typed, and kept as it is', async () => {
      const { domain, create, bulk, find } = await newDomain({ Matching: 'loose' });
      const { RecordID } = (await create(typed[0])).body;
      for (const each of typed) expect(await find(each)).toEqual([RecordID]);
      expect(await find('ann@example.org')).toEqual([]);
      expect(await bulk('Value', [{ Value: typed[1], Other: 5 }])).toEqual([RecordID]);
      expect(await read(domain, required(RecordID))).toMatchObject({ Value: typed[1], Other: 5 });
      expect(await bulk('Value', [{ Value: 'B  b' }, { Value: 'b\tB ' }])).toEqual([2, 2]);
      const path = (filter: string) => `/api/${domain}/Query?${filter}`;
      for (const filter of [
        'Value.startsWith=ANN',
        'Value.contains=@EXAM',
        'Value.from=A&Value.to=ann@example.com',
        'Value.not=B%20b',
      ]) {
        const { body } = await server.call<{ ID: number }[]>('GET', path(filter), { token });
        expect(body.map(({ ID }) => ID)).toEqual([RecordID]);
      }
    });

    test('links and associations are named by it', async () => {
      const email = { Name: 'Email', Type: 'Text', Matching: 'loose' };
      await server.call('PUT', '/api/Metadata/Domains/Contact', { token, body: { Fields: [email] } });
      const made = await server.call('POST', '/api/Contact', { token, body: { Email: typed[0] } });
      const link = await server.call('POST', '/api/Link/Upsert', {
        token,
        body: {
          ...{ ParentDomain: 'Claim', ParentRecordID: 5001, ChildDomain: 'Contact' },
          ...{ ChildRecordKey: typed[2], ChildRecordMatchField: 'Email' },
        },
      });
      expect(link.body).toMatchObject({ IsSuccessful: true, ChildID: made.body.RecordID });
    });

    test('turned on and off: keys go with it', async () => {
      const { create, save, find } = await newDomain();
      const long = `${'Ä'.repeat(200)}x`;
      for (const each of ['Alpha', 'beta', 'beta', long]) await create(each);
      expect(await find('ALPHA')).toEqual([]);
      expect((await save({ Matching: 'loose' })).status).toBe(200);
      expect(await find('ALPHA')).toEqual([1]);
      expect(await find('BETA')).toEqual([2, 3]);
      expect(await find(long.toLowerCase())).toEqual([4]);
      expect((await save({ Matching: 'exact' })).status).toBe(200);
      expect(await find('ALPHA')).toEqual([]);
      expect(await find('Alpha')).toEqual([1]);
      expect(await find(long)).toEqual([4]);
    });

    test('refused where values that differ would be the same; nothing has changed then', async () => {
      const { create, save, find } = await newDomain();
      for (const each of ['a', 'same', 'same', 'A', 'b ']) await create(each);
      const message = expectRefusal(await save({ Matching: 'loose' }), 409, 'in_use');
      expect(message).toMatch(/values that differ would be the same: "[aA]" of \d and "[aA]" of \d\.$/);
      expect(await find('B')).toEqual([]);
      expect(await find('A')).toEqual([4]);
    });
  });

  describe('Unique', () => {
    test('a value that another record has is refused, for each way to write', async () => {
      const { domain, create, bulk } = await newDomain({ Unique: true, Matching: 'loose' });
      expect((await create('one')).body.RecordID).toBe(1);
      expect(expectRefusal(await create('ONE'), 409, 'not_unique')).toBe(
        'Unable to execute. Value must be unique; record 1 has "ONE" already.',
      );
      await create('two');
      const update = (id: number, Value: unknown) =>
        server.call('PUT', `/api/${domain}/${id}`, { token, body: { Value } });
      expectRefusal(await update(2, 'One '), 409, 'not_unique');
      expect((await update(1, 'One')).status).toBe(200);
      expect((await update(2, null)).status).toBe(200);
      expect((await create(null)).status).toBe(200);
      // In one call an entry sees what those before it did.
      const entries = [
        { Other: 1, Value: 'x' },
        { Other: 2, Value: 'X' },
        { Other: 1, Value: 'y' },
        { Other: 3, Value: 'x' },
        { Other: 4, Value: 'one' },
      ];
      const expected = [4, 'not_unique', 4, 5, 'not_unique'];
      expect(await bulk('Other', entries, '&dryRun=true')).toEqual([
        null,
        'not_unique',
        null,
        null,
        'not_unique',
      ]);
      expect(await bulk('Other', entries)).toEqual(expected);
    });

    test('of many calls at once one has the value', async () => {
      const { create } = await newDomain({ Unique: true });
      const answers = await Promise.all(Array.from({ length: 20 }, () => create('only')));
      expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    });

    test('the record is named only to who may view it', async () => {
      const path = '/api/Policy';
      const { edith } = tokens;
      const field = { Name: 'PolicyNumber', Type: 'Text', Unique: true };
      await server.call('PUT', '/api/Metadata/Domains/Policy', { token, body: { Fields: [field] } });
      const refused = await server.call('POST', path, { token: edith, body: { PolicyNumber: 'P-1' } });
      expect(expectRefusal(refused, 409, 'not_unique')).toContain('another record has "P-1" already.');
    });

    test('refused where records have equal values', async () => {
      const { create, save } = await newDomain();
      for (const each of ['a', 'b', 'a', 'a']) await create(each);
      expect(expectRefusal(await save({ Unique: true }), 409, 'in_use')).toContain('Value of the Custom.R');
      expect(expectRefusal(await save({ Unique: true }), 409, 'in_use')).toContain(
        'cannot be unique: records have equal values: 1 and 3, 3 and 4.',
      );
    });
  });

  describe('Required', () => {
    test('a record needs the value', async () => {
      const { domain, create, bulk } = await newDomain({ Required: true });
      expect(expectRefusal(await create(null), 400, 'invalid_request')).toBe(
        'Unable to execute. Value must be given a value: it is required.',
      );
      expect((await create('x')).status).toBe(200);
      const emptied = await server.call('PUT', `/api/${domain}/1`, { token, body: { Value: '' } });
      expectRefusal(emptied, 400, 'invalid_request');
      expect((await server.call('PUT', `/api/${domain}/1`, { token, body: { Other: 1 } })).status).toBe(200);
      expect(await bulk('Other', [{ Other: 1 }, { Other: 2 }, { Other: 3, Value: 'y' }])).toEqual([
        1,
        'invalid_request',
        2,
      ]);
    });

    test('refused where records have no value', async () => {
      const { create, save } = await newDomain();
      for (const each of ['a', null, 'b', '']) await create(each);
      expect(expectRefusal(await save({ Required: true }), 409, 'in_use')).toContain(
        'cannot be required: records have no value: 2, 4.',
      );
    });
  });

  describe('Format', () => {
    test.each<[string, string[], string[]]>([
      [
        'email',
        ['ana@example.com', 'a.b+c@sub.example.co.uk', 'jürgen@müller.de', "o'neil@example.com"],
        [
          'ana',
          'ana@',
          'ana@example',
          'a b@example.com',
          '@example.com',
          'ana@-x.com',
          'ana@example..com',
          ' ana@example.com',
        ],
      ],
      [
        'url',
        ['https://example.com', 'http://example.com:8080/a?b=c#d', 'HTTPS://EXAMPLE.COM/ä'],
        ['example.com', 'ftp://example.com', 'https://', 'javascript:alert(1)', 'https://exa mple.com'],
      ],
      [
        'phone',
        ['+49 30 1234', '(555) 123-4567', '112'],
        ['12', '+49 abc', '++49 30 1234', '1234567890123456'],
      ],
    ])('%s', async (Format, good, bad) => {
      const { create } = await newDomain({ Format });
      for (const each of good) expect((await create(each)).status, each).toBe(200);
      for (const each of bad) {
        expect(expectRefusal(await create(each), 400, 'invalid_request'), each).toMatch(
          /^Unable to execute. Value must be an? .* like /,
        );
      }
    });

    test('refused where values have another', async () => {
      const { create, save } = await newDomain();
      for (const each of ['ana@example.com', 'nobody']) await create(each);
      expect(expectRefusal(await save({ Format: 'email' }), 409, 'in_use')).toContain('2 ("nobody").');
    });
  });

  test('who may not view the records is not told which break a rule', async () => {
    const { create, save } = await newDomain();
    for (const each of ['a', 'a']) await create(each);
    expect(expectRefusal(await save({ Unique: true }, tokens.root), 409, 'in_use')).toMatch(
      /records have equal values\.$/,
    );
  });
});
