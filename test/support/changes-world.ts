/** What the tests of history and of the feed begin with: a fixture of two clients, and calls on its server. */

import type { UpsertAnswer } from '#linkwright/contract/link.js';
import type { Fixture } from '#linkwright/fixture/shape.js';
import { required } from './required.js';
import { startServer } from './server.js';
import { runSteps } from './steps.js';
import type { TestStore } from './stores.js';
import { viewers } from './viewers.js';

/** A record, as its domain and id. */
export type Place = [domain: string, id: number];

const records = {
  Claim: Array.from({ length: 60 }, (_, at) => ({ id: at + 1, ClaimNumber: `CLM-${at + 1}` })),
  Policy: [{ id: 1, PolicyNumber: 'POL-1' }],
  Contact: [
    { id: 1, ContactNumber: 'C-1' },
    { id: 2, ContactNumber: 'C-2' },
  ],
  File: [{ id: 1, FileName: 'a.pdf' }],
};

const fixture: Fixture = {
  account: 'Acme',
  client: 'Main',
  ...viewers,
  records,
};

const other: Fixture = {
  account: 'Acme',
  client: 'Other',
  users: [{ user: 'eve', administrator: true }],
  records,
};

export type ChangesServer = Awaited<ReturnType<typeof startChangesServer>>;

/** A server with both clients, and a token of each user. */
export async function startChangesServer(store: TestStore) {
  const server = await startServer(store, [fixture, other]);
  const tokens = {
    ada: await server.token('ada'),
    grace: await server.token('grace'),
    carl: await server.token('carl'),
    walt: await server.token('walt'),
    eve: await server.token('eve', 'Other'),
  };
  const main = required((await server.store.clients()).find(({ name }) => name === 'Main')).id;

  // The fixture's records have changes of their own, ahead of those of the suites.
  const before = await server.store.lastChange(main);

  async function upsert(
    parent: Place,
    child: Place,
    more: { Relationship?: string; NewRelationship?: string } = {},
    as: keyof typeof tokens = 'ada',
    headers: Record<string, string> = {},
  ): Promise<UpsertAnswer> {
    const [ParentDomain, ParentRecordID] = parent;
    const [ChildDomain, ChildRecordID] = child;
    const body = { ParentDomain, ParentRecordID, ChildDomain, ChildRecordID, ...more };
    const answer = await server.call<UpsertAnswer>('POST', '/api/Link/Upsert', {
      token: tokens[as],
      body,
      headers,
    });
    if (answer.status !== 200) throw new Error(answer.text);
    return answer.body;
  }

  /** Writes that a link between a claim and a contact came and went, as the store keeps it. */
  async function cameAndWent(link: number, parent: number, child: number): Promise<void> {
    const metadata = required(await server.store.metadata(main));
    const domain = (wanted: string) => required(metadata.domains.find(({ name }) => name === wanted)).id;
    const [state] = await runSteps(server.store, main, ['lock']);
    const change = (id: number, action: 'inserted' | 'removed') => ({
      ...{ parentDomain: domain('Claim'), parent, childDomain: domain('Contact'), child },
      ...{ id, link, action, before: null, after: null, user: 1, requestId: action },
    });
    const changes = [change(state.nextChangeId, 'inserted'), change(state.nextChangeId + 1, 'removed')];
    const writes = { at: Date.now(), removals: [], inserts: [], updates: [], changes };
    await runSteps(
      server.store,
      main,
      ['writeLinks', writes],
      ['saveState', { ...state, nextChangeId: state.nextChangeId + 2 }],
    );
  }

  return {
    server,
    tokens,
    client: main,
    get: (path: string, as: keyof typeof tokens = 'ada') => server.call('GET', path, { token: tokens[as] }),
    upsert,
    cameAndWent,
    before,
    /** The numbers of changes, counted from 1 for the first that a suite makes. */
    idsOf: ({ body }: { body: { ChangeID: number }[] }) => body.map(({ ChangeID }) => ChangeID - before),
  };
}
