/** Files that `linkwright load` takes, and the databases that they go into. */
import { copyFileSync, existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect } from 'vitest';
import type { LinkIdentity } from '#linkwright/contract/words.js';
import { callerOf } from './call.js';
import { type Ended, start, stop } from './command.js';
import { runHere, serveHere } from './command-here.js';
import { fillDatabase, tokenOf } from './database.js';
import { temporaryFolder } from './folder.js';

interface Relationship {
  id: number;
  code: string;
  description?: string;
  limits?: Record<string, number>;
}

interface User {
  user: string;
  password?: string;
  roles?: string[];
  administrator?: boolean;
}

/** A file as people write it, in small letters, and as tests make it wrong. */
export interface FixtureFile {
  account: string;
  client: string;
  linkIdentity: LinkIdentity;
  domains: object[];
  relationships: Relationship[];
  roles: { name: string; grants: Record<string, string[]> }[];
  users: User[];
  records: Record<string, { id: number | undefined; [field: string]: unknown }[]>;
  links: object[];
}

/** A file with something of everything. */
export const wholeFile = (): FixtureFile => ({
  account: 'Acme',
  client: 'Main',
  linkIdentity: 'pair',
  domains: [
    {
      name: 'Custom.Vessel',
      label: 'Vessel',
      linkable: true,
      fields: [
        { name: 'Number', type: 'Text' },
        { name: 'Built', type: 'Date' },
        { name: 'Owner', type: 'Association', refersTo: 'Contact' },
        { name: 'Flag', type: 'Coded', codes: ['DE', 'DK'] },
      ],
    },
  ],
  relationships: [
    { id: 7, code: 'Adjuster', description: 'Handles the claim' },
    { id: 9, code: 'Witness' },
  ],
  roles: [
    { name: 'adjusters', grants: { Claim: ['View', 'AttachContacts'], Contact: ['View'] } },
    { name: 'readers', grants: { '*': ['View'] } },
  ],
  users: [
    { user: 'ada', password: 'correct horse', administrator: true },
    { user: 'alan', password: 'battery staple', roles: ['adjusters'] },
    { user: 'rita', roles: ['readers'] },
  ],
  records: {
    Claim: [
      { id: 5001, ClaimNumber: '00042', Amount: '12345678901234567.89' },
      { id: 5007, ClaimNumber: 'CLM-7' },
    ],
    Contact: [
      { id: 2001, Name: 'Jürgen Müller' },
      { id: 2002, Name: 'Maria' },
    ],
    File: [{ id: 3001, FileName: 'survey.pdf' }],
    'Custom.Vessel': [{ id: 40, Number: 'V-1', Built: '1999-02-28', Owner: 2001, Flag: 'DK' }],
  },
  links: [
    {
      id: 101,
      ParentDomain: 'Claim',
      ParentRecordID: 5001,
      ChildDomain: 'Contact',
      ChildRecordID: 2001,
      Relationship: 'Adjuster',
    },
    {
      id: 205,
      ParentDomain: 'Claim',
      ParentRecordKey: 'CLM-7',
      ParentRecordMatchField: 'ClaimNumber',
      ChildDomain: 'Contact',
      ChildRecordKey: 'Maria',
      ChildRecordMatchField: 'Name',
    },
    { id: 150, ParentDomain: 'Claim', ParentRecordID: 5001, ChildDomain: 'File', ChildRecordID: 3001 },
    {
      id: 151,
      ParentDomain: 'Claim',
      ParentRecordID: 5001,
      ChildDomain: 'Custom.Vessel',
      ChildRecordID: 40,
    },
  ],
});

export const linkOf = (id: number, claim: number, contact: number, relationship?: string) => ({
  id,
  ParentDomain: 'Claim',
  ParentRecordID: claim,
  ChildDomain: 'Contact',
  ChildRecordID: contact,
  ...(relationship === undefined ? {} : { Relationship: relationship }),
});

/** The same link as the body of a call, which gives no id. */
export function linkBodyOf(claim: number, contact: number, relationship?: string) {
  const { id: _, ...body } = linkOf(0, claim, contact, relationship);
  return body;
}

/** A database of a test's own. */
export interface FileDatabase {
  path: string;
  url: string;
}

/** The databases and files of a test file. */
export function loading() {
  const folder = temporaryFolder();
  let count = 0;
  let whole: Promise<FileDatabase> | undefined;

  function newDatabase(): FileDatabase {
    const path = join(folder, `load-${count++}.db`);
    return { path, url: `sqlite:${path}` };
  }

  /** The command's words that load a file. */
  function wordsOf({ url }: FileDatabase, content: object | string): string[] {
    const file = join(folder, `fixture-${count++}.json`);
    writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
    return ['load', file, '--database', url];
  }

  const load = (database: FileDatabase, content: object | string): Promise<Ended> =>
    runHere(wordsOf(database, content));

  async function fill(): Promise<FileDatabase> {
    const database = newDatabase();
    await fillDatabase(database.url, wholeFile());
    return database;
  }

  return {
    folder,
    newDatabase,
    wordsOf,
    load,
    async mustLoad(database: FileDatabase, content: object | string): Promise<void> {
      expect(await load(database, content)).toMatchObject({ code: 0, stderr: '' });
    },
    /** A database that the whole file was loaded into: a copy of one. */
    async wholeDatabase(): Promise<FileDatabase> {
      whole ??= fill();
      const database = newDatabase();
      copyFileSync((await whole).path, database.path);
      return database;
    },
  };
}

/** What is in the database, read past the server: rows of a table. */
export function rowsOf<Row>({ path }: FileDatabase, statement: string): Row[] {
  // Where a file is refused before the database is opened, there is not even a database.
  if (!existsSync(path)) return [];
  const connection = new Database(path, { readonly: true });
  try {
    return connection.prepare<[], Row>(statement).all();
  } finally {
    connection.close();
  }
}

const counted = [
  'client',
  'domain',
  'relationship',
  'record',
  'match_key',
  'link',
  'link_change',
  'app_user',
  'role',
] as const;

/** How many rows are in each table. */
export const totals = (database: FileDatabase) =>
  Object.fromEntries(
    counted.map((table) => {
      const [row] = rowsOf<{ total: number }>(database, `SELECT count(*) AS total FROM ${table}`);
      return [table, row?.total ?? 0];
    }),
  ) as Record<(typeof counted)[number], number>;

async function serveApart(url: string) {
  const started = await start(['serve', '--database', url]);
  return { address: started.address, stop: () => stop(started) };
}

/** Serves a database for one test, which calls by a token of a user; with `apart` in a process of its own. */
export async function serving(
  { url }: FileDatabase,
  user: string,
  work: (api: ReturnType<typeof callerOf>, address: string) => Promise<void>,
  { apart = false }: { apart?: boolean } = {},
): Promise<void> {
  const server = await (apart ? serveApart : serveHere)(url);
  try {
    await work(callerOf(server.address, await tokenOf(url, user)), server.address);
  } finally {
    await server.stop();
  }
}
