/** What the tests of writes of records begin with: a client with records, and calls of its users. */
import type { components } from '#linkwright/client/openapi.js';
import type { Fixture } from '#linkwright/fixture/shape.js';
import type { AnswerBody } from './answers.js';
import { startServer } from './server.js';
import type { TestStore } from './stores.js';

export type RecordRow = components['schemas']['RecordRow'];

const fixture: Fixture = {
  account: 'Acme',
  client: 'Main',
  domains: [
    {
      Name: 'Custom.Thing',
      Linkable: true,
      Fields: [
        { Name: 'Code', Type: 'Text' },
        { Name: 'Number', Type: 'Numeric' },
        { Name: 'Day', Type: 'Date' },
        { Name: 'Flag', Type: 'Boolean' },
        { Name: 'Kind', Type: 'Coded', Codes: ['A', 'B'] },
        { Name: 'Parent', Type: 'Association', RefersTo: 'Custom.Thing' },
      ],
    },
    { Name: 'Custom.Numbered', Fields: [{ Name: 'ID', Type: 'Text' }] },
  ],
  roles: [
    { name: 'Viewers', grants: { '*': ['View', 'AttachContacts', 'DetachContacts', 'AttachFiles'] } },
    { name: 'Editors of policies', grants: { Policy: ['Edit'] } },
    { name: 'Administrators alone', grants: { '*': ['Administer'] } },
    { name: 'Editors of claims', grants: { Claim: ['View', 'Edit'] } },
  ],
  users: [
    { user: 'ada', administrator: true },
    { user: 'grace', roles: ['Viewers'] },
    { user: 'edith', roles: ['Editors of policies'] },
    { user: 'root', roles: ['Administrators alone'] },
    { user: 'clara', roles: ['Editors of claims'] },
  ],
  records: {
    Policy: [
      { id: 1, PolicyNumber: 'P-1' },
      { id: 2, PolicyNumber: 'P-2' },
    ],
    Claim: [
      { id: 5001, ClaimNumber: 'CLM-1', Policy: 1 },
      { id: 5002, ClaimNumber: 'CLM-2', Policy: 1 },
      { id: 5003, ClaimNumber: 'CLM-3', Policy: 1 },
    ],
    Contact: Array.from({ length: 60 }, (_, at) => ({ id: 2001 + at, ContactNumber: `C-${2001 + at}` })),
    File: [{ id: 3001, FileName: 'survey.pdf' }],
  },
};

/** A server with the client and another like it, and calls of their users. */
export async function startRecordsServer(store: TestStore) {
  const server = await startServer(store, [fixture, { ...fixture, client: 'Other' }]);
  const tokens = {
    ada: await server.token('ada'),
    grace: await server.token('grace'),
    edith: await server.token('edith'),
    claims: await server.token('clara'),
    root: await server.token('root'),
    other: await server.token('ada', 'Other'),
  };
  type User = keyof typeof tokens;
  const call = <Body = AnswerBody>(method: string, path: string, body?: unknown, as: User = 'ada') =>
    server.call<Body>(method, `/api/${path}`, { token: tokens[as], body });
  const create = (domain: string, body: object, as?: User) => call('POST', domain, body, as);
  const update = (domain: string, id: number, body: object, as?: User) =>
    call('PUT', `${domain}/${id}`, body, as);
  const remove = (domain: string, id: number, as?: User) => call('DELETE', `${domain}/${id}`, undefined, as);
  const read = async (domain: string, id: number) => (await call<RecordRow>('GET', `${domain}/${id}`)).body;
  const created = async (domain: string, body: object) => (await create(domain, body)).body.RecordID;
  /** The id of the record that a key finds. */
  const find = async (domain: string, field: string, key: string) =>
    (
      await call('POST', 'Link/Upsert?dryRun=true', {
        ParentDomain: domain,
        ParentRecordKey: key,
        ParentRecordMatchField: field,
        ChildDomain: 'File',
        ChildRecordID: 3001,
      })
    ).body.ParentID;
  return { server, tokens, call, create, update, remove, read, created, find };
}
