/** What the tests of domains, relationships and records begin with: a client with a domain of each type of field. */
import type { components } from '#linkwright/client/openapi.js';
import type { Fixture } from '#linkwright/fixture/shape.js';
import type { AnswerBody } from './answers.js';
import { startServer } from './server.js';
import type { TestStore } from './stores.js';

type Schemas = components['schemas'];

/** The contacts that are there, in order. */
export const contacts = Array.from({ length: 25 }, (_, index) => ({
  id: 10 + 2 * index,
  Name: `Contact ${index}`,
}));

const fixture: Fixture = {
  account: 'Acme',
  client: 'Main',
  domains: [
    {
      Name: 'Custom.Thing',
      Fields: [
        { Name: 'Code', Type: 'Text' },
        { Name: 'Region', Type: 'Text' },
        { Name: 'Number', Type: 'Numeric' },
        { Name: 'Day', Type: 'Date' },
        { Name: 'Moment', Type: 'DateTime' },
        { Name: 'Flag', Type: 'Boolean' },
        { Name: 'Kind', Type: 'Coded', Codes: ['A', 'B', 'Größe'] },
        { Name: 'Claim', Type: 'Association', RefersTo: 'Claim' },
      ],
    },
  ],
  roles: [
    { name: 'Everything but Administer', grants: { '*': ['View', 'Edit', 'AttachContacts', 'AttachFiles'] } },
  ],
  users: [
    { user: 'ada', administrator: true },
    { user: 'grace', roles: ['Everything but Administer'] },
  ],
  records: {
    Claim: [{ id: 5001, ClaimNumber: 'CLM-1', Amount: 42.5, LossDate: '2026-02-11', Status: 'Open' }],
    Contact: contacts,
  },
};

export async function startThings(store: TestStore) {
  const server = await startServer(store, [fixture]);
  const tokens = { ada: await server.token('ada'), grace: await server.token('grace') };
  type User = keyof typeof tokens;
  const call = <Body = AnswerBody>(method: string, path: string, body?: unknown, as: User = 'ada') =>
    server.call<Body>(method, path, { token: tokens[as], body });
  const get = <Body = AnswerBody>(path: string, as?: User) => call<Body>('GET', path, undefined, as);
  return {
    call,
    get,
    put: (domain: string, body: object, as?: User) =>
      call('PUT', `/api/Metadata/Domains/${domain}`, body, as),
    dictionary: async (domain: string) =>
      (await get<Schemas['Field'][]>(`/api/Metadata/Domains/${domain}/DataDictionary`)).body,
  };
}
