/**
 * OffeneRegister through `import`: companies, their officers and their posts, with all that breaks a naive importer
 * (examples/register/ORIGIN.md). The whole of it where it is at hand, else the part in the repository.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { components } from '#linkwright/client/openapi.js';
import { type LinkIdentity, linkIdentities } from '#linkwright/contract/words.js';
import { openRegister } from '../../scripts/register.mjs';
import { run, type Started, start, stop } from '../support/command.js';
import { fillDatabase } from '../support/database.js';
import { temporaryFolder } from '../support/folder.js';
import { required } from '../support/required.js';

type RelationshipCount = components['schemas']['RelationshipCount'];
type LinkCount = components['schemas']['LinkCount'];

const minutes = 60_000;

const register = openRegister();
const companies = register.rows('parents').length;
const officers = register.rows('contacts').length;
const rows = register.rows('links');
const posts = rows.length;

const distinct = (...columns: string[]) =>
  new Set(rows.map((row) => JSON.stringify(columns.map((column) => row[column])))).size;

/** What the client's link identity leaves of the posts. */
const expected: Record<LinkIdentity, number> = {
  relationship: distinct('company_number', 'contact_key', 'role'),
  pair: distinct('company_number', 'contact_key'),
};

/** Posts that change what a post before them made of their link. */
const overwritten: Record<LinkIdentity, number> = (() => {
  const roleOf = new Map<string, string>();
  let pair = 0;
  for (const { company_number, contact_key, role = '' } of rows) {
    const name = JSON.stringify([company_number, contact_key]);
    const former = roleOf.get(name);
    if (former !== undefined && former !== role) pair++;
    roleOf.set(name, role);
  }
  return { relationship: 0, pair };
})();

const companyFields = {
  company_number: 'CompanyNumber',
  name: 'Name',
  registrar: 'Registrar',
  current_status: 'Status',
  registered_office: 'Office',
};
const officerFields = {
  contact_key: 'ContactNumber',
  name: 'Name',
  firstname: 'FirstName',
  lastname: 'LastName',
};
const postProperties = {
  company_number: 'ParentRecordKey',
  contact_key: 'ChildRecordKey',
  role: 'Relationship',
};
const postConstants = {
  ParentDomain: 'Custom.Company',
  ParentRecordMatchField: 'CompanyNumber',
  ChildDomain: 'Contact',
  ChildRecordMatchField: 'ContactNumber',
};

const given = (option: string, pairs: Record<string, string>) =>
  Object.entries(pairs).flatMap((pair) => [option, pair.join('=')]);

describe(`the register (${register.words})`, () => {
  const folder = temporaryFolder();
  const files = register.write(folder);
  const database = `sqlite:${join(folder, 'register.db')}`;
  let server: Started | undefined;
  const tokens = new Map<LinkIdentity, string>();

  beforeAll(async () => {
    for (const linkIdentity of linkIdentities) {
      const users = [{ user: 'ada', administrator: true }];
      const fixture = { account: 'Register', client: linkIdentity, linkIdentity, users };
      tokens.set(linkIdentity, await fillDatabase(database, fixture));
    }
    server = await start(['serve', '--database', database]);
    for (const token of tokens.values()) {
      const response = await fetch(`${server.address}/api/Metadata/Domains/Custom.Company`, {
        method: 'PUT',
        headers: { Token: token, 'Content-Type': 'application/json' },
        body: JSON.stringify({
          Fields: Object.values(companyFields).map((Name) => ({ Name, Type: 'Text' })),
        }),
      });
      expect(response.status).toBe(200);
    }
  }, 2 * minutes);
  afterAll(() => server && stop(server));

  async function importAs(linkIdentity: LinkIdentity, ...words: string[]) {
    const rejects = join(folder, `${linkIdentity}.rejects.csv`);
    const outcome = await run(['import', ...words, '--rejects', rejects, '--json'], {
      env: { LINKWRIGHT_SERVER: required(server).address, LINKWRIGHT_TOKEN: tokens.get(linkIdentity) },
    });
    expect(outcome.stderr).not.toContain('linkwright:');
    expect(outcome.code).toBe(0);
    expect(existsSync(rejects)).toBe(false);
    return JSON.parse(outcome.stdout);
  }

  const importPosts = (linkIdentity: LinkIdentity) =>
    importAs(
      linkIdentity,
      'links',
      files.links,
      ...given('--map', postProperties),
      ...given('--set', postConstants),
      '--create-relationships',
    );

  async function ask<Body>(linkIdentity: LinkIdentity, path: string): Promise<Body> {
    const response = await fetch(required(server).address + path, {
      headers: { Token: required(tokens.get(linkIdentity)) },
    });
    expect(response.status).toBe(200);
    return (await response.json()) as Body;
  }

  const linkCount = async (linkIdentity: LinkIdentity) =>
    (await ask<LinkCount>(linkIdentity, '/api/Link/Count?parentDomain=Custom.Company&childDomain=Contact'))
      .Count;

  // Both clients at once: half the time, and the server has two importers to keep apart.
  const inBoth = (work: (linkIdentity: LinkIdentity) => Promise<void>) =>
    Promise.all(linkIdentities.map(work));

  test(
    'every company and every officer is inserted',
    async () => {
      await inBoth(async (linkIdentity) => {
        const parents = await importAs(
          linkIdentity,
          'records',
          files.parents,
          ...['--domain', 'Custom.Company', '--match-fields', 'CompanyNumber'],
          ...given('--map', companyFields),
        );
        expect(parents).toMatchObject({ read: companies, inserted: companies, updated: 0, rejected: 0 });
        const contacts = await importAs(
          linkIdentity,
          'records',
          files.contacts,
          ...['--domain', 'Contact', '--match-fields', 'ContactNumber'],
          ...given('--map', officerFields),
        );
        expect(contacts).toMatchObject({ read: officers, inserted: officers, updated: 0, rejected: 0 });
      });
    },
    8 * minutes,
  );

  test(
    'links are as many as the link identity says',
    async () => {
      await inBoth(async (linkIdentity) => {
        const inserted = expected[linkIdentity];
        const counts = await importPosts(linkIdentity);
        const updated = posts - inserted;
        expect(counts).toEqual({
          ...{ read: posts, inserted, updated, rejected: 0 },
          overwritten: overwritten[linkIdentity],
        });
        expect(await linkCount(linkIdentity)).toBe(inserted);
      });
    },
    8 * minutes,
  );

  test('by relationship each role has its posts', async () => {
    const path = '/api/Link/Count?parentDomain=Custom.Company&childDomain=Contact&by=relationship';
    const counts = await ask<RelationshipCount[]>('relationship', path);
    const held: Record<string, number> = {};
    for (const post of new Set(
      rows.map(({ company_number, contact_key, role }) =>
        JSON.stringify([role, company_number, contact_key]),
      ),
    )) {
      const [role] = JSON.parse(post);
      held[role] = (held[role] ?? 0) + 1;
    }
    expect(Object.fromEntries(counts.map(({ ContactType, Count }) => [ContactType, Count]))).toEqual(held);
  });

  test(
    'the same links a second time insert nothing',
    async () => {
      await inBoth(async (linkIdentity) => {
        const counts = await importPosts(linkIdentity);
        expect(counts).toEqual({
          ...{ read: posts, inserted: 0, updated: posts, rejected: 0 },
          overwritten: overwritten[linkIdentity],
        });
        expect(await linkCount(linkIdentity)).toBe(expected[linkIdentity]);
      });
    },
    8 * minutes,
  );

  test(
    'doctor finds the database in order',
    async () => {
      const { code, stdout, stderr } = await run(['doctor', '--database', database]);
      expect(stderr).toBe('');
      expect(code).toBe(0);
      expect(stdout).toContain('in order');
    },
    4 * minutes,
  );
});
