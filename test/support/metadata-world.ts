/** What the tests of changed and dropped metadata begin with: a client, and calls on it as each of its users. */
import { expect } from 'vitest';
import type { components } from '#linkwright/client/openapi.js';
import type { ErrorCode } from '#linkwright/contract/errors.js';
import type { Fixture } from '#linkwright/fixture/shape.js';
import type { Answer, AnswerBody } from './answers.js';
import type { Place } from './changes-world.js';
import { expectRefusal, startServer } from './server.js';
import type { TestStore } from './stores.js';

type Schemas = components['schemas'];

const fixture: Fixture = {
  account: 'Acme',
  client: 'Main',
  roles: [
    { name: 'Everything', grants: { '*': ['View', 'Edit', 'AttachContacts', 'AttachFiles'] } },
    { name: 'Claims alone', grants: { Claim: ['View', 'AttachContacts', 'AttachFiles'] } },
  ],
  users: [
    { user: 'ada', administrator: true },
    { user: 'grace', roles: ['Everything'] },
    { user: 'bob', roles: ['Claims alone'] },
  ],
  records: {
    Claim: [{ id: 1, ClaimNumber: 'CLM-1' }],
    Contact: [1, 2, 3].map((id) => ({ id, Name: `Contact ${id}` })),
  },
};

export async function startMetadataServer(store: TestStore) {
  const server = await startServer(store, [fixture]);
  const tokens = {
    ada: await server.token('ada'),
    grace: await server.token('grace'),
    bob: await server.token('bob'),
  };
  type User = keyof typeof tokens;
  const call = <Body = AnswerBody>(method: string, path: string, body?: object, as: User = 'ada') =>
    server.call<Body>(method, path, { token: tokens[as], body });
  const get = async <Body = AnswerBody>(path: string, as?: User) =>
    (await call<Body>('GET', path, undefined, as)).body;
  const domainPath = (name: string) => `/api/Metadata/Domains/${name}`;
  const dictionary = (name: string) => get<Schemas['Field'][]>(`${domainPath(name)}/DataDictionary`);
  return {
    server,
    tokens,
    call,
    get,
    domainPath,
    dictionary,
    put: (name: string, body: object, as?: User) => call('PUT', domainPath(name), body, as),
    dropDomain: (name: string, as?: User) => call('DELETE', domainPath(name), undefined, as),
    dropField: (name: string, field: string, as?: User) =>
      call('DELETE', `${domainPath(name)}/Fields/${field}`, undefined, as),
    field: async (domain: string, name: string) =>
      (await dictionary(domain)).find(({ Name }) => Name === name),
    domain: async (name: string, as?: User) =>
      (await get<Schemas['Domain'][]>('/api/Domains', as)).find(({ Name }) => Name === name),
    record: async (name: string, fields: object) =>
      (await call('POST', `/api/${name}`, fields)).body.RecordID,
    link: (parent: Place, child: Place, more: object = {}, as?: User, operation = 'Upsert') =>
      call(
        'POST',
        `/api/Link/${operation}`,
        {
          ParentDomain: parent[0],
          ParentRecordID: parent[1],
          ChildDomain: child[0],
          ChildRecordID: child[1],
          ...more,
        },
        as,
      ),
  };
}

/** Expects a refusal because something is in use, in these words. */
export function expectInUse(answer: Answer, words: string): void {
  expect(expectRefusal(answer, 409, 'in_use')).toBe(`Unable to execute. ${words}`);
}

/** Expects that a call is refused and changes nothing. */
export async function expectNoChange(
  what: () => Promise<unknown>,
  call: () => Promise<Answer>,
  code: ErrorCode,
  status: number,
  words: RegExp,
): Promise<void> {
  const before = await what();
  expect(expectRefusal(await call(), status, code)).toMatch(words);
  expect(await what()).toEqual(before);
}
