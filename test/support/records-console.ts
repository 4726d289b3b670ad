/** What the tests of records in the console begin with. */
import { demoFixtures } from '#linkwright/cli/demo-fixtures.js';
import type { Fixture } from '#linkwright/fixture/shape.js';

const [claims, , roles] = demoFixtures;

const people: Pick<Fixture, 'roles' | 'users'> = {
  roles: [
    { name: 'Viewer', grants: { '*': ['View'] } },
    { name: 'Clerk', grants: { Claim: ['View', 'AttachContacts'], Contact: ['View'] } },
  ],
  users: [
    { user: 'ada', administrator: true },
    { user: 'ben', administrator: true },
    { user: 'vera', roles: ['Viewer'] },
    { user: 'clara', roles: ['Clerk'] },
  ],
};

/** A domain with a field of every type, whose records may be children of links. */
const vessel: NonNullable<Fixture['domains']>[number] = {
  Name: 'Custom.Vessel',
  Label: 'Vessel',
  Linkable: true,
  Fields: [
    { Name: 'Name', Type: 'Text' },
    { Name: 'Tonnage', Type: 'Numeric' },
    { Name: 'Built', Type: 'Date' },
    { Name: 'LastSeen', Label: 'Last seen', Type: 'DateTime' },
    { Name: 'Insured', Type: 'Boolean' },
    { Name: 'Kind', Type: 'Coded', Codes: ['Tanker', 'Ferry'] },
    { Name: 'Owner', Type: 'Association', RefersTo: 'Contact' },
  ],
};

/** The demo's claims, with users who have more rights or fewer. */
export const claimsFixture = { ...claims, ...people, domains: [vessel] } satisfies Fixture;

/** A client in which a contact may have several roles on one claim, and a claim one adjuster, which this one has. */
export const rolesFixture: Fixture = {
  ...roles,
  ...people,
  links: roles.links.map((link) =>
    'Relationship' in link && link.Relationship === 'Adjuster' ? { ...link, ParentRecordID: 5001 } : link,
  ),
};

const crowd = Array.from({ length: 5_000 }, (_, at) => 10_000 + at);
const crowdRoles = ['Claimant', 'Witness', 'Broker', undefined];

/** A policy with 5,000 contacts, a quarter of them without a relationship. */
export const crowdFixture: Fixture = {
  account: 'Demo',
  client: 'Crowd',
  ...people,
  records: {
    Policy: [{ id: 1, PolicyNumber: 'POL-CROWD' }],
    Contact: crowd.map((id) => ({ id, Name: `Person ${id}` })),
  },
  links: crowd.map((id, at) => ({
    id: at + 1,
    ParentDomain: 'Policy',
    ParentRecordID: 1,
    ChildDomain: 'Contact',
    ChildRecordID: id,
    ...(crowdRoles[at % 4] === undefined ? {} : { Relationship: crowdRoles[at % 4] }),
  })),
};
