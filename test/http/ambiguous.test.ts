/**
 * A key that several records fit says which, to whoever may view them
 * (docs/reference/identification.md#ambiguous-keys).
 */

import { describe, expect, test } from 'vitest';
import type { components } from '#linkwright/client/openapi.js';
import type { Fixture } from '#linkwright/fixture/shape.js';
import { required } from '../support/required.js';
import { startServer } from '../support/server.js';
import { stores } from '../support/stores.js';

type Schemas = components['schemas'];

/** As many as are named, two, and more. */
const groups = { five: [9, 8, 7, 6, 5], two: [30, 4], many: [28, 27, 26, 25, 24, 23, 22, 21] };
const records = (field: string) =>
  Object.entries(groups).flatMap(([name, ids]) => ids.map((id) => ({ id, [field]: name })));
const fixture: Fixture = {
  account: 'Acme',
  client: 'Main',
  roles: [
    {
      name: 'Blind',
      grants: {
        Claim: ['AttachContacts', 'DetachContacts', 'AttachFiles', 'Edit'],
        File: ['Edit'],
        Contact: ['Edit'],
      },
    },
  ],
  users: [
    { user: 'ada', administrator: true },
    { user: 'blind', roles: ['Blind'] },
  ],
  records: { Claim: [{ id: 1 }, ...records('Description')], Contact: [{ id: 1 }, ...records('Name')] },
};

const parent = (key?: string) => ({
  ParentDomain: 'Claim',
  ...(key === undefined
    ? { ParentRecordID: 1 }
    : { ParentRecordKey: key, ParentRecordMatchField: 'Description' }),
});
const child = (key?: string) => ({
  ChildDomain: 'Contact',
  ...(key === undefined ? { ChildRecordID: 1 } : { ChildRecordKey: key, ChildRecordMatchField: 'Name' }),
});
const ofParent = (key: string) => ({ ...parent(key), ...child() });
const ofChild = (key?: string) => ({ ...parent(), ...child(key) });
const filter = 'parentDomain=Claim&parentRecordMatchField=Description&parentRecordKey=';
const childFilter = 'childDomain=Contact&childRecordMatchField=Name&childRecordKey=';

type Request = [method: string, path: string, body?: object];
type Way = [side: keyof typeof words, call: string, callOf: (key: string) => Request];

/** Every way to name a record by its key. */
const ways: Way[] = [
  ['parent', 'Link/Upsert', (key) => ['POST', '/api/Link/Upsert', ofParent(key)]],
  ['child', 'Link/Upsert', (key) => ['POST', '/api/Link/Upsert', ofChild(key)]],
  ['parent', 'a dry run', (key) => ['POST', '/api/Link/Upsert?dryRun=true', ofParent(key)]],
  ['parent', 'Link/Remove', (key) => ['POST', '/api/Link/Remove', ofParent(key)]],
  ['child', 'Link/Remove', (key) => ['POST', '/api/Link/Remove', ofChild(key)]],
  ['parent', 'Link/BulkUpsert', (key) => ['POST', '/api/Link/BulkUpsert', [ofChild(), ofParent(key)]]],
  ['child', 'Link/BulkUpsert', (key) => ['POST', '/api/Link/BulkUpsert?atomic=true', [ofChild(key)]]],
  ['child', 'Link/BulkRemove', (key) => ['POST', '/api/Link/BulkRemove', [ofChild(key)]]],
  [
    'record',
    'an upsert of records',
    (key) => ['POST', '/api/Claim/Upsert?matchFields=Description', { Description: key }],
  ],
  [
    'record',
    'a bulk upsert of records',
    (key) => ['POST', '/api/Contact/BulkUpsert?matchFields=Name', [{ Name: key }]],
  ],
  [
    'record',
    'an upload',
    (key) => ['POST', `/api/Files/Upload/Claim/${key}?matchField=Description`, upload()],
  ],
];
/** Likewise, but only for whoever may view the domain. */
const queries: Way[] = [
  ['parent', 'Link/Query', (key) => ['GET', `/api/Link/Query?${filter}${key}`]],
  ['child', 'Link/Count', (key) => ['GET', `/api/Link/Count?${childFilter}${key}`]],
  ['parent', 'Link/History', (key) => ['GET', `/api/Link/History?${filter}${key}`]],
  ['child', 'Link/Changes', (key) => ['GET', `/api/Link/Changes?${childFilter}${key}`]],
];

function upload() {
  const form = new FormData();
  form.set('content', new Blob(['x']), 'x.txt');
  return form;
}

const words = {
  parent: 'More than one parent record matches the information provided.',
  child: 'More than one child record matches the information provided.',
  record: 'More than one record matches the match fields.',
};
const named = Object.entries({
  two: [4, 30],
  five: [5, 6, 7, 8, 9],
  many: [21, 22, 23, 24, 25],
});

describe.each(stores)('an ambiguous key, on $name', async (store) => {
  const server = await startServer(store, [fixture]);
  const tokens = { ada: await server.token('ada'), blind: await server.token('blind') };
  const problem = { Accept: 'application/problem+json' };

  /** The message, the code and the ids of the refusal, in either form, of one call or of its last entry. */
  async function refusalOf(
    [method, path, body]: Request,
    as: keyof typeof tokens,
    headers?: Record<string, string>,
  ): Promise<{ message: string; code: string | null; matches?: number[] | undefined }> {
    const isForm = body instanceof FormData;
    const response = await fetch(server.address + path, {
      method,
      headers: {
        Token: tokens[as],
        ...headers,
        ...(body && !isForm && { 'Content-Type': 'application/json' }),
      },
      ...(body && { body: isForm ? body : JSON.stringify(body) }),
    });
    const answer: string | Schemas['Problem'] | Schemas['RefusedEntry'][] = await response.json();
    if (Array.isArray(answer)) {
      const { Message, ErrorCode } = required(answer.at(-1));
      return { message: Message, code: ErrorCode };
    }
    const code = response.headers.get('Error-Code');
    return typeof answer === 'string'
      ? { message: answer, code }
      : { message: answer.detail, code, matches: answer.matches };
  }

  describe.each([...ways, ...queries])('of a %s, in %s', (side, _, callOf) => {
    test.each(named)('names the first of %s that fit', async (key, ids) => {
      const plain = await refusalOf(callOf(key), 'ada');
      expect(plain.code).toBe(`${side}_ambiguous`);
      expect(plain.message.startsWith(`Unable to execute. ${words[side]}`)).toBe(true);
      expect(plain.message).toMatch(
        new RegExp(` Matching ids: ${ids.join(', ')}${key === 'two' ? '' : ', and perhaps more'}\\.$`),
      );
      const asProblem = await refusalOf(callOf(key), 'ada', problem);
      expect(asProblem.message).toBe(plain.message);
      // An entry of many has the message alone.
      if ('matches' in asProblem) expect(asProblem.matches).toEqual(ids);
    });
  });

  test.each(ways)('of a %s, in %s, names none to whoever may not view them', async (side, _, callOf) => {
    for (const headers of [undefined, problem]) {
      const { message, code, matches } = await refusalOf(callOf('many'), 'blind', headers);
      expect(code).toBe(`${side}_ambiguous`);
      expect(message).toMatch(new RegExp(`^Unable to execute. ${words[side]}( Match fields: \\w+\\.)?$`));
      expect(matches).toBeUndefined();
    }
  });
});
