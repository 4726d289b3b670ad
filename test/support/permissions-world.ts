/** What the tests of permissions begin with: a client with a user for each permission, and a client that is another's. */
import type { Fixture } from '#linkwright/fixture/shape.js';
import { type CallOptions, startServer } from './server.js';
import type { TestStore } from './stores.js';

export const permissions = ['View', 'Edit', 'AttachContacts', 'DetachContacts', 'AttachFiles', 'ModifyFiles'];

/** The users of the client that is asked. */
export const users = [
  { user: 'ada', password: 'correct horse', administrator: true },
  { user: 'nobody' },
  { user: 'Empty', roles: ['Empty'] },
  { user: 'Administer', roles: ['Administer'] },
  ...permissions.map((permission) => ({
    user: `${permission} on Claim`,
    roles: [`${permission} on Claim`],
  })),
  ...permissions.map((permission) => ({ user: `${permission} on all`, roles: [`${permission} on all`] })),
  { user: 'children', roles: ['All on the children'] },
  { user: 'policy', roles: ['All on Policy'] },
  { user: 'both', roles: ['AttachContacts on Claim', 'AttachFiles on Claim'] },
];

const main: Fixture = {
  account: 'Acme',
  client: 'Main',
  domains: [{ Name: 'Custom.Vessel', Linkable: true, Fields: [{ Name: 'IMO', Type: 'Text' }] }],
  roles: [
    ...permissions.map((permission) => ({ name: `${permission} on Claim`, grants: { Claim: [permission] } })),
    ...permissions.map((permission) => ({ name: `${permission} on all`, grants: { '*': [permission] } })),
    {
      name: 'All on the children',
      grants: { Contact: permissions, File: permissions, 'Custom.Vessel': permissions },
    },
    { name: 'All on Policy', grants: { Policy: permissions } },
    { name: 'Administer', grants: { '*': ['Administer'] } },
    { name: 'Empty', grants: {} },
  ],
  users,
  records: {
    Claim: [{ id: 5001, ClaimNumber: 'CLM-1' }],
    Policy: [{ id: 6001, PolicyNumber: 'POL-1' }],
    Contact: [{ id: 2001, ContactNumber: 'C-1', Name: 'Maria' }],
    File: [{ id: 3001, FileName: 'a.pdf' }],
    'Custom.Vessel': [{ id: 4001, IMO: '9074729' }],
  },
  links: [
    { id: 10, ParentDomain: 'Claim', ParentRecordID: 5001, ChildDomain: 'Contact', ChildRecordID: 2001 },
    { id: 11, ParentDomain: 'Policy', ParentRecordID: 6001, ChildDomain: 'Contact', ChildRecordID: 2001 },
  ],
};

/** A word in every key of the other client. */
export const secret = 'Secret';

const other: Fixture = {
  account: 'Other',
  client: 'Other',
  domains: [{ Name: 'Custom.Submarine', Linkable: true, Fields: [{ Name: 'Hull', Type: 'Text' }] }],
  relationships: [
    { ID: 1, Code: 'Spy', Description: 'Spy' },
    { ID: 50, Code: 'Mole', Description: 'Mole' },
  ],
  users: [{ user: 'eve', password: 'correct horse', administrator: true }],
  records: {
    Claim: [
      { id: 5001, ClaimNumber: `${secret}-CLM` },
      { id: 7001, ClaimNumber: `${secret}-7001` },
    ],
    Contact: [{ id: 7002, ContactNumber: `${secret}-7002`, Name: `${secret} person` }],
    'Custom.Submarine': [{ id: 7003, Hull: `${secret}-7003` }],
  },
  links: [
    {
      id: 70,
      ParentDomain: 'Claim',
      ParentRecordID: 5001,
      ChildDomain: 'Contact',
      ChildRecordID: 7002,
      Relationship: 'Mole',
    },
    {
      id: 71,
      ParentDomain: 'Claim',
      ParentRecordID: 7001,
      ChildDomain: 'Custom.Submarine',
      ChildRecordID: 7003,
    },
  ],
};

/** Who asks: a user of one of the clients. */
interface AskedBy {
  as?: string;
  client?: string;
}

const children = { Contact: 2001, File: 3001, 'Custom.Vessel': 4001 };
const claim = { ParentDomain: 'Claim', ParentRecordID: 5001 };

/** The link of a claim, or of another parent, with the child of a domain. */
export const bodyFor = (child: keyof typeof children, parent = claim) => ({
  ...parent,
  ChildDomain: child,
  ChildRecordID: children[child],
});

/** A server with both clients, and calls of their users. */
export async function startPermissionsServer(store: TestStore) {
  const server = await startServer(store, [main, other]);
  const tokens = new Map<string, Promise<string>>();
  function tokenOf(user: string, client: string): Promise<string> {
    const name = `${client}:${user}`;
    const token = tokens.get(name) ?? server.token(user, client);
    tokens.set(name, token);
    return token;
  }
  const call = async (
    method: string,
    path: string,
    { as = 'ada', client = 'Main', body, headers }: AskedBy & Pick<CallOptions, 'body' | 'headers'> = {},
  ) => server.call(method, path, { token: await tokenOf(as, client), body, headers });
  const upsert = (body: object, options?: AskedBy) => call('POST', '/api/Link/Upsert', { ...options, body });
  return { server, call, upsert };
}
