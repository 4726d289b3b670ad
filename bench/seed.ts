/** A database with the records and links that the workload begins with. */

import { createClientProgram } from '#linkwright/access/clients.js';
import { saveUserProgram } from '#linkwright/access/users.js';
import { openStore } from '#linkwright/store/open.js';
import type { Domain, Store } from '#linkwright/store/store.js';
import { createToken } from '../test/support/create-token.js';
import { required } from '../test/support/required.js';
import type { Databases } from './databases.js';
import type { Shape } from './workload.js';

const programs = new URL('../dist/programs.js', import.meta.url).href;

/** Opens a database of the bench as Linkwright does, and closes it afterwards. */
export async function withStore<Result>(
  databases: Databases,
  name: string,
  work: (store: Store) => Promise<Result>,
): Promise<Result> {
  const store = await openStore({ url: databases.url(name), programs, serving: false });
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}

/** Makes the client, a user and its token by the product's own programs; answers the client's domains too. */
async function makeClient(store: Store) {
  await store.write({
    client: 0,
    program: createClientProgram,
    input: { account: 'Bench', name: 'Bench', linkIdentity: 'pair' },
  });
  await store.write({
    client: 1,
    program: saveUserProgram,
    input: { name: 'bench', passwordHash: null, administrator: true },
  });
  return { token: await createToken(store, 1, 'bench'), metadata: required(await store.metadata(1)) };
}

const withoutZeros = "replace(CAST(i AS text), '0', '')";

/** The domains that have records. */
type Filled = 'Claim' | 'Contact';

/** What a record is filled with: each field's name, and in SQL its value and what a near key is searched by. */
const recordFields: Record<Filled, [name: string, value: string, folded: string][]> = {
  Claim: [
    ['ClaimNumber', numbered('CLM-2026-'), `'CLM226' || ${withoutZeros}`],
    ['Description', "'Water damage'", "'WATERDAMAGE'"],
  ],
  Contact: [
    ['ContactNumber', numbered('C-'), `'C' || ${withoutZeros}`],
    ['Name', "'Person ' || i", `'PERSON' || ${withoutZeros}`],
  ],
};

/** The words that a record is searched by; a number of seven digits that is one of them stands here once. */
const recordWords: Record<Filled, [word: string, where?: string][]> = {
  Claim: [
    ["'CLM'"],
    ["'2026'"],
    [sevenDigits()],
    [`'CLM2026' || ${sevenDigits()}`],
    ["'WATER'"],
    ["'DAMAGE'"],
  ],
  Contact: [
    ["'C'"],
    [sevenDigits()],
    [`'C' || ${sevenDigits()}`],
    ["'PERSON'"],
    ['CAST(i AS text)', 'WHERE i < 1000000'],
  ],
};

function sevenDigits(): string {
  return "substr('0000000', length(CAST(i AS text)) + 1) || i";
}

function numbered(prefix: string): string {
  return `'${prefix}' || ${sevenDigits()}`;
}

/** The statements that fill a domain: its records, and a key for each of their fields and words. */
function recordStatements(
  filled: Filled,
  domain: Domain,
  { records }: Shape,
  numbers: Databases['numbers'],
): string[] {
  const wanted = recordFields[filled];
  const idOf = (name: string) => required(domain.fields.find((field) => field.name === name)).id;
  const json = wanted.map(([name, value]) => `"${name}":"' || ${value} || '"`).join(',');
  return [
    `INSERT INTO record SELECT 1, ${domain.id}, i, '{${json}}', 1, 1, 1, 1 FROM ${numbers(records)}`,
    ...wanted.map(
      ([name, value, folded]) =>
        `INSERT INTO match_key
         SELECT 1, ${domain.id}, ${idOf(name)}, ${value}, i, ${folded} FROM ${numbers(records)}`,
    ),
    ...recordWords[filled].map(
      ([word, where = '']) =>
        `INSERT INTO match_key SELECT 1, ${domain.id}, 0, ${word}, i, NULL FROM ${numbers(records)} ${where}`,
    ),
    `UPDATE domain SET next_record_id = ${records + 1} WHERE client_id = 1 AND id = ${domain.id}`,
  ];
}

/** The statements that fill links, each with the change that made it. */
function linkStatements(
  claim: Domain,
  contact: Domain,
  { records, linksPerClaim }: Shape,
  numbers: Databases['numbers'],
): string[] {
  const links = records * linksPerClaim;
  const parent = `1 + (i - 1) / ${linksPerClaim}`;
  const child = `1 + ((i - 1) / ${linksPerClaim} + (i - 1) % ${linksPerClaim}) % ${records}`;
  const pair = `${claim.id}, ${parent}, ${contact.id}, ${child}`;
  return [
    `INSERT INTO link (client_id, id, parent_domain_id, parent_id, child_domain_id, child_id, slot,
      relationship_id, created_at, created_by, modified_at, modified_by)
      SELECT 1, i, ${pair}, 0, 3, 1, 1, 1, 1 FROM ${numbers(links)}`,
    `INSERT INTO link_change (client_id, id, link_id, action, parent_domain_id, parent_id, child_domain_id,
      child_id, before_relationship_id, after_relationship_id, at, user_id, request_id)
      SELECT 1, i, i, 1, ${pair}, NULL, 3, 1, 1, 'seed' FROM ${numbers(links)}`,
    `UPDATE client_state SET next_link_id = ${links + 1}, next_change_id = ${links + 1} WHERE client_id = 1`,
  ];
}

/** Makes a database, and answers a token for it. `more` are further statements that fill it. */
export async function seed(
  databases: Databases,
  name: string,
  shape: Shape,
  more: string[] = [],
): Promise<string> {
  await databases.create(name);
  const { token, metadata } = await withStore(databases, name, makeClient);
  const domainOf = (wanted: Filled) => required(metadata.domains.find(({ name }) => name === wanted));
  const [claim, contact] = [domainOf('Claim'), domainOf('Contact')];
  await databases.fill(name, [
    ...recordStatements('Claim', claim, shape, databases.numbers),
    ...recordStatements('Contact', contact, shape, databases.numbers),
    ...linkStatements(claim, contact, shape, databases.numbers),
    ...more,
  ]);
  return token;
}
