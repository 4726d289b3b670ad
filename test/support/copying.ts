/** Databases that `linkwright copy` goes from and to (docs/reference/command-line.md#copy). */
import { join } from 'node:path';
import Database from 'better-sqlite3';
import pg from 'pg';
import { expect } from 'vitest';
import type { LinkIdentity } from '#linkwright/contract/words.js';
import type { CopyOutcome } from '#linkwright/store/copy/copy.js';
import type { Ended } from './command.js';
import { runHere } from './command-here.js';
import { fillDatabase } from './database.js';
import { temporaryFolder } from './folder.js';
import { expectNoStack } from './no-stack.js';
import { everyRow } from './rows.js';
import type { TestStore } from './stores.js';

/** A database of a test's own, by its name. */
export interface CopyDatabase {
  name: string;
  store: TestStore;
  url: string;
  rows<Row extends object>(select: string): Promise<Row[]>;
  every(): Promise<Record<string, string[]>>;
  /** Runs a statement past the program, which waits for no lock. */
  execute(statement: string): Promise<void>;
}

/** Texts that a copy could spoil. */
export const odd = [
  'NULL',
  '{"a","b\\c"}',
  "it's; -- DROP",
  'e\u0301 \u00e9 ﬁ',
  '😀\uffff\u2028\ufeff',
  ' \t\r\n ',
  'x'.repeat(60_000),
  `${'ü'.repeat(400)}!`,
];

export const copyFixture = (client: string, linkIdentity: LinkIdentity, relationship = 'Adjuster') => ({
  account: 'Acme',
  client,
  linkIdentity,
  domains: [
    {
      name: 'Custom.Vessel',
      linkable: true,
      fields: [
        { name: 'Owner', type: 'Association', refersTo: 'Contact' },
        { name: 'Flag', type: 'Coded', codes: ['DE', 'DK'] },
        { name: 'Mail', type: 'Text', matching: 'loose', unique: true, format: 'email' },
        { name: 'Worth', type: 'Numeric', currency: 'EUR' },
      ],
    },
  ],
  linkFields: {
    Contact: [
      { Name: 'Since', Type: 'Date' },
      { Name: 'Capacity', Type: 'Coded', Codes: ['alone', 'jointly'] },
    ],
  },
  roles: [{ name: 'readers', grants: { '*': ['View'], Claim: ['AttachContacts', 'Edit'] } }],
  users: [
    { user: 'ada', password: 'correct horse', administrator: true },
    { user: 'rita', roles: ['readers'] },
  ],
  records: {
    Claim: odd.map((ClaimNumber, at) => ({ id: at + 1, ClaimNumber, Amount: '12345678901234567.89' })),
    Contact: odd.map((Name, at) => ({ id: 9_007_199_254_740_000 + at, Name })),
    'Custom.Vessel': [{ id: 40, Owner: 9_007_199_254_740_000, Flag: 'DK' }],
  },
  links: [1, 2].map((claim) => ({
    id: 100 + claim,
    ParentDomain: 'Claim',
    ParentRecordID: claim,
    ChildDomain: 'Contact',
    ChildRecordID: 9_007_199_254_740_001,
    Relationship: relationship,
    Fields: { Since: '2026-03-01', Capacity: 'jointly' },
  })),
});

async function execute(path: string, statement: string): Promise<void> {
  const connection = new Database(path, { timeout: 0 });
  try {
    connection.exec(statement);
  } finally {
    connection.close();
  }
}

async function executeRemotely(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, lock_timeout: 100 });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

/** The databases of a test file. */
export function copyDatabases() {
  const folder = temporaryFolder();
  async function database(store: TestStore, name: string): Promise<CopyDatabase> {
    const url = await store.urlOf(folder, name);
    return {
      name,
      store,
      url,
      rows: (select) => store.rows(folder, name, select),
      every: () => everyRow(store, folder, name),
      execute: (statement) =>
        store.name === 'sqlite'
          ? execute(join(folder, `${name}.db`), statement)
          : executeRemotely(url, statement),
    };
  }
  return {
    folder,
    database,
    /** A target with a complete copy of the source in it. */
    async copied(source: CopyDatabase, store: TestStore, name: string): Promise<CopyDatabase> {
      const target = await database(store, name);
      await must(...copyWords(source, target));
      return target;
    },
  };
}

/** What `copy --json` says. */
export type CopyAnswer = Pick<CopyOutcome, 'copied' | 'present' | 'tables'>;

/** Runs a command that must not fail. Answers what it says. */
export async function must(...words: string[]): Promise<string> {
  const { code, stdout, stderr } = await runHere(words);
  if (code !== 0) throw new Error(`${words.join(' ')}: ${stdout}${stderr}`);
  return stdout;
}

export const load = (target: CopyDatabase, fixture: object) => fillDatabase(target.url, fixture);

export const copyWords = (from: CopyDatabase, to: CopyDatabase) => [
  'copy',
  '--from',
  from.url,
  '--to',
  to.url,
];

export const copy = (from: CopyDatabase, to: CopyDatabase, ...more: string[]): Promise<Ended> =>
  runHere([...copyWords(from, to), ...more]);

/** A copy that must be refused, with what it says to the person. */
export async function refused(from: CopyDatabase, to: CopyDatabase, says: RegExp): Promise<void> {
  const { code, stderr } = await copy(from, to);
  expect(stderr).toMatch(says);
  expect(code).toBe(1);
  expectNoStack(stderr);
}

/** Leaves the target as a copy that was killed midway would. */
export const markHalf = (target: CopyDatabase) =>
  target.execute("INSERT INTO migration VALUES (2147483647, 'copy of sqlite:x')");
