import type { Fixture } from '#linkwright/fixture/shape.js';

/** Who may view what of links: ada all, grace claims and contacts, carl contacts alone; walt writes, and views nothing. */
export const viewers: Pick<Fixture, 'roles' | 'users'> = {
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
};
