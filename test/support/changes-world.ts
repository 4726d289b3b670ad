/** What the tests of history and of the feed begin with: a fixture of two clients, and calls on its server. */
import { startServer } from './server.js';

const records = {
  Claim: Array.from({ length: 60 }, (_, at) => ({ id: at + 1, ClaimNumber: `CLM-${at + 1}` })),
  Policy: [{ id: 1, PolicyNumber: 'POL-1' }],
  Contact: [
    { id: 1, ContactNumber: 'C-1' },
    { id: 2, ContactNumber: 'C-2' },
  ],
  File: [{ id: 1, FileName: 'a.pdf' }],
};

const fixture = {
  account: 'Acme',
  client: 'Main',
  roles: [
    { name: 'Claims and contacts', grants: { Claim: ['View'], Contact: ['View'] } },
    { name: 'Contacts', grants: { Contact: ['View'] } },
    { name: 'Writers', grants: { '*': ['Edit', 'AttachContacts', 'AttachFiles'] } },
  ],
  users: [
    { user: 'ada', administrator: true },
    { user: 'grace', roles: ['Claims and contacts'] },
    { user: 'carl', roles: ['Contacts'] },
    { user: 'walt', roles: ['Writers'] },
  ],
  records,
};

const other = { account: 'Acme', client: 'Other', users: [{ user: 'eve', administrator: true }], records };

/** A server with both clients, a token of each user, and `get`, `upsert`, `remove` and `idsOf`. */
export async function startChangesServer(store) {
  const server = await startServer(store, [fixture, other]);
  const tokens = { eve: await server.token('eve', 'Other') };
  for (const { user } of fixture.users) tokens[user] = await server.token(user);
  const main = (await server.store.clients()).find(({ name }) => name === 'Main').id;

  async function upsert(parent, child, more = {}, as = 'ada', headers = {}) {
    const [ParentDomain, ParentRecordID] = parent;
    const [ChildDomain, ChildRecordID] = child;
    const body = { ParentDomain, ParentRecordID, ChildDomain, ChildRecordID, ...more };
    const answer = await server.call('POST', '/api/Link/Upsert', { token: tokens[as], body, headers });
    if (answer.status !== 200) throw new Error(answer.text);
    return answer.body;
  }

  /** Writes that a link between a claim and a contact came and went, as the store keeps it. */
  async function cameAndWent(link, parent, child) {
    const metadata = await server.store.metadata(main);
    const domain = (wanted) => metadata.domains.find(({ name }) => name === wanted).id;
    const run = (...steps) => server.store.write({ client: main, program: 'steps', input: { steps } });
    const [state] = await run(['lock']);
    const change = (id, action) => ({
      ...{ parentDomain: domain('Claim'), parent, childDomain: domain('Contact'), child },
      ...{ id, link, action, before: null, after: null, user: 1, requestId: action },
    });
    const changes = [change(state.nextChangeId, 'inserted'), change(state.nextChangeId + 1, 'removed')];
    const writes = { at: Date.now(), removals: [], inserts: [], updates: [], changes };
    await run(['writeLinks', writes], ['saveState', { ...state, nextChangeId: state.nextChangeId + 2 }]);
  }

  return {
    server,
    tokens,
    client: main,
    get: (path, as = 'ada') => server.call('GET', path, { token: tokens[as] }),
    upsert,
    cameAndWent,
    idsOf: ({ body }) => body.map(({ ChangeID }) => ChangeID),
  };
}
