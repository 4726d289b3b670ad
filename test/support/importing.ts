/** Clients of a server, and files that go into it and out of it (docs/reference/command-line.md#import). */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, expect } from 'vitest';
import type { components } from '#linkwright/client/openapi.js';
import type { LinkIdentity } from '#linkwright/contract/words.js';
import { type Ended, run } from './command.js';
import { runHere, serveHere } from './command-here.js';
import { loadClient } from './database.js';
import { temporaryFolder } from './folder.js';

type Schemas = components['schemas'];
/** A client of a server, as `clientAt` asks for it. */
export type ImportClient = ReturnType<typeof clientAt>;

/** A row of a CSV of rejected rows, with the columns that it came with. */
export type Reject = Record<'line' | 'code' | 'reason' | (string & {}), string>;

let count = 0;

const everyType = {
  name: 'Custom.Everything',
  linkable: true,
  fields: [
    { name: 'Number', type: 'Text' },
    { name: 'Amount', type: 'Numeric' },
    { name: 'Day', type: 'Date' },
    { name: 'Time', type: 'DateTime' },
    { name: 'Open', type: 'Boolean' },
    { name: 'Flag', type: 'Coded', codes: ['DE', 'DK'] },
    { name: 'Owner', type: 'Association', refersTo: 'Contact' },
  ],
};

export const basics = () => ({
  records: {
    Claim: Array.from({ length: 5 }, (_, at) => ({ id: at + 1, ClaimNumber: `CLM-${at + 1}` })),
    Contact: Array.from({ length: 10 }, (_, at) => ({
      id: at + 1,
      ContactNumber: `K-${at + 1}`,
      Name: `Contact ${at + 1}`,
    })),
    File: [{ id: 1, FileName: 'survey.pdf' }],
  },
});

/** The client's link identity; `pair` where nothing is said. */
interface Identity {
  linkIdentity?: LinkIdentity;
}

/** A client of its own with content in it, and its administrator `ada`. */
export const fixtureOf = (content: object, { linkIdentity = 'pair' }: Identity = {}) => ({
  account: 'Acme',
  client: `Client ${count++}`,
  linkIdentity,
  domains: [everyType],
  users: [{ user: 'ada', administrator: true }],
  ...content,
});

/** Calls a server, whose address may change from time to time, with a token. */
export function clientAt(address: () => string, token: string) {
  const env = () => ({ LINKWRIGHT_SERVER: address(), LINKWRIGHT_TOKEN: token });
  async function ask<Body>(path: string): Promise<Body> {
    const response = await fetch(address() + path, { headers: { Token: token } });
    return (await response.json()) as Body;
  }
  return {
    token,
    env,
    ask,
    /** Runs a command that works through the server. */
    command: (...words: string[]): Promise<Ended> => runHere(words, { env: env() }),
    /** The same in a process of its own. */
    process: (...words: string[]): Promise<Ended> => run(words, { env: env() }),
    links: () => ask<Schemas['LinkRow'][]>('/api/Link/Query?parentDomain=Claim&pageSize=1000'),
    linkCount: async () => (await ask<Schemas['LinkCount']>('/api/Link/Count?parentDomain=Claim')).Count,
    relationships: async () =>
      (await ask<Schemas['Relationship'][]>('/api/Contact/Codes/ContactType')).map(({ Code }) => Code),
    contacts: () => ask<Schemas['RecordRow'][]>('/api/Contact/Query?pageSize=1000'),
  };
}

/** A folder for the files of a test file. */
export function importFiles() {
  const folder = temporaryFolder();
  return {
    folder,
    /** Writes a file of a test's own, in a folder of its own, so that nothing else lies beside it. */
    fileOf(name: string, content: string | Uint8Array): string {
      const own = join(folder, `file-${count++}`);
      mkdirSync(own);
      const path = join(own, name);
      writeFileSync(path, content);
      return path;
    },
  };
}

/** The same with a server for the tests of the file. */
export function importServer() {
  const files = importFiles();
  let server: Awaited<ReturnType<typeof serveHere>>;
  beforeAll(async () => {
    server = await serveHere(`sqlite:${join(files.folder, 'import.db')}`);
  });
  afterAll(() => server.stop());
  return {
    ...files,
    address: () => server.address,
    async newClient(content: object = basics(), identity?: Identity): Promise<ImportClient> {
      return clientAt(() => server.address, await loadClient(server.store, fixtureOf(content, identity)));
    },
  };
}

/** The file that the rejected rows of a file go to. */
export const rejectsFileOf = (file: string) => file.replace(/(?=\.\w+$)/, '.rejects');

/** The rejected rows of a CSV. */
export const rejectsOf = (file: string): Reject[] =>
  parse<Reject>(readFileSync(rejectsFileOf(file)), { columns: true });

export function expectCounts(
  { stdout }: Ended,
  read: number,
  inserted: number,
  updated: number,
  rejected: number,
): void {
  expect(stdout.trimEnd().split('\n').at(-1)).toBe(
    `Read ${read} rows: ${inserted} inserted, ${updated} updated, ${rejected} rejected.`,
  );
}

/** How the columns of a file of links are mapped. */
export const posts = [
  '--map',
  'claim=ParentRecordKey',
  '--set',
  'ParentDomain=Claim',
  '--set',
  'ParentRecordMatchField=ClaimNumber',
  '--map',
  'contact=ChildRecordKey',
  '--set',
  'ChildDomain=Contact',
  '--set',
  'ChildRecordMatchField=ContactNumber',
  '--map',
  'role=Relationship',
];

/** How the columns of a file of contacts are. */
export const people = [
  '--domain',
  'Contact',
  '--match-fields',
  'ContactNumber',
  '--map',
  'number=ContactNumber',
  '--map',
  'name=Name',
];
