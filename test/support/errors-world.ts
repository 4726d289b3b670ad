/** What the tests of errors begin with: records and links of which each refusal can be met. */
import type { Fixture } from '#linkwright/fixture/shape.js';

export const fixture: Fixture = {
  account: 'Acme',
  client: 'Main',
  linkIdentity: 'relationship',
  roles: [{ name: 'Reader', grants: { Claim: ['View'] } }],
  users: [
    { user: 'ada', password: 'correct horse', administrator: true },
    { user: 'grace', roles: ['Reader'] },
  ],
  records: {
    Claim: [
      { id: 5001, ClaimNumber: 'CLM-1' },
      { id: 5002, ClaimNumber: 'TWICE' },
      { id: 5003, ClaimNumber: 'TWICE' },
    ],
    Contact: [
      { id: 2001, ContactNumber: 'C-1' },
      { id: 2002, ContactNumber: 'TWICE' },
      { id: 2003, ContactNumber: 'TWICE' },
    ],
  },
  links: ['Claimant', 'Witness'].map((Relationship, index) => ({
    id: index + 1,
    ParentDomain: 'Claim',
    ParentRecordID: 5001,
    ChildDomain: 'Contact',
    ChildRecordID: 2001,
    Relationship,
  })),
};

/** The pair that the links are of. */
export const byId = {
  ParentDomain: 'Claim',
  ParentRecordID: 5001,
  ChildDomain: 'Contact',
  ChildRecordID: 2001,
};

/** What an answer must never hold: a statement, a stack, a place in the file system, the library's names. */
export const leaks =
  /\b(SELECT|INSERT INTO|UPDATE \w+ SET|DELETE FROM|WHERE|FROM link)\b|sqlite|postgres|kysely|fastify|node_modules|\.[jt]s\b|\bat \w+ \(|\/(work|tmp|home|usr|dist|src)\//i;
