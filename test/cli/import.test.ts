/** `import` and `export`: files into a running server and out of it (docs/reference/command-line.md#import). */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { run, start, stop } from '../support/command.js';
import { fillDatabase, loadClient, openBeside } from '../support/database.js';
import { temporaryFolder } from '../support/folder.js';
import { startHttpProxy } from '../support/http-proxy.js';

const cli = fileURLToPath(new URL('../../dist/cli.js', import.meta.url));
const folder = temporaryFolder();
const database = `sqlite:${join(folder, 'import.db')}`;
let server;
let beside;
let count = 0;

beforeAll(async () => {
  server = await start(['serve', '--database', database]);
  beside = await openBeside(database);
});
afterAll(async () => {
  await beside.close();
  await stop(server);
});

/** Writes a file of a test's own, in a folder of its own, so that nothing else lies beside it. */
function fileOf(name, content) {
  const own = join(folder, `file-${count++}`);
  mkdirSync(own);
  const path = join(own, name);
  writeFileSync(path, content);
  return path;
}

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

const basics = () => ({
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

/** Makes a client in a database beside its server. Answers what asks the server as its administrator. */
async function newClient(
  content = basics(),
  { linkIdentity = 'pair', on = database, at = () => server.address } = {},
) {
  const fixture = {
    account: 'Acme',
    client: `Client ${count++}`,
    linkIdentity,
    domains: [everyType],
    users: [{ user: 'ada', administrator: true }],
    ...content,
  };
  const token = await (on === database ? loadClient(beside, fixture) : fillDatabase(on, fixture));
  const ask = async (path) => {
    const response = await fetch(at() + path, { headers: { Token: token } });
    return response.json();
  };
  const environment = () => ({ LINKWRIGHT_SERVER: at(), LINKWRIGHT_TOKEN: token });
  return {
    token,
    ask,
    /** Runs a command that works through the server. */
    command: (...words) => run(words, { env: environment() }),
    environment,
    links: () => ask('/api/Link/Query?parentDomain=Claim&pageSize=1000'),
    linkCount: async () => (await ask('/api/Link/Count?parentDomain=Claim')).Count,
    relationships: async () => (await ask('/api/Contact/Codes/ContactType')).map(({ Code }) => Code),
    contacts: () => ask('/api/Contact/Query?pageSize=1000'),
  };
}

function expectNoStack(text) {
  expect(text).not.toMatch(/\n\s+at |node:internal|file:\/\//);
}

function expectCounts({ stdout }, read, inserted, updated, rejected) {
  expect(stdout.trimEnd().split('\n').at(-1)).toBe(
    `Read ${read} rows: ${inserted} inserted, ${updated} updated, ${rejected} rejected.`,
  );
}

const posts = [
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
const people = [
  '--domain',
  'Contact',
  '--match-fields',
  'ContactNumber',
  '--map',
  'number=ContactNumber',
  '--map',
  'name=Name',
];

describe('import links', () => {
  test('maps columns, sets constants, counts, and makes no duplicates when it is repeated', async () => {
    const client = await newClient();
    const file = fileOf(
      'posts.csv',
      'role,remark,claim,contact\nAdjuster,x,CLM-1,K-1\nWitness,,CLM-1,K-2\n,,CLM-2,K-1\n',
    );
    const first = await client.command('import', 'links', file, ...posts);
    expect(first.code).toBe(0);
    expectCounts(first, 3, 3, 0, 0);
    expect(first.stdout.trimEnd().split('\n')).toHaveLength(1);
    expect(existsSync(join(file, '..', 'posts.rejects.csv'))).toBe(false);
    const links = await client.links();
    expect(links.map((row) => [row.ParentID, row.ChildID, row.ContactType])).toEqual([
      [1, 1, 'Adjuster'],
      [1, 2, 'Witness'],
      [2, 1, null],
    ]);
    const second = await client.command('import', 'links', file, ...posts, '--json');
    expect(second.code).toBe(0);
    expect(JSON.parse(second.stdout)).toEqual({ read: 3, inserted: 0, updated: 3, rejected: 0 });
    expect(await client.linkCount()).toBe(3);
  });

  test('without --map a column is the property of its name', async () => {
    const client = await newClient();
    const csv = fileOf(
      'links.csv',
      'ParentDomain,ParentRecordID,ChildDomain,ChildRecordID,Relationship\nClaim,1,Contact,1,Broker\nClaim,1,File,1,\n',
    );
    expectCounts(await client.command('import', 'links', csv), 2, 2, 0, 0);
    const ndjson = fileOf(
      'links.ndjson',
      [
        { ParentDomain: 'Claim', ParentRecordID: 1, ChildDomain: 'Contact', ChildRecordID: 1 },
        {
          ParentDomain: 'Claim',
          ParentRecordKey: 'CLM-2',
          ParentRecordMatchField: 'ClaimNumber',
          ChildDomain: 'Contact',
          ChildRecordID: '2',
          Relationship: null,
        },
      ]
        .map((row) => JSON.stringify(row))
        .join('\n'),
    );
    expectCounts(await client.command('import', 'links', ndjson), 2, 1, 1, 0);
    expect((await client.links()).map((row) => [row.ParentID, row.ChildDomain, row.ContactType])).toEqual([
      [1, 'Contact', 'Broker'],
      [1, 'File', null],
      [2, 'Contact', null],
    ]);
  });

  test('takes server and token as options, which win over the environment', async () => {
    const client = await newClient();
    const file = fileOf('posts.csv', 'claim,contact,role\nCLM-1,K-1,Adjuster\n');
    const outcome = await run(
      ['import', 'links', file, ...posts, '--server', `${server.address}/`, '--token', client.token],
      { env: { LINKWRIGHT_SERVER: 'http://127.0.0.1:9', LINKWRIGHT_TOKEN: 'none' } },
    );
    expect(outcome.code).toBe(0);
    expectCounts(outcome, 1, 1, 0, 0);
  });

  test('--dry-run says what would be done, and does nothing', async () => {
    const client = await newClient();
    const done = fileOf('done.csv', 'claim,contact,role\nCLM-1,K-1,Adjuster\n');
    await client.command('import', 'links', done, ...posts);
    const before = await client.links();
    const file = fileOf(
      'posts.csv',
      'claim,contact,role\nCLM-1,K-1,Witness\nCLM-1,K-2,Witness\nCLM-9,K-1,\n',
    );
    const outcome = await client.command('import', 'links', file, ...posts, '--dry-run');
    expect(outcome.code).toBe(1);
    expectCounts(outcome, 3, 1, 1, 1);
    expect(await client.links()).toEqual(before);
  });

  test('--create-relationships adds what the client lacks, each once', async () => {
    const client = await newClient();
    const builtIn = await client.relationships();
    const decomposed = 'Gescha\u0308ftsfu\u0308hrer';
    const file = fileOf(
      'posts.csv',
      `claim,contact,role\nCLM-1,K-1,Geschäftsführer\nCLM-1,K-2,GESCHÄFTSFÜHRER\nCLM-1,K-3,${decomposed}\n` +
        'CLM-1,K-4,adjuster\nCLM-1,K-5,"Lead, second"\nCLM-1,K-6,\n',
    );
    const without = await client.command('import', 'links', file, ...posts);
    expect(without.code).toBe(1);
    expectCounts(without, 6, 2, 0, 4);
    const outcome = await client.command('import', 'links', file, ...posts, '--create-relationships');
    expect(outcome.code).toBe(0);
    expectCounts(outcome, 6, 4, 2, 0);
    expect(await client.relationships()).toEqual([...builtIn, 'Geschäftsführer', 'Lead, second']);
    const links = await client.links();
    const roleOf = Object.fromEntries(links.map((row) => [row.ChildID, row.ContactType]));
    expect(roleOf).toEqual({
      1: 'Geschäftsführer',
      2: 'Geschäftsführer',
      3: 'Geschäftsführer',
      4: 'Adjuster',
      5: 'Lead, second',
      6: null,
    });
  });

  test.each([
    ['an import', []],
    ['a dry run', ['--dry-run']],
  ])('%s with --create-relationships rejects a row alone whose relationship cannot be', async (_, dryRun) => {
    const client = await newClient();
    const builtIn = await client.relationships();
    const long = 'x'.repeat(201);
    const file = fileOf(
      'posts.csv',
      `claim,contact,role\nCLM-1,K-1,Skipper\nCLM-1,K-2,${long}\nCLM-1,K-3,${long}\nCLM-1,K-4,Skipper\n`,
    );
    const outcome = await client.command(
      'import',
      'links',
      file,
      ...posts,
      '--create-relationships',
      ...dryRun,
    );
    expectCounts(outcome, 4, 2, 0, 2);
    expect(outcome.code).toBe(1);
    const rejects = readFileSync(join(file, '..', 'posts.rejects.csv'), 'utf8')
      .trim()
      .split('\n');
    expect(rejects).toEqual([
      'claim,contact,role,line,code,reason',
      expect.stringMatching(/^CLM-1,K-2,x+,3,invalid_request,.*Code must be a string of 1 to 200 characters/),
      expect.stringMatching(/^CLM-1,K-3,x+,4,invalid_request,/),
    ]);
    expect(await client.relationships()).toEqual(dryRun.length > 0 ? builtIn : [...builtIn, 'Skipper']);
  });

  test.each([
    [
      'another import has added meanwhile',
      [{ status: 200, headers: { 'Content-Type': 'application/json' }, body: '[]' }],
    ],
    ['it has added, though the answer was lost', ['pass', 'cut after']],
  ])('--create-relationships goes on with one that %s', async (_, deeds) => {
    const client = await newClient();
    await client.command(
      'import',
      'links',
      fileOf('posts.csv', 'claim,contact,role\nCLM-1,K-1,Mate\n'),
      ...posts,
      '--create-relationships',
    );
    const role = deeds.length === 1 ? 'Mate' : 'Skipper';
    const file = fileOf('posts.csv', `claim,contact,role\nCLM-1,K-2,${role}\n`);
    const proxy = await startHttpProxy(server.address);
    proxy.next(...deeds);
    const through = ['--create-relationships', '--server', proxy.address];
    const outcome = await client.command('import', 'links', file, ...posts, ...through);
    await proxy.close();
    expect(outcome).toMatchObject({ code: 0, stderr: '' });
    expectCounts(outcome, 1, 1, 0, 0);
    expect((await client.links()).at(-1).ContactType).toBe(role);
  });

  test('--create-relationships adds those of a thousand rows in one call, and rejects names that nobody sees', async () => {
    const client = await newClient(basics(), { linkIdentity: 'relationship' });
    const roles = Array.from({ length: 1_500 }, (_, at) =>
      at % 500 === 0 ? `Role ${at}\u200b` : `Role ${at}`,
    );
    const file = fileOf(
      'posts.csv',
      `claim,contact,role\n${roles.map((role) => `CLM-1,K-1,${role}\n`).join('')}`,
    );
    const outcome = await client.command('import', 'links', file, ...posts, '--create-relationships');
    expectCounts(outcome, 1_500, 1_497, 0, 3);
    expect(await client.relationships()).toHaveLength(12 + 1_497);
    const requests = await client.ask('/api/RecentRequests?limit=1000');
    const named = requests.filter(({ Path }) => Path.startsWith('/api/Contact/Codes/ContactType/'));
    expect(named).toHaveLength(2);
  });

  test('--dry-run with --create-relationships counts as the import itself, and adds none', async () => {
    const client = await newClient();
    const builtIn = await client.relationships();
    const file = fileOf('posts.csv', 'claim,contact,role\nCLM-1,K-1,Skipper\nCLM-1,K-2,Adjuster\n');
    const dry = await client.command(
      'import',
      'links',
      file,
      ...posts,
      '--create-relationships',
      '--dry-run',
    );
    expect(await client.relationships()).toEqual(builtIn);
    expect(await client.linkCount()).toBe(0);
    expectCounts(dry, 2, 2, 0, 0);
    expect(dry.code).toBe(0);
  });

  test('one contact in two roles is two links where the client’s identity is relationship', async () => {
    const client = await newClient(basics(), { linkIdentity: 'relationship' });
    const file = fileOf(
      'posts.csv',
      'claim,contact,role\nCLM-1,K-1,Claimant\nCLM-1,K-1,Witness\nCLM-1,K-1,witness\n',
    );
    expectCounts(await client.command('import', 'links', file, ...posts), 3, 2, 1, 0);
    expectCounts(await client.command('import', 'links', file, ...posts), 3, 0, 3, 0);
    expect(await client.linkCount()).toBe(2);
  });

  test('works with a server that takes fewer entries at a time', async () => {
    const content = basics();
    content.records.Contact = Array.from({ length: 250 }, (_, at) => ({
      id: at + 1,
      ContactNumber: `K-${at + 1}`,
    }));
    const path = `sqlite:${join(folder, 'small-calls.db')}`;
    const small = await start(['serve', '--database', path, '--bulk-entries', '100']);
    try {
      const client = await newClient(content, { on: path, at: () => small.address });
      const rows = content.records.Contact.map(({ ContactNumber }) => `CLM-1,${ContactNumber},Witness`);
      const file = fileOf('posts.csv', `claim,contact,role\n${rows.join('\n')}\n`);
      const outcome = await client.command('import', 'links', file, ...posts);
      expect(outcome.stderr).toBe('');
      expect(outcome.code).toBe(0);
      expectCounts(outcome, 250, 250, 0, 0);
    } finally {
      await stop(small);
    }
  });
});

describe('rejected rows', () => {
  const csv =
    'claim,contact,role,remark\n' +
    'CLM-1,K-1,Adjuster,good\n' +
    'CLM-9,"K-1",Adjuster,"said ""no"", twice"\n' +
    'CLM-1,K-2,Adjutser, spaces kept \n' +
    'CLM-1,,Adjuster,no contact\n';

  test('are in a CSV beside the input as they came, with line, code and reason', async () => {
    const client = await newClient();
    const file = fileOf('posts.csv', csv);
    const outcome = await client.command('import', 'links', file, ...posts);
    expect(outcome.code).toBe(1);
    expectCounts(outcome, 4, 1, 0, 3);
    const path = join(file, '..', 'posts.rejects.csv');
    expect(outcome.stderr).toContain(path);
    const text = readFileSync(path, 'utf8');
    const lines = text.trimEnd().split('\n');
    expect(lines[0]).toBe('claim,contact,role,remark,line,code,reason');
    expect(lines[1].startsWith('CLM-9,"K-1",Adjuster,"said ""no"", twice",3,parent_not_found,')).toBe(true);
    expect(lines[2].startsWith('CLM-1,K-2,Adjutser, spaces kept ,4,relationship_not_found,')).toBe(true);
    expect(lines[3].startsWith('CLM-1,,Adjuster,no contact,5,invalid_request,')).toBe(true);
    const rows = parse(text, { columns: true });
    expect(rows.map(({ line, code, remark }) => [line, code, remark])).toEqual([
      ['3', 'parent_not_found', 'said "no", twice'],
      ['4', 'relationship_not_found', ' spaces kept '],
      ['5', 'invalid_request', 'no contact'],
    ]);
    for (const { reason } of rows) expect(reason).toMatch(/^Unable to execute\./);
  });

  test('are those that would pass a limit of their relationship, in a dry run too', async () => {
    const relationships = [
      { id: 1, code: 'Adjuster', limits: { Claim: 1 } },
      { id: 2, code: 'Broker' },
    ];
    const client = await newClient({ ...basics(), relationships });
    const roles = ['Adjuster', 'Adjuster', 'Broker', 'Broker', 'Adjuster'];
    const rows = roles.map((role, at) => `CLM-${at === 4 ? 2 : 1},K-${at + 1},${role}`);
    const file = fileOf('posts.csv', ['claim,contact,role', ...rows, rows[0], ''].join('\n'));
    expectCounts(await client.command('import', 'links', file, ...posts, '--dry-run'), 6, 4, 1, 1);
    expect(await client.linkCount()).toBe(0);
    const outcome = await client.command('import', 'links', file, ...posts);
    expectCounts(outcome, 6, 4, 1, 1);
    const rejects = parse(readFileSync(join(file, '..', 'posts.rejects.csv'), 'utf8'), { columns: true });
    expect(rejects).toEqual([
      {
        claim: 'CLM-1',
        contact: 'K-2',
        role: 'Adjuster',
        line: '3',
        code: 'relationship_limit',
        reason: "Unable to execute. Claim 1 may have at most 1 link with the relationship 'Adjuster'.",
      },
    ]);
    expectCounts(await client.command('import', 'links', file, ...posts), 6, 0, 5, 1);
  });

  test('can be imported once what was missing is there', async () => {
    const client = await newClient();
    const file = fileOf('posts.csv', csv);
    await client.command('import', 'links', file, ...posts);
    const rejects = join(file, '..', 'posts.rejects.csv');
    const claims = fileOf('claims.csv', 'ClaimNumber\nCLM-9\n');
    const made = ['--domain', 'Claim', '--match-fields', 'ClaimNumber'];
    expectCounts(await client.command('import', 'records', claims, ...made), 1, 1, 0, 0);
    const again = await client.command('import', 'links', rejects, ...posts, '--create-relationships');
    expectCounts(again, 3, 2, 0, 1);
    expect(await client.linkCount()).toBe(3);
  });

  test('--rejects names the file, and a later import leaves no former rows in it', async () => {
    const client = await newClient();
    const file = fileOf('posts.csv', csv);
    const rejects = join(file, '..', 'elsewhere.csv');
    await client.command('import', 'links', file, ...posts, '--rejects', rejects);
    expect(readFileSync(rejects, 'utf8')).toContain('CLM-9');
    expect(existsSync(join(file, '..', 'posts.rejects.csv'))).toBe(false);
    const good = fileOf('good.csv', 'claim,contact,role\nCLM-1,K-1,Adjuster\n');
    const outcome = await client.command('import', 'links', good, ...posts, '--rejects', rejects);
    expect(outcome.code).toBe(0);
    expect(existsSync(rejects) ? readFileSync(rejects, 'utf8') : '').not.toContain('CLM-9');
  });

  test('of NDJSON are NDJSON', async () => {
    const client = await newClient();
    const good = '{"claim": "CLM-1", "contact": "K-1"}';
    const unknown = '{"claim":  "CLM-9", "contact": "K-1"}';
    const broken = '{"claim": "CLM-1", "contact": ';
    const array = '["CLM-1", "K-1"]';
    const file = fileOf('posts.ndjson', [good, unknown, '', broken, array, good].join('\n'));
    const outcome = await client.command('import', 'links', file, ...posts);
    expect(outcome.code).toBe(1);
    expectCounts(outcome, 5, 1, 1, 3);
    const text = readFileSync(join(file, '..', 'posts.rejects.ndjson'), 'utf8');
    expect(text).toContain(unknown);
    const rows = text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    // What the server refuses is known later than what is broken; each says which line it was.
    rows.sort((one, other) => one.line - other.line);
    expect(rows.map(({ line, code }) => [line, code])).toEqual([
      [2, 'parent_not_found'],
      [4, 'invalid_row'],
      [5, 'invalid_row'],
    ]);
    expect(rows[0].row).toEqual({ claim: 'CLM-9', contact: 'K-1' });
    expect(rows[1].row).toBe(broken);
    for (const { reason } of rows) expect(reason.length).toBeGreaterThan(10);
  });

  test('are never written over the input', async () => {
    const client = await newClient();
    const file = fileOf('posts.csv', csv);
    const outcome = await client.command('import', 'links', file, ...posts, '--rejects', file);
    expect(readFileSync(file, 'utf8')).toBe(csv);
    expect(outcome.code).toBe(2);
    expectNoStack(outcome.stderr);
  });

  test('are kept from an earlier import where the next does not begin', async () => {
    const client = await newClient();
    const file = fileOf('posts.csv', csv);
    await client.command('import', 'links', file, ...posts);
    const outcome = await client.command('import', 'links', file, ...posts, '--map', 'clam=ParentRecordID');
    expect(outcome.code).toBe(2);
    expect(existsSync(join(file, '..', 'posts.rejects.csv'))).toBe(true);
  });

  test('are kept from an earlier import where the next does not come to its end', async () => {
    const client = await newClient();
    const file = fileOf('posts.csv', csv);
    await client.command('import', 'links', file, ...posts);
    const rejects = join(file, '..', 'posts.rejects.csv');
    const before = readFileSync(rejects, 'utf8');
    const away = ['--server', 'http://127.0.0.1:1'];
    expect((await client.command('import', 'links', file, ...posts, ...away)).code).toBe(1);
    expect(readFileSync(rejects, 'utf8')).toBe(before);
  });

  test.each([
    ['in a folder that is not there', join(folder, 'no-such-folder', 'rejects.csv'), 'ENOENT'],
    ['on a disk that is full', '/dev/full', 'ENOSPC'],
  ])('%s end the import in words', async (_, path, code) => {
    const client = await newClient();
    const file = fileOf('posts.csv', csv);
    const outcome = await client.command('import', 'links', file, ...posts, '--rejects', path);
    expect(outcome.code).toBe(1);
    expect(outcome.stdout).toBe('');
    expect(outcome.stderr).toContain(`linkwright: The rejected rows cannot be written to ${path} (${code}).`);
    expectNoStack(outcome.stderr);
  });
});

describe('import records', () => {
  test('by match fields, with constants; twice makes no more', async () => {
    const client = await newClient({});
    const file = fileOf('people.csv', 'number,name,mail\nK-1,One,a@b\nK-2,Two,\nK-1,First,a@b\n');
    const words = ['import', 'records', file, ...people, '--map', 'mail=Email', '--set', 'CompanyName=Acme'];
    expectCounts(await client.command(...words), 3, 2, 1, 0);
    expectCounts(await client.command(...words), 3, 0, 3, 0);
    expect(
      (await client.contacts()).map((row) => [row.ContactNumber, row.Name, row.Email, row.CompanyName]),
    ).toEqual([
      ['K-1', 'First', 'a@b', 'Acme'],
      ['K-2', 'Two', null, 'Acme'],
    ]);
  });

  test('by two match fields', async () => {
    const client = await newClient({});
    const file = fileOf('people.csv', 'FirstName,LastName,Phone\nAda,King,1\nAda,Byron,2\nAda,King,3\n');
    const words = ['--domain', 'Contact', '--match-fields', 'FirstName,LastName'];
    expectCounts(await client.command('import', 'records', file, ...words), 3, 2, 1, 0);
    expect((await client.contacts()).map(({ LastName, Phone }) => [LastName, Phone])).toEqual([
      ['King', '3'],
      ['Byron', '2'],
    ]);
  });

  test('--dry-run writes nothing', async () => {
    const client = await newClient();
    const file = fileOf('people.csv', 'number,name\nK-1,Changed\nK-99,New\n');
    const before = await client.contacts();
    expectCounts(await client.command('import', 'records', file, ...people, '--dry-run'), 2, 1, 1, 0);
    expect(await client.contacts()).toEqual(before);
  });

  test('a rejected row is told from the others', async () => {
    const client = await newClient({});
    const file = fileOf(
      'claims.csv',
      'ClaimNumber,Amount,LossDate\nA,1.50,2026-01-31\nB,many,\nC,,2026-02-30\n,1,\n',
    );
    const outcome = await client.command(
      'import',
      'records',
      file,
      '--domain',
      'Claim',
      '--match-fields',
      'ClaimNumber',
    );
    expect(outcome.code).toBe(1);
    expectCounts(outcome, 4, 1, 0, 3);
    const rows = parse(readFileSync(join(file, '..', 'claims.rejects.csv')), { columns: true });
    expect(rows.map(({ line, code }) => [line, code])).toEqual([
      ['3', 'invalid_request'],
      ['4', 'invalid_request'],
      ['5', 'invalid_request'],
    ]);
    expect(rows[0].reason).toContain('Amount');
    expect(rows[1].reason).toContain('LossDate');
  });

  test('values arrive as they stand in the file', async () => {
    const client = await newClient({});
    const values = {
      'K-zeros': '00042',
      'K-spaces': '  two  ',
      'K-quotes': 'said "no", twice',
      'K-lines': 'first\nsecond\n\nfourth',
      'K-returns': 'first\r\nsecond',
      'K-words': 'Łódź 漢字 👩‍🚀',
      'K-sum': '=1+1',
      'K-digits': '12345678901234567890',
      'K-long': 'x'.repeat(5_000),
    };
    const rows = Object.entries(values).map(([number, name]) => `${number},"${name.replaceAll('"', '""')}"`);
    const csv = fileOf('people.csv', `number,name\n${rows.join('\n')}\n`);
    expectCounts(await client.command('import', 'records', csv, ...people), 9, 9, 0, 0);
    const stored = async () =>
      Object.fromEntries((await client.contacts()).map((row) => [row.ContactNumber, row.Name]));
    expect(await stored()).toEqual(values);
    const ndjson = fileOf(
      'people.ndjson',
      `${Object.entries(values)
        .map(([number, name]) => JSON.stringify({ number, name }))
        .join('\n')}\n{"number": 12345678901234567890, "name": "number"}\n`,
    );
    expectCounts(await client.command('import', 'records', ndjson, ...people), 10, 1, 9, 0);
    expect(await stored()).toEqual({ ...values, '12345678901234567890': 'number' });
  });

  test('rows that are large together go in several calls', async () => {
    const client = await newClient({});
    const rows = Array.from({ length: 390 }, (_, at) => `K-${at},${'漢'.repeat(10_000)}`);
    const file = fileOf('people.csv', `number,name\n${rows.join('\n')}\n`);
    const outcome = await client.command('import', 'records', file, ...people);
    expect(outcome.stderr).not.toContain('10 MB');
    expect(outcome.code).toBe(0);
    expectCounts(outcome, 390, 390, 0, 0);
  });
});

describe('broken lines', () => {
  const good = (from, to) => Array.from({ length: to - from + 1 }, (_, at) => `K-${from + at},Name`);

  /** Each with the lines that are rejected and the numbers of the contacts that are not imported. */
  const cases = [
    {
      name: 'an odd quote in the middle',
      lines: [...good(1, 3), 'K-4,Bad "name', ...good(5, 8)],
      rejected: [5],
      missing: [4],
    },
    {
      name: 'a quote that is opened and not closed',
      lines: [...good(1, 3), 'K-4,"Bad', ...good(5, 8)],
      rejected: [5],
      missing: [4],
    },
    {
      name: 'text behind a closing quote',
      lines: [...good(1, 3), '"K-4"x,4', ...good(5, 8)],
      rejected: [5],
      missing: [4],
    },
    {
      name: 'too many columns',
      lines: [...good(1, 3), 'K-4,Name,more', ...good(5, 8)],
      rejected: [5],
      missing: [4],
    },
    { name: 'too few columns', lines: [...good(1, 3), 'K-4', ...good(5, 8)], rejected: [5], missing: [4] },
    {
      name: 'an unclosed quote at the end',
      lines: [...good(1, 7), 'K-8,"never closed'],
      rejected: [9],
      missing: [8],
    },
    {
      name: 'two odd quotes',
      lines: ['K-1,"Bad', ...good(2, 4), 'K-5,Bad "name', ...good(6, 8)],
      rejected: [2, 6],
      missing: [1, 5],
    },
    {
      name: 'an odd quote before a value of two lines',
      lines: [...good(1, 3), 'K-4,Bad "name', ...good(5, 6), 'K-7,"two', 'lines"', ...good(8, 8)],
      rejected: [5],
      missing: [4],
    },
    {
      name: 'a value of two lines',
      lines: [...good(1, 3), 'K-4,"two', 'lines"', ...good(5, 7), 'K-8'],
      rejected: [10],
      missing: [8],
    },
    {
      name: 'blank lines',
      lines: [...good(1, 2), '', '', ...good(3, 7), '', 'K-8', ''],
      rejected: [12],
      missing: [8],
    },
  ];

  const ends = [
    { end: 'LF', write: (lines) => `number,name\n${lines.join('\n')}\n` },
    { end: 'CRLF and a byte order mark', write: (lines) => `\uFEFFnumber,name\r\n${lines.join('\r\n')}\r\n` },
    { end: 'LF but none at the end', write: (lines) => `number,name\n${lines.join('\n')}` },
  ];

  let client;
  beforeAll(async () => {
    client = await newClient({});
  });

  describe.each(ends)('$end', ({ end, write }) => {
    test.each(cases)('$name', async ({ name, lines, rejected, missing }) => {
      // A mark of its own keeps the cases of one client apart.
      const mark = `${end} ${name} `;
      const file = fileOf('people.csv', write(lines.map((line) => line.replace('K-', `K-${mark}`))));
      const outcome = await client.command('import', 'records', file, ...people, '--json');
      const rejects = parse(readFileSync(join(file, '..', 'people.rejects.csv')), { columns: true });
      expect(rejects.map(({ line, code }) => [Number(line), code])).toEqual(
        rejected.map((line) => [line, 'invalid_row']),
      );
      const counts = { inserted: 8 - missing.length, updated: 0, rejected: rejected.length };
      expect(JSON.parse(outcome.stdout)).toEqual({ read: 8, ...counts });
      expect(outcome.code).toBe(1);
      const stored = (await client.contacts())
        .map(({ ContactNumber }) => ContactNumber)
        .filter((number) => number.startsWith(`K-${mark}`))
        .map((number) => Number(number.slice(`K-${mark}`.length)));
      expect(stored.sort((one, other) => one - other)).toEqual(
        [1, 2, 3, 4, 5, 6, 7, 8].filter((number) => !missing.includes(number)),
      );
    });
  });

  test('a line that is not UTF-8', async () => {
    const own = await newClient({});
    const bytes = Buffer.concat([
      Buffer.from('number,name\nK-1,One\nK-2,'),
      Buffer.from([0xff, 0xfe]),
      Buffer.from('\nK-3,Müller\n'),
    ]);
    const outcome = await own.command('import', 'records', fileOf('people.csv', bytes), ...people);
    expectCounts(outcome, 3, 2, 0, 1);
    expect((await own.contacts()).map(({ Name }) => Name)).toEqual(['One', 'Müller']);
    const ndjson = Buffer.concat([
      Buffer.from('{"number":"K-4","name":"'),
      Buffer.from([0xe4]),
      Buffer.from('"}\n{"number":"K-5","name":"ä"}\n'),
    ]);
    const file = fileOf('people.ndjson', ndjson);
    expectCounts(await own.command('import', 'records', file, ...people), 2, 1, 0, 1);
    const [reject] = readFileSync(join(file, '..', 'people.rejects.ndjson'), 'utf8')
      .trimEnd()
      .split('\n');
    expect(JSON.parse(reject)).toMatchObject({ line: 1, code: 'invalid_row' });
  });

  test('an unclosed quote does not swallow a long file behind it', async () => {
    const own = await newClient({});
    const lines = good(1, 3_000);
    lines[4] = 'K-5,"Bad';
    lines[2_500] = 'K-2501,Bad "name';
    const file = fileOf('people.csv', `number,name\n${lines.join('\n')}\n`);
    const outcome = await own.command('import', 'records', file, ...people);
    expect(outcome.code).toBe(1);
    expectCounts(outcome, 3_000, 2_998, 0, 2);
    const rejects = parse(readFileSync(join(file, '..', 'people.rejects.csv')), { columns: true });
    expect(rejects.map(({ line }) => line)).toEqual(['6', '2502']);
  });

  test('all of them in one file', async () => {
    const own = await newClient({});
    const lines = [
      ...['K-1,One', 'K-2,"Two, with a comma"', 'K-3,Bad "quote', 'K-4,Four', '"K-5"x,4', 'K-6'],
      ...['K-7,Seven,more', '', 'K-8,"Eight"', 'K-9,"of', 'two lines"', 'K-10,"said ""ten"""', 'K-11,"never'],
    ];
    const file = fileOf('people.csv', `number,name\r\n${lines.join('\r\n')}`);
    const outcome = await own.command('import', 'records', file, ...people);
    const rejects = parse(readFileSync(join(file, '..', 'people.rejects.csv')), { columns: true });
    expect(rejects.map(({ line }) => Number(line))).toEqual([4, 6, 7, 8, 14]);
    expectCounts(outcome, 11, 6, 0, 5);
    expect((await own.contacts()).map(({ ContactNumber }) => ContactNumber)).toEqual([
      'K-1',
      'K-2',
      'K-4',
      'K-8',
      'K-9',
      'K-10',
    ]);
  });

  test('a header alone is no row', async () => {
    const outcome = await client.command(
      'import',
      'records',
      fileOf('people.csv', 'number,name\n'),
      ...people,
    );
    expect(outcome.code).toBe(0);
    expectCounts(outcome, 0, 0, 0, 0);
  });

  test.each([
    ['an empty file', ''],
    ['a broken header', 'number,"name\n'],
  ])('%s', async (_name, content) => {
    const { code, stderr } = await client.command(
      'import',
      'records',
      fileOf('people.csv', content),
      ...people,
    );
    expect(code).toBe(1);
    expect(stderr).toContain('header');
    expectNoStack(stderr);
  });
});

describe('what is asked for wrongly', () => {
  let client;
  beforeAll(async () => {
    client = await newClient();
  });
  const links = (file, ...words) => client.command('import', 'links', file, ...words);

  test('a column that the file has not', async () => {
    const file = fileOf('posts.csv', 'claims,contact,role\nCLM-1,K-1,\n');
    const { code, stderr } = await links(file, ...posts);
    expect(code).toBe(2);
    expect(stderr).toContain("no column 'claim'. Did you mean 'claims'?");
    expectNoStack(stderr);
    expect(await client.linkCount()).toBe(0);
  });

  test('a property that there is not', async () => {
    const file = fileOf('posts.csv', 'claim,contact,role\nCLM-1,K-1,\n');
    const mapped = await links(file, '--map', 'role=Relationshp');
    expect(mapped.code).toBe(2);
    expect(mapped.stderr).toContain("no property 'Relationshp'. Did you mean 'Relationship'?");
    const set = await links(file, '--set', 'ParentDomian=Claim');
    expect(set.code).toBe(2);
    expect(set.stderr).toContain("Did you mean 'ParentDomain'?");
  });

  test('a column that is no property where nothing is mapped', async () => {
    const { code, stderr } = await links(fileOf('posts.csv', 'ParentDomain,Relationshp\nClaim,x\n'));
    expect(code).toBe(2);
    expect(stderr).toContain("'Relationshp'");
    expect(stderr).toContain("Did you mean 'Relationship'?");
  });

  test('a field that the domain has not', async () => {
    const file = fileOf('people.csv', 'number,name\nK-1,x\n');
    const words = ['import', 'records', file, '--domain', 'Contact'];
    const field = await client.command(...words, '--match-fields', 'ContactNumber', '--map', 'name=Nmae');
    expect(field.code).toBe(2);
    expect(field.stderr).toContain("Did you mean 'Name'?");
    const match = await client.command(...words, '--match-fields', 'ContactNumbr', ...people.slice(4));
    expect(match.code).toBe(2);
    expect(match.stderr).toContain('ContactNumbr');
    expect(match.stderr).toContain("Did you mean 'ContactNumber'?");
  });

  test('a domain that there is not', async () => {
    const file = fileOf('people.csv', 'number,name\nK-1,x\n');
    const words = ['import', 'records', file, '--domain', 'Contcat', '--match-fields', 'Name'];
    const { code, stderr } = await client.command(...words);
    expect(code).toBeGreaterThan(0);
    expect(stderr).toContain('Contcat');
    expect(stderr).toContain('Contact');
    expectNoStack(stderr);
  });

  test('options of another form', async () => {
    const file = fileOf('posts.csv', 'claim\nx\n');
    expect((await links(file, '--map', 'claim')).code).toBe(2);
    expect((await links(file, '--set', 'ParentDomain')).code).toBe(2);
    expect((await links(fileOf('posts.txt', 'claim\n'))).code).toBe(2);
    const { code, stderr } = await links(file, '--server', 'localhost:8080');
    expect(stderr).toContain('http://');
    expect(code).toBe(2);
  });

  test('a file that is not there, and a folder', async () => {
    const missing = await links(join(folder, 'missing.csv'), ...posts);
    expect(missing.code).toBe(1);
    expect(missing.stderr).toContain('missing.csv');
    mkdirSync(join(folder, 'folder.csv'));
    const directory = await links(join(folder, 'folder.csv'), ...posts);
    expect(directory.code).toBe(1);
    expect(directory.stderr).toContain('folder.csv');
    expectNoStack(missing.stderr + directory.stderr);
  });

  test('a token that is none', async () => {
    const file = fileOf('posts.csv', 'claim,contact,role\nCLM-1,K-1,\n');
    const { code, stdout, stderr } = await links(file, ...posts, '--token', 'none');
    expect(code).toBe(1);
    expect(stdout).toBe('');
    expect(stderr).toContain('Authentication is required');
    expectNoStack(stderr);
    const exported = await client.command('export', 'links', '--token', 'none');
    expect(exported.code).toBe(1);
    expect(exported.stdout).toBe('');
  });

  test('a server that is not there', async () => {
    const file = fileOf('posts.csv', 'claim,contact,role\nCLM-1,K-1,\n');
    const { code, stderr } = await links(file, ...posts, '--server', 'http://127.0.0.1:9');
    expect(code).toBe(1);
    expect(stderr).toContain('http://127.0.0.1:9 cannot be reached');
    expectNoStack(stderr);
  });
});

describe('a server that is killed under an import', () => {
  const claims = 3;
  const contacts = 4_000;
  const content = () => ({
    records: {
      Claim: Array.from({ length: claims }, (_, at) => ({ id: at + 1, ClaimNumber: `CLM-${at + 1}` })),
      Contact: Array.from({ length: contacts }, (_, at) => ({ id: at + 1, ContactNumber: `K-${at + 1}` })),
    },
  });
  const total = claims * contacts;
  const rows = Array.from(
    { length: total },
    (_, at) => `CLM-${(at % claims) + 1},K-${Math.floor(at / claims) + 1},Witness`,
  );

  /**
   * Stands before the server. `killed(present)` waits until part of the links are there and more are being made, and
   * kills the server; until then and `goOn()` no call beyond that one comes to it.
   */
  async function startWatch({ address }) {
    let calls = 0;
    let isBack = false;
    const proxy = await startHttpProxy(address, ({ url }) =>
      url.startsWith('/api/Link/BulkUpsert') && ++calls > 4 && !isBack ? 'hold' : undefined,
    );
    return {
      through: ['--server', proxy.address],
      async killed(present) {
        while (calls < 4) await new Promise((resolve) => setTimeout(resolve, 1));
        await stop(present, 'SIGKILL');
      },
      goOn() {
        isBack = true;
        proxy.cut();
      },
      close: () => proxy.close(),
    };
  }

  async function expectWhole(client, path) {
    expect(await client.linkCount()).toBe(total);
    for (let claim = 1; claim <= claims; claim++) {
      const { Count } = await client.ask(`/api/Link/Count?parentDomain=Claim&parentRecordID=${claim}`);
      expect(Count).toBe(contacts);
    }
    const doctor = await run(['doctor', '--database', path]);
    expect(doctor.stderr).toBe('');
    expect(doctor.code).toBe(0);
  }

  test('the same import run again makes the rest and no duplicates', async () => {
    const path = `sqlite:${join(folder, 'killed.db')}`;
    let present = await start(['serve', '--database', path]);
    try {
      const client = await newClient(content(), { on: path, at: () => present.address });
      const file = fileOf('posts.csv', `claim,contact,role\n${rows.join('\n')}\n`);
      const watch = await startWatch(present);
      const interrupted = client.command('import', 'links', file, ...posts, '--json', ...watch.through);
      await watch.killed(present);
      await watch.close();
      const { code, stderr } = await interrupted;
      expect(code).toBe(1);
      expect(stderr).toContain('cannot be reached');
      expect(stderr).toContain('Run it again');
      expectNoStack(stderr);

      present = await start(['serve', '--database', path]);
      const already = await client.linkCount();
      expect(already).toBeGreaterThan(0);
      expect(already).toBeLessThan(total);
      const again = await client.command('import', 'links', file, ...posts, '--json');
      expect(again.code).toBe(0);
      expect(JSON.parse(again.stdout)).toEqual({
        read: total,
        inserted: total - already,
        updated: already,
        rejected: 0,
      });
      await expectWhole(client, path);
    } finally {
      await stop(present, 'SIGKILL');
    }
  });

  test('an import goes on where the server is back soon', async () => {
    const path = `sqlite:${join(folder, 'back.db')}`;
    const first = await start(['serve', '--database', path]);
    const client = await newClient(content(), { on: path, at: () => first.address });
    const file = fileOf('posts.csv', `claim,contact,role\n${rows.join('\n')}\n`);
    const watch = await startWatch(first);
    const underWay = client.command('import', 'links', file, ...posts, '--json', ...watch.through);
    await watch.killed(first);
    // The same port, as a service manager would start it.
    const { port } = new URL(first.address);
    const second = spawn(process.execPath, [cli, 'serve', '--database', path, '--port', port], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    try {
      await once(second.stdout, 'data');
      watch.goOn();
      const { code, stdout, stderr } = await underWay;
      expect(stderr).not.toContain('linkwright:');
      expect(code).toBe(0);
      const counts = JSON.parse(stdout);
      expect(counts).toMatchObject({ read: total, rejected: 0 });
      expect(counts.inserted + counts.updated).toBe(total);
      await expectWhole(client, path);
    } finally {
      second.kill('SIGKILL');
      await once(second, 'close');
      await watch.close();
    }
  });
});

describe('export', () => {
  const domains = {
    Contact: 'ContactNumber',
    Claim: 'ClaimNumber',
    'Custom.Everything': 'Number',
    File: 'FileName',
  };
  const content = () => ({
    records: {
      Contact: [
        { id: 1, ContactNumber: 'K-1', Name: 'said "no", twice', FirstName: '  ' },
        { id: 2, ContactNumber: '00042', Name: 'first\nsecond\r\nthird', Email: '=1+1' },
        { id: 3, ContactNumber: 'Łódź 漢字 👩‍🚀', Name: 'x'.repeat(3_000) },
      ],
      Claim: [
        { id: 1, ClaimNumber: 'CLM-1', Amount: '12345678901234567.89', LossDate: '2026-02-28' },
        { id: 2, ClaimNumber: 'CLM-2', Amount: 0.1, Description: '' },
      ],
      'Custom.Everything': [
        {
          id: 1,
          Number: 'E-1',
          Amount: -1.5,
          Day: '1999-12-31',
          Time: '2026-01-31T13:45:00Z',
          Open: true,
          Flag: 'DE',
          Owner: 2,
        },
        { id: 2, Number: 'E-2', Open: false },
      ],
      File: [{ id: 1, FileName: 'survey, final.pdf' }],
    },
    links: [
      ['Contact', 1, 'Claimant'],
      ['Contact', 1, 'Witness'],
      ['Contact', 2, undefined],
      ['Contact', 3, 'Defense Attorney'],
      ['File', 1, undefined],
      ['Custom.Everything', 2, undefined],
    ].map(([ChildDomain, ChildRecordID, Relationship], at) => ({
      id: at + 1,
      ParentDomain: 'Claim',
      ParentRecordID: 1,
      ChildDomain,
      ChildRecordID,
      Relationship,
    })),
  });

  let source;
  beforeAll(async () => {
    source = await newClient(content(), { linkIdentity: 'relationship' });
  });

  test.each(['ndjson', 'csv'])('%s goes into a second client and comes out the same', async (format) => {
    const target = await newClient({}, { linkIdentity: 'relationship' });
    const words = format === 'ndjson' ? [] : ['--format', format];
    for (const [domain, matchField] of Object.entries(domains)) {
      const exported = await source.command('export', 'records', '--domain', domain, ...words);
      expect(exported.code).toBe(0);
      const file = fileOf(`records.${format}`, exported.stdout);
      const imported = await target.command(
        'import',
        'records',
        file,
        '--domain',
        domain,
        '--match-fields',
        matchField,
      );
      expect(imported.stderr).toBe('');
      expect(imported.code).toBe(0);
      const back = await target.command('export', 'records', '--domain', domain, ...words);
      expect(back.stdout).toBe(exported.stdout);
      const path = `/api/${domain}/Query`;
      expect(await target.ask(path)).toEqual(await source.ask(path));
    }
    const exported = await source.command('export', 'links', ...words);
    expect(exported.code).toBe(0);
    const file = fileOf(`links.${format}`, exported.stdout);
    const imported = await target.command('import', 'links', file);
    expect(imported.code).toBe(0);
    expectCounts(imported, 6, 6, 0, 0);
    const plain = ({ ParentID, ChildDomain, ChildID, ContactType }) => [
      ParentID,
      ChildDomain,
      ChildID,
      ContactType,
    ];
    expect((await target.links()).map(plain)).toEqual((await source.links()).map(plain));
    const back = await target.command('export', 'links', ...words);
    expect(back.stdout).toBe(exported.stdout);
    // Into the client that it came from it brings nothing new.
    expectCounts(await source.command('import', 'links', file), 6, 0, 6, 0);
  });

  test('nothing there is an empty NDJSON, and a header alone in CSV', async () => {
    const empty = await newClient({});
    expect(await empty.command('export', 'links')).toMatchObject({ code: 0, stdout: '' });
    const { stdout } = await empty.command('export', 'records', '--domain', 'Contact', '--format', 'csv');
    expect(stdout.split('\n')).toHaveLength(2);
    expect(stdout).toMatch(/^ID,ContactNumber,Name,/);
  });

  test('--for-spreadsheets makes cells harmless, for people; with NDJSON it is bad usage', async () => {
    const risky = await newClient({
      records: {
        Contact: [{ id: 1, ContactNumber: '=1+1', Name: '\t@SUM(A1)', Phone: '+49 30 1234' }],
        Claim: [{ id: 1, ClaimNumber: '-7', Amount: -1.5, Description: 'a;=1+1' }],
      },
      relationships: [{ ID: 1, Code: '@role' }],
      links: [
        {
          id: 1,
          ParentDomain: 'Claim',
          ParentRecordID: 1,
          ChildDomain: 'Contact',
          ChildRecordID: 1,
          Relationship: '@role',
        },
      ],
    });
    const keys = ['--key', 'Claim=ClaimNumber', '--key', 'Contact=ContactNumber'];
    const what = {
      Contact: ['records', '--domain', 'Contact'],
      Claim: ['records', '--domain', 'Claim'],
      links: ['links', ...keys],
    };
    const exported = async (words, ...more) => {
      const { code, stdout, stderr } = await risky.command('export', ...words, '--format', 'csv', ...more);
      expect(stderr).toBe('');
      expect(code).toBe(0);
      return stdout;
    };
    for (const words of Object.values(what)) {
      const raw = await exported(words);
      const text = await exported(words, '--for-spreadsheets');
      expect(raw).not.toContain("'");
      expect(text).toMatch(/^\uFEFF/);
      expect(text).toMatch(/\r\n$/);
      const refused = await risky.command('export', ...words, '--for-spreadsheets');
      expect(refused).toMatchObject({ code: 2, stdout: '' });
      expect(refused.stderr).toBe(
        'linkwright: --for-spreadsheets goes with --format csv alone; the format is ndjson.\n',
      );
    }
    expect(await exported(what.Contact, '--for-spreadsheets')).toContain("\r\n1,'=1+1,'\t'@SUM(A1),");
    expect(await exported(what.Claim, '--for-spreadsheets')).toContain("\r\n1,'-7,a;'=1+1,,,,-1.5\r\n");
    expect(await exported(what.links, '--for-spreadsheets')).toContain(
      "\r\nClaim,,'-7,ClaimNumber,Contact,,'=1+1,ContactNumber,'@role\r\n",
    );
  });

  test('a domain that there is not', async () => {
    const { code, stdout, stderr } = await source.command('export', 'records', '--domain', 'Contcat');
    expect(code).toBeGreaterThan(0);
    expect(stdout).toBe('');
    expect(stderr).toContain('Contcat');
    expectNoStack(stderr);
  });

  test('every page is written, and a reader that has enough is no fault', async () => {
    const records = Array.from({ length: 2_500 }, (_, at) => ({ id: at + 1, Name: `Contact ${at + 1}` }));
    const many = await newClient({ records: { Contact: records } });
    const { stdout } = await many.command('export', 'records', '--domain', 'Contact');
    const names = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line).Name);
    expect(names).toEqual(records.map(({ Name }) => Name));
    const child = spawn(
      'bash',
      ['-c', `set -o pipefail; "${process.execPath}" "${cli}" export records --domain Contact | head -n 1`],
      { env: { ...process.env, ...many.environment() }, stdio: ['ignore', 'pipe', 'pipe'] },
    );
    let stderr = '';
    child.stderr.on('data', (data) => {
      stderr += data;
    });
    const [code] = await once(child, 'close');
    expect(stderr).toBe('');
    expect(code).toBe(0);
  });
});
