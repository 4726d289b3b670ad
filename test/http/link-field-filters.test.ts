/** docs/reference/link-operations.md#query: filters by the fields of links. */
import { beforeAll, describe, expect, test } from 'vitest';
import { createClient } from '#linkwright/client/index.js';
import { limits } from '#linkwright/limits/limits.js';
import { type LinkFieldsServer, startLinkFields } from '../support/link-fields-world.js';
import { nextOf } from '../support/page.js';
import { expectRefusal } from '../support/server.js';
import { stores } from '../support/stores.js';

/** The contacts that claim 1 is linked with, and what the links say. */
const said: [contact: number, fields: object][] = [
  [1, { Since: '2026-01-01', Note: 'Müller', Share: 10, Sole: true }],
  [2, { Since: '2026-02-01', Note: 'Meier', Share: '12345678901234567890', Capacity: 'alone' }],
  [3, { Since: '2026-03-01', Share: '12345678901234567891', Seen: '2026-05-01T10:00:00Z' }],
  [4, { Note: 'Mu\u0308ller', Sole: false }],
  [5, {}],
];

const filters: [parameters: string, contacts: number[]][] = [
  ['Fields.Since=2026-02-01', [2]],
  ['Fields.Since=2026-02-01&Fields.Since=2026-03-01', [2, 3]],
  ['Fields.Since=', [4, 5]],
  ['Fields.Since.from=2026-02-01', [2, 3]],
  ['Fields.Since.to=2026-02-01', [1, 2]],
  ['Fields.Since.from=2026-01-02&Fields.Since.to=2026-02-28', [2]],
  ['Fields.Since.not=2026-02-01', [1, 3, 4, 5]],
  ['Fields.Note=M%C3%BCller', [1, 4]],
  ['Fields.Note.startsWith=M%C3%BC', [1, 4]],
  ['Fields.Note.contains=ei', [2]],
  ['Fields.Share=10.0', [1]],
  ['Fields.Share=12345678901234567891', [3]],
  ['Fields.Share.from=12345678901234567891', [3]],
  ['Fields.Share.to=11', [1]],
  ['Fields.Sole=true', [1]],
  ['Fields.Capacity=alone', [2]],
  ['Fields.Seen.from=2026-05-01', [3]],
  ['Fields.Since.from=2026-01-01&Fields.Sole=true', [1]],
  ['Fields.Since.from=2026-01-01&relationship=Broker', []],
  ['Fields.Since.from=2026-01-01&order=desc', [3, 2, 1]],
];

const wrong: [parameters: string, words: RegExp][] = [
  ['parentDomain=Claim&parentRecordID=1&Fields.Sinc=2026-01-01', /no field "Fields.Sinc".*'Fields.Since'/],
  ['parentDomain=Claim&parentRecordID=1&Fields.Since=soon', /Fields.Since must be a date/],
  ['parentDomain=Claim&parentRecordID=1&childDomain=File&Fields.Note=x', /no field "Fields.Note"/],
  [
    'parentDomain=Claim&parentRecordID=1&childDomain=Contact&Fields.Sole.from=true',
    /Fields.Sole.from is for fields/,
  ],
  [
    'childDomain=Contact&Fields.Since=2026-01-01',
    /Fields.Since must be given together with a parent or a child/,
  ],
  ['Fields.Since=2026-01-01', /parentDomain or childDomain must be provided/],
  ['parentDomain=Claim&parentRecordID=1&fields.Since=2026-01-01', /Unknown property "fields.Since"/],
  ['parentDomain=Claim&parentRecordID=1&columns=Fields.Sinc', /columns must be.*Fields.*'Fields.Since'/],
  ['parentDomain=Claim&parentRecordID=1&columns=Contact.Name', /no drill-down/],
];

describe.each(stores)('filters by fields of links, on $name', (store) => {
  let world: LinkFieldsServer;
  beforeAll(async () => {
    world = await startLinkFields(store);
    for (const [contact, fields] of said) await world.link(1, contact, fields);
    await world.call('POST', '/api/Link/Upsert', {
      ...{ ParentDomain: 'Claim', ParentRecordID: 1, ChildDomain: 'File', ChildRecordID: 1 },
      Fields: { Since: 'long ago' },
    });
    for (const claim of [2, 3]) await world.link(claim, 1, { Since: '2026-06-01' });
  });
  const ofClaim = 'parentDomain=Claim&parentRecordID=1&childDomain=Contact';
  const query = (parameters: string) => world.get<{ ChildID: number }[]>(`/api/Link/Query?${parameters}`);

  test.each(filters)('%s', async (parameters, contacts) => {
    expect((await query(`${ofClaim}&${parameters}`)).map(({ ChildID }) => ChildID)).toEqual(contacts);
    if (parameters.includes('order=')) return;
    expect(await world.get(`/api/Link/Count?${ofClaim}&${parameters}`)).toEqual({ Count: contacts.length });
  });

  test('of a child, by key, and of several child domains', async () => {
    const key = 'childDomain=Contact&childRecordKey=C-1&childRecordMatchField=ContactNumber';
    expect(await query(`${key}&Fields.Since.from=2026-01-01&columns=ParentID`)).toEqual([
      ...[{ ParentID: 1 }, { ParentID: 2 }, { ParentID: 3 }],
    ]);
    // A link to a file has a Since of its own, and no Note.
    const both = 'parentDomain=Claim&parentRecordID=1';
    expect(await query(`${both}&Fields.Note.not=Meier&columns=ChildDomain`)).toHaveLength(5);
    expect(await query(`${both}&childDomain=File&Fields.Since=long+ago&columns=ChildDomain`)).toEqual([
      { ChildDomain: 'File' },
    ]);
  });

  test('counts by relationship', async () => {
    expect(
      await world.get(`/api/Link/Count?${ofClaim}&Fields.Since.from=2026-02-01&by=relationship`),
    ).toEqual([{ ContactTypeID: null, ContactType: null, Count: 2 }]);
  });

  test.each(wrong)('%s is refused', async (parameters, words) => {
    const answer = await world.call('GET', `/api/Link/Query?${parameters}`);
    expect(expectRefusal(answer, 400, 'invalid_request')).toMatch(words);
  });

  test('pages go on where they ended, full or not, and say where they stopped looking', async () => {
    const pages = async (parameters: string) => {
      const found: number[][] = [];
      const stopped: boolean[] = [];
      let path: string | undefined = `/api/Link/Query?${ofClaim}&${parameters}`;
      while (path !== undefined) {
        const answer = await world.call<{ ChildID: number }[]>('GET', path);
        found.push(answer.body.map(({ ChildID }) => ChildID));
        stopped.push(answer.headers.get('Search-Stopped') === 'true');
        path = nextOf(answer);
      }
      return { found, stopped };
    };
    expect(await pages('Fields.Since.from=2026-01-01&pageSize=2')).toEqual({
      found: [[1, 2], [3]],
      stopped: [false, false],
    });
    const { pageRows, searchedLinks, countedLinks } = limits;
    Object.assign(limits, { pageRows: 2, searchedLinks: 2, countedLinks: 2 });
    try {
      expect(await pages('Fields.Since.from=2026-03-01')).toEqual({
        found: [[], [3], []],
        stopped: [true, true, false],
      });
      const answer = await world.call('GET', `/api/Link/Count?${ofClaim}&Fields.Since=`);
      expect(expectRefusal(answer, 400, 'invalid_request')).toMatch(/more links than the 2/);
    } finally {
      Object.assign(limits, { pageRows, searchedLinks, countedLinks });
    }
  });

  test('the typed client asks for columns and values', async () => {
    const client = createClient({ server: world.server.address, token: world.tokens.ada });
    const filter = { parentDomain: 'Claim', parentRecordID: 1, childDomain: 'Contact' } as const;
    const where = {
      'Fields.Since.from': '2026-02-01',
      'Fields.Share': ['12345678901234567890', 10],
    } as const;
    const rows = [];
    for await (const row of client.links.query({ ...filter, where, columns: ['ChildID', 'Fields.Note'] }))
      rows.push(row);
    expect(rows).toEqual([{ ChildID: 2, 'Fields.Note': 'Meier' }]);
    expect(await client.links.count({ ...filter, where })).toBe(1);
    expect(await client.domains.linkFields('File')).toEqual([
      { Name: 'Since', Label: 'Since', Type: 'Text', Codes: null },
    ]);
  });
});
