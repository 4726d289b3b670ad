/** A client with a few records, in a database that a server of its own process serves. */
import { join } from 'node:path';
import { fillDatabase } from './database.js';
import { temporaryFolder } from './folder.js';

/** Two claims and a thousand contacts, a user with a password and one with a role. */
export const servedFixture = () => ({
  account: 'Acme',
  client: 'Main',
  roles: [{ name: 'readers', grants: { '*': ['View'] } }],
  users: [
    { user: 'ada', password: 'correct horse', administrator: true },
    { user: 'rita', roles: ['readers'] },
  ],
  records: {
    Claim: [
      { id: 1, ClaimNumber: 'CLM-1' },
      { id: 2, ClaimNumber: 'CLM-2' },
    ],
    Contact: Array.from({ length: 1_000 }, (_, at) => ({ id: at + 1, Name: `Contact ${at + 1}` })),
  },
});

/** The databases of a test file. */
export function databases() {
  const folder = temporaryFolder();
  const urlOf = (name: string) => `sqlite:${join(folder, `${name}.db`)}`;
  return {
    folder,
    urlOf,
    /** A database with a fixture in it, and a token of its administrator. */
    async loaded(name: string, content: object = servedFixture()) {
      return { database: urlOf(name), token: await fillDatabase(urlOf(name), content) };
    },
  };
}

export const linkOf = (contact: number, claim = 1) => ({
  ParentDomain: 'Claim',
  ParentRecordID: claim,
  ChildDomain: 'Contact',
  ChildRecordID: contact,
  Relationship: 'Adjuster',
});
