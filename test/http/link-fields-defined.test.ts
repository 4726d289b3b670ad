/** docs/reference/metadata.md#fields-of-links: which fields links have. */
import { beforeAll, describe, expect, test } from 'vitest';
import { limits } from '#linkwright/limits/limits.js';
import { type LinkFieldsServer, startLinkFields } from '../support/link-fields-world.js';
import { expectInUse } from '../support/metadata-world.js';
import { expectRefusal } from '../support/server.js';
import { stores } from '../support/stores.js';

const field = (Name: string, Type = 'Text', more: object = {}) => ({ Name, Type, ...more });

const wrong: [
  domain: string,
  body: unknown,
  status: number,
  code: 'invalid_request' | 'not_found',
  words: RegExp,
][] = [
  ['Claim', { Fields: [field('A')] }, 400, 'invalid_request', /Claim must be linkable/],
  ['Contct', { Fields: [] }, 404, 'not_found', /no domain "Contct". Did you mean 'Contact'\?/],
  [
    'Contact',
    { Fields: [field('A', 'Association')] },
    400,
    'invalid_request',
    /Fields\[0\].Type must be one of Text/,
  ],
  ['Contact', { Fields: [field('1a')] }, 400, 'invalid_request', /Fields\[0\].Name must be a letter/],
  ['Contact', { Fields: [field('toString')] }, 400, 'invalid_request', /toString/],
  ['Contact', { Fields: [field('A', 'Coded')] }, 400, 'invalid_request', /Codes must be given/],
  [
    'Contact',
    { Fields: [field('A', 'Text', { Codes: ['a'] })] },
    400,
    'invalid_request',
    /Codes must be given/,
  ],
  [
    'Contact',
    { Fields: [field('A', 'Coded', { Codes: ['a', 'a'] })] },
    400,
    'invalid_request',
    /"a" stands twice/,
  ],
  [
    'Contact',
    { Fields: [field('A', 'Text', { RefersTo: 'Claim' })] },
    400,
    'invalid_request',
    /Unknown property "RefersTo"/,
  ],
  [
    'Contact',
    { Fields: [field('Since', 'Text')] },
    400,
    'invalid_request',
    /cannot change a field's type: Since is Date/,
  ],
  ['Contact', { Labels: 'x' }, 400, 'invalid_request', /Unknown property "Labels"/],
  [
    'Contact',
    { Fields: Array.from({ length: limits.linkFields }, (_, at) => field(`F${at}`)) },
    400,
    'invalid_request',
    /has at most 100/,
  ],
];

describe.each(stores)('fields of links are defined, on $name', (store) => {
  let world: LinkFieldsServer;
  beforeAll(async () => {
    world = await startLinkFields(store);
  });
  const path = (domain = 'Contact') => `/api/Metadata/Links/${domain}`;
  const put = (body: unknown, domain?: string) => world.call('PUT', path(domain), body);
  const drop = (name: string, domain?: string) => world.call('DELETE', `${path(domain)}/Fields/${name}`);

  test('what is answered can be sent back, and changes nothing', async () => {
    const { get } = world;
    const present = await get(path());
    expect(present.Fields.at(0)).toEqual({ Name: 'Since', Label: 'Since', Type: 'Date', Codes: null });
    expect((await put(present)).body).toEqual(present);
    expect(await get(path())).toEqual(present);
    expect(await get(path('Claim'))).toEqual({ Fields: [] });
  });

  test('a label and codes are changed, what is not named stays, and a new field holds at once', async () => {
    const { get, link, values } = world;
    const { Fields: before } = await get(path());
    const answer = await put({
      Fields: [
        field('Capacity', 'Coded', { Label: 'In which capacity', Codes: ['alone', 'jointly', 'as proxy'] }),
        field('Until', 'Date'),
      ],
    });
    expect(answer.body.Fields).toEqual([
      ...before.slice(0, -1),
      {
        Name: 'Capacity',
        Label: 'In which capacity',
        Type: 'Coded',
        Codes: ['alone', 'jointly', 'as proxy'],
      },
      { Name: 'Until', Label: 'Until', Type: 'Date', Codes: null },
    ]);
    await link(1, 1, { Capacity: 'as proxy', Until: '2026-12-31' });
    expect(await values(1, 1, 'Capacity', 'Until')).toEqual([
      { 'Fields.Capacity': 'as proxy', 'Fields.Until': '2026-12-31' },
    ]);
  });

  test.each(wrong)('of %s: %j is refused, and nothing changes', async (domain, body, status, code, words) => {
    const before = await world.get(path());
    expect(expectRefusal(await put(body, domain), status, code)).toMatch(words);
    expect(await world.get(path())).toEqual(before);
  });

  test('a code that a link has stays', async () => {
    const { link } = world;
    await put({ Fields: [field('Grade', 'Coded', { Codes: ['a', 'b', 'c'] })] });
    await link(2, 1, { Grade: 'b' });
    const codes = (...Codes: string[]) => put({ Fields: [field('Grade', 'Coded', { Codes })] });
    expectInUse(await codes('a', 'c'), 'The code "b" of Grade cannot be left out: a link has it.');
    expect((await codes('b')).status).toBe(200);
    expect(expectRefusal(await link(2, 1, { Grade: 'a' }), 400, 'invalid_request')).toMatch(/one of b/);
  });

  test('a field that links have is not dropped; one that they had is, and history still names it', async () => {
    const { link, differences, get } = world;
    await put({ Fields: [field('Gone'), field('Other')] });
    const { RecordID } = (await link(3, 1, { Gone: 'was', Other: 'x' })).body;
    await link(3, 2, { Gone: 'was' });
    expectInUse(await drop('Gone'), '2 links to Contact have a value in Gone.');
    await link(3, 2, { Gone: null });
    expectInUse(await drop('Gone'), '1 link to Contact has a value in Gone.');
    await link(3, 1, { Gone: null });
    expect((await drop('Gone')).body).toEqual({
      IsSuccessful: true,
      Message: 'Dropped the field Gone of links to Contact.',
    });
    expect((await get(path())).Fields.map(({ Name }: { Name: string }) => Name)).not.toContain('Gone');
    expectRefusal(await link(3, 1, { Gone: 'again' }), 400, 'invalid_request');
    expect(await differences(RecordID)).toEqual([
      ['changed', { Gone: 'was' }, { Gone: null }],
      ['inserted', { Gone: null, Other: null }, { Gone: 'was', Other: 'x' }],
    ]);
    // A field of the same name is another one.
    expect((await put({ Fields: [field('Gone', 'Numeric')] })).status).toBe(200);
    await link(3, 1, { Gone: 1 });
    expect((await differences(RecordID)).at(0)).toEqual(['changed', { Gone: null }, { Gone: 1 }]);
    expect(expectRefusal(await drop('Gon'), 404, 'not_found')).toMatch(
      /no field "Gon". Did you mean 'Gone'\?/,
    );
  });

  test('they go with their domain', async () => {
    const { call, get } = world;
    const domain = 'Custom.Vessel';
    await call('PUT', `/api/Metadata/Domains/${domain}`, { Linkable: true });
    await put({ Fields: [field('Berth')] }, domain);
    expect((await call('DELETE', `/api/Metadata/Domains/${domain}`)).status).toBe(200);
    await call('PUT', `/api/Metadata/Domains/${domain}`, { Linkable: true });
    expect(await get(path(domain))).toEqual({ Fields: [] });
  });

  test('are shown to whoever may do something with the domain, and changed by administrators alone', async () => {
    const { call } = world;
    expect((await call('GET', path(), undefined, 'carl')).status).toBe(200);
    expectRefusal(await call('GET', path('File'), undefined, 'carl'), 403, 'permission_denied');
    expectRefusal(await call('PUT', path(), { Fields: [] }, 'carl'), 403, 'permission_denied');
    expectRefusal(
      await call('DELETE', `${path()}/Fields/Since`, undefined, 'carl'),
      403,
      'permission_denied',
    );
  });
});
