/** `import links`: what links are made of the rows of a file (docs/reference/command-line.md#import). */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { components } from '#linkwright/client/openapi.js';
import { run, start, stop } from '../support/command.js';
import { fillDatabase } from '../support/database.js';
import { type Deed, startHttpProxy } from '../support/http-proxy.js';
import {
  basics,
  clientAt,
  expectCounts,
  fixtureOf,
  importServer,
  posts,
  rejectsFileOf,
} from '../support/importing.js';

type RecentRequest = components['schemas']['RecentRequest'];

const { folder, address, fileOf, newClient } = importServer();

describe('import links', () => {
  test('maps columns, sets constants, counts, and makes no duplicates when it is repeated', async () => {
    const client = await newClient();
    const file = fileOf(
      'posts.csv',
      'role,remark,claim,contact\nAdjuster,x,CLM-1,K-1\nWitness,,CLM-1,K-2\n,,CLM-2,K-1\n',
    );
    const first = await client.process('import', 'links', file, ...posts);
    expect(first.code).toBe(0);
    expectCounts(first, 3, 3, 0, 0);
    expect(first.stdout.trimEnd().split('\n')).toHaveLength(1);
    expect(existsSync(rejectsFileOf(file))).toBe(false);
    const links = await client.links();
    expect(links.map((row) => [row.ParentID, row.ChildID, row.ContactType])).toEqual([
      [1, 1, 'Adjuster'],
      [1, 2, 'Witness'],
      [2, 1, null],
    ]);
    const second = await client.command('import', 'links', file, ...posts, '--json');
    expect(second.code).toBe(0);
    expect(JSON.parse(second.stdout)).toEqual({
      read: 3,
      inserted: 0,
      updated: 3,
      rejected: 0,
      overwritten: 0,
    });
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
      ['import', 'links', file, ...posts, '--server', `${address()}/`, '--token', client.token],
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
      ...['--rejects', rejectsFileOf(file)],
      ...dryRun,
    );
    expectCounts(outcome, 4, 2, 0, 2);
    expect(outcome.code).toBe(1);
    const rejects = readFileSync(rejectsFileOf(file), 'utf8').trim().split('\n');
    expect(rejects).toEqual([
      'claim,contact,role,line,code,reason',
      expect.stringMatching(/^CLM-1,K-2,x+,3,invalid_request,.*Code must be a string of 1 to 200 characters/),
      expect.stringMatching(/^CLM-1,K-3,x+,4,invalid_request,/),
    ]);
    expect(await client.relationships()).toEqual(dryRun.length > 0 ? builtIn : [...builtIn, 'Skipper']);
  });

  test.each<[string, Deed[]]>([
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
    const proxy = await startHttpProxy(address());
    proxy.next(...deeds);
    const through = ['--create-relationships', '--server', proxy.address];
    const outcome = await client.command('import', 'links', file, ...posts, ...through);
    await proxy.close();
    expect(outcome).toMatchObject({ code: 0, stderr: '' });
    expectCounts(outcome, 1, 1, 0, 0);
    expect((await client.links()).at(-1)?.ContactType).toBe(role);
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
    const requests = await client.ask<RecentRequest[]>('/api/RecentRequests?limit=1000');
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
    const numbers = Array.from({ length: 250 }, (_, at) => `K-${at + 1}`);
    const { Claim } = basics().records;
    const Contact = numbers.map((ContactNumber, at) => ({ id: at + 1, ContactNumber }));
    const path = `sqlite:${join(folder, 'small-calls.db')}`;
    const token = await fillDatabase(path, fixtureOf({ records: { Claim, Contact } }));
    const small = await start(['serve', '--database', path, '--bulk-entries', '100']);
    try {
      const client = clientAt(() => small.address, token);
      const rows = numbers.map((number) => `CLM-1,${number},Witness`);
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
