/** What the tests of relationships begin with: clients with the same records, and calls on them. */
import type { components } from '#linkwright/client/openapi.js';
import type { LinkIdentity } from '#linkwright/contract/words.js';
import type { Fixture } from '#linkwright/fixture/shape.js';
import type { AnswerBody } from './answers.js';
import { startServer } from './server.js';
import type { TestStore } from './stores.js';

export type LinkRow = components['schemas']['LinkRow'];

const users = [{ user: 'ada', administrator: true }];
const ids = (count: number, first: number) =>
  Array.from({ length: count }, (_, index) => ({ id: first + index }));
const records = {
  Claim: ids(60, 5001),
  Contact: ids(60, 2001),
  File: ids(5, 3001),
  'Custom.Vessel': ids(5, 4001),
};
const domains: Fixture['domains'] = [
  { Name: 'Custom.Vessel', Linkable: true, Fields: [{ Name: 'IMO', Type: 'Text' }] },
];

/** A client whose relationships have names that are easily confused. */
export const words: Fixture = {
  account: 'Acme',
  client: 'Words',
  users,
  domains,
  records,
  relationships: [
    { ID: 1, Code: 'ADJ', Description: 'Adjuster' },
    { ID: 2, Code: 'Broker', Description: 'ADJ2' },
    // One's Code is another's Description: the Code takes precedence.
    { ID: 3, Code: 'Witness', Description: 'Expert' },
    { ID: 4, Code: 'Expert', Description: 'Someone who knows' },
    { ID: 5, Code: 'Straße', Description: 'Maßnahme' },
    { ID: 6, Code: 'Café', Description: 'Zoe\u0301' },
    { ID: 7, Code: 'ΣΊΣΥΦΟΣ', Description: 'Сторона' },
    { ID: 8, Code: '9', Description: 'Nine' },
    { ID: 9, Code: 'null', Description: 'Medical Provider' },
  ],
};

/** A contact, or another child, of a claim: each claim is for a test of its own. */
export const pairOf = (number: number, child = 'Contact', id = 2001) => ({
  ParentDomain: 'Claim',
  ParentRecordID: 5001 + number,
  ChildDomain: child,
  ChildRecordID: id,
});

/** A client with the built-in relationships. */
export const clientOf = (
  client: string,
  linkIdentity?: LinkIdentity,
  links: Fixture['links'] = [],
): Fixture => ({
  account: 'Acme',
  client,
  linkIdentity,
  users,
  domains,
  records,
  links,
});

/** A server with clients, and calls of their administrators. */
export async function startRelationshipsServer(store: TestStore, fixtures: Fixture[]) {
  const server = await startServer(store, fixtures);
  const tokens: Record<string, string> = {};
  for (const { client } of fixtures) tokens[client] = await server.token('ada', client);
  const call = <Body = AnswerBody>(client: string, method: string, path: string, body?: object) =>
    server.call<Body>(method, path, { token: tokens[client], body });
  const upsert = (client: string, body: object) => call(client, 'POST', '/api/Link/Upsert', body);
  const linksOf = async (
    client: string,
    { ParentRecordID, ChildDomain, ChildRecordID }: ReturnType<typeof pairOf>,
  ) => {
    const filter = `parentDomain=Claim&parentRecordID=${ParentRecordID}&childDomain=${ChildDomain}&childRecordID=${ChildRecordID}`;
    return (await call<LinkRow[]>(client, 'GET', `/api/Link/Query?${filter}`)).body;
  };
  return { server, call, upsert, linksOf };
}
