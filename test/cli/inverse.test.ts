/** What is exported from one database and imported into another is there as it was (decision 53). */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createClient } from '#linkwright/client/index.js';
import type { Fixture } from '#linkwright/fixture/shape.js';
import type { ImportCounts } from '#linkwright/import/counts.js';
import { runHere } from '../support/command-here.js';
import { temporaryFolder } from '../support/folder.js';
import { type Deed, type HttpProxy, startHttpProxy } from '../support/http-proxy.js';
import { oddDomains, oddFixture, oddKeys, oddLinkFields } from '../support/odd-database.js';
import { seed } from '../support/random.js';
import { startServer, type TestServer } from '../support/server.js';
import { stores } from '../support/stores.js';

const folder = temporaryFolder();
const formats = ['ndjson', 'csv'] as const;
type RowFormat = (typeof formats)[number];
const administrator = { account: 'Acme', users: [{ user: 'ada', administrator: true }] };
const target = (client: string, others: Partial<Fixture> = {}): Fixture => ({
  ...administrator,
  client,
  linkIdentity: 'relationship',
  domains: oddDomains,
  linkFields: oddLinkFields,
  ...others,
});

async function all<Row>(rows: AsyncIterable<Row>): Promise<Row[]> {
  const list: Row[] = [];
  for await (const row of rows) list.push(row);
  return list;
}

const linkColumns = [
  ...(['ParentDomain', 'ParentID', 'ChildDomain', 'ChildID', 'ContactType'] as const),
  ...(['Fields.Since', 'Fields.Note', 'Fields.Share', 'Fields.Sole', 'Fields.Flag'] as const),
] as const;

type World = Awaited<ReturnType<typeof world>>;

/** A client of the server: what is in it, and the commands that a person runs on it. */
async function world(server: TestServer, name: string) {
  const token = await server.token('ada', name);
  const client = createClient({ server: server.address, token });
  const command = (address: string, ...words: string[]) =>
    runHere(words, { env: { LINKWRIGHT_SERVER: address, LINKWRIGHT_TOKEN: token } });
  return {
    client,
    command: (...words: string[]) => command(server.address, ...words),
    through: (address: string, ...words: string[]) => command(address, ...words),
    /** Exports to a file and answers its path. */
    async exported(format: RowFormat, ...words: string[]): Promise<string> {
      const { code, stdout, stderr } = await command(server.address, 'export', ...words, '--format', format);
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
      const file = join(folder, `${name}-${words.join('-')}.${format}`);
      writeFileSync(file, stdout);
      return file;
    },
    async imported(...words: string[]): Promise<ImportCounts> {
      const { code, stdout, stderr } = await command(server.address, 'import', ...words, '--json');
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
      return JSON.parse(stdout);
    },
    records: (domain: string) => all(client.records(domain).query()),
    async links() {
      const lists = [];
      for (const { Name } of await client.domains.list()) {
        lists.push(...(await all(client.links.query({ parentDomain: Name, columns: linkColumns }))));
      }
      return lists;
    },
    async lastChange() {
      let last: string | undefined;
      for await (const { after } of client.changes.read()) last = after;
      return last;
    },
  };
}

describe(`random databases, from seed ${seed}`, async () => {
  const fixtures = formats.flatMap((format): Fixture[] => [
    { ...administrator, ...oddFixture(seed, { keys: false }), client: `ids ${format}` },
    { ...administrator, ...oddFixture(seed, { keys: true }), client: `keys ${format}` },
    target(`ids ${format} target`),
    // Records of its own, so that those that come get other ids.
    target(`keys ${format} target`, {
      records: Object.fromEntries(Object.keys(oddKeys).map((domain) => [domain, [{ id: 500 }]])),
    }),
  ]);
  const server = await startServer(stores[0], fixtures);

  test.each(formats)(
    'go by id into an empty one, as %s',
    async (format) => {
      const from = await world(server, `ids ${format}`);
      const to = await world(server, `ids ${format} target`);
      const links = await from.exported(format, 'links');
      const files = [];
      for (const domain of Object.keys(oddKeys)) {
        const file = await from.exported(format, 'records', '--domain', domain);
        files.push(['records', file, '--domain', domain, '--match-fields', 'ID']);
      }
      for (const words of files) {
        // Odd records refer to one another in circles.
        if (words.includes('Custom.Odd')) await to.imported(...words, '--without-associations');
        const { read, inserted, updated } = await to.imported(...words);
        expect(words.includes('Custom.Odd') ? updated : inserted).toBe(read);
      }
      const { read, inserted } = await to.imported('links', links);
      expect(inserted).toBe(read);

      const same = async () => {
        for (const domain of Object.keys(oddKeys)) {
          expect(await to.records(domain)).toEqual(await from.records(domain));
        }
        expect(await to.links()).toEqual(await from.links());
      };
      await same();
      const last = await to.lastChange();
      for (const words of [...files, ['links', links]]) {
        expect(await to.imported(...words)).toMatchObject({ inserted: 0, rejected: 0 });
      }
      await same();
      expect(await to.lastChange()).toBe(last);
    },
    120_000,
  );

  test.each(formats)(
    'go by business key into one whose records have other ids, as %s',
    async (format) => {
      const from = await world(server, `keys ${format}`);
      const to = await world(server, `keys ${format} target`);
      const keys = Object.entries(oddKeys).flatMap(([domain, field]) => ['--key', `${domain}=${field}`]);
      const links = await from.exported(format, 'links', ...keys);
      const files = [];
      for (const [domain, field] of Object.entries(oddKeys)) {
        const file = await from.exported(format, 'records', '--domain', domain);
        files.push(['records', file, '--domain', domain, '--match-fields', field]);
      }
      for (const words of files) {
        const { read, inserted } = await to.imported(...words);
        expect(inserted).toBe(read);
      }
      const { read, inserted } = await to.imported('links', links);
      expect(inserted).toBe(read);

      /** Records without ids, and links by keys in place of them. */
      const content = async (side: World) => {
        const keyOf = new Map();
        const records: Record<string, object[]> = {};
        for (const [domain, field] of Object.entries(oddKeys)) {
          const rows = (await side.records(domain)).filter((row) => row[field] !== null);
          for (const row of rows) keyOf.set(`${domain} ${row.ID}`, row[field]);
          records[domain] = rows.map(({ ID: _, ...fields }) => fields);
        }
        const links = (await side.links()).map(
          ({ ParentDomain, ParentID, ChildDomain, ChildID, ContactType, ...fields }) => [
            keyOf.get(`${ParentDomain} ${ParentID}`),
            keyOf.get(`${ChildDomain} ${ChildID}`),
            ContactType,
            fields,
          ],
        );
        return { records, links };
      };
      const before = await content(from);
      expect(before.links.flat()).not.toContain(undefined);
      expect(await content(to)).toEqual(before);
      const last = await to.lastChange();
      for (const words of [...files, ['links', links]]) {
        expect(await to.imported(...words)).toMatchObject({ inserted: 0, rejected: 0 });
      }
      expect(await content(to)).toEqual(before);
      expect(await to.lastChange()).toBe(last);
    },
    120_000,
  );
});

describe('an export', async () => {
  const fixture = target('exported', {
    records: {
      Claim: [{ id: 1, ClaimNumber: 'CLM-1' }, { id: 2 }],
      Contact: Array.from({ length: 2_500 }, (_, at) => ({ id: at + 1, ContactNumber: `K-${at + 1}` })),
    },
    links: [1, 2].map((claim) => ({
      id: claim,
      ParentDomain: 'Claim',
      ParentRecordID: claim,
      ChildDomain: 'Contact',
      ChildRecordID: 1,
    })),
  });
  const server = await startServer(stores[0], [fixture]);
  const { command, through } = await world(server, 'exported');
  let proxy: HttpProxy;
  beforeAll(async () => {
    proxy = await startHttpProxy(server.address);
  });
  beforeEach(() => proxy.reset());
  afterAll(() => proxy.close());
  const contacts = ['export', 'records', '--domain', 'Contact'];

  test('goes on where a connection was lost', async () => {
    proxy.next('pass', 'cut inside', 'pass', 'cut before', 'cut after');
    const { code, stdout, stderr } = await through(proxy.address, ...contacts);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const ids = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line).ID);
    expect(ids).toEqual(Array.from({ length: 2_500 }, (_, at) => at + 1));
  });

  test('that does not come to its end says so, and exits 1', async () => {
    const refused = { status: 403, headers: {}, body: '{"code":"permission_denied","detail":"Not you."}' };
    proxy.next('pass', 'pass', refused);
    const { code, stdout, stderr } = await through(proxy.address, ...contacts);
    expect({ code, stderr }).toEqual({ code: 1, stderr: 'linkwright: Not you.\n' });
    expect(stdout.trimEnd().split('\n')).toHaveLength(1_000);
    proxy.next('pass', 'pass', ...Array.from({ length: 6 }, (): Deed => 'cut inside'));
    const cut = await through(proxy.address, ...contacts);
    expect(cut.code).toBe(1);
    expect(cut.stderr).toContain('cannot be reached');
    expect(cut.stderr).not.toMatch(/\n\s+at /);
  });

  test('leaves no link out without a word', async () => {
    const { code, stdout, stderr } = await command('export', 'links', '--key', 'Claim=ClaimNumber');
    expect(code).toBe(1);
    expect(stderr).toBe(
      'linkwright: Left out for want of a key, 1 in all: link 2 (Claim 2 has no ClaimNumber).\n',
    );
    expect(
      stdout
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line)),
    ).toEqual([
      {
        ParentDomain: 'Claim',
        ParentRecordKey: 'CLM-1',
        ParentRecordMatchField: 'ClaimNumber',
        ChildDomain: 'Contact',
        ChildRecordID: 1,
        Relationship: null,
        'Fields.Since': null,
        'Fields.Note': null,
        'Fields.Share': null,
        'Fields.Sole': null,
      },
    ]);
  });

  test.each([
    [['--key', 'Claim'], "--key must be Domain=Field; 'Claim' was given."],
    [
      ['--key', 'Claim=ClaimNumbr'],
      "'ClaimNumbr' is no Text or Numeric field of the Claim domain. Did you mean 'ClaimNumber'?",
    ],
    [['--key', 'Claim=Policy'], "'Policy' is no Text or Numeric field"],
  ])('%j is bad usage', async (words, said) => {
    const { code, stdout, stderr } = await command('export', 'links', ...words);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(said);
  });
});
