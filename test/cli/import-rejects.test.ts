/** The rows that an import rejects, and the file that they go to (docs/reference/command-line.md#rejected-rows). */

import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { describe, expect, test } from 'vitest';
import {
  basics,
  expectCounts,
  importServer,
  people,
  posts,
  rejectsFileOf,
  rejectsOf,
} from '../support/importing.js';
import { expectNoStack } from '../support/no-stack.js';

const { folder, fileOf, newClient } = importServer();

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
    const outcome = await client.process('import', 'links', file, ...posts);
    expect(outcome.code).toBe(1);
    expectCounts(outcome, 4, 1, 0, 3);
    const path = rejectsFileOf(file);
    expect(outcome.stderr).toContain(path);
    const text = readFileSync(path, 'utf8');
    const lines = text.trimEnd().split('\n');
    expect(lines[0]).toBe('claim,contact,role,remark,line,code,reason');
    expect(lines[1]?.startsWith('CLM-9,"K-1",Adjuster,"said ""no"", twice",3,parent_not_found,')).toBe(true);
    expect(lines[2]?.startsWith('CLM-1,K-2,Adjutser, spaces kept ,4,relationship_not_found,')).toBe(true);
    expect(lines[3]?.startsWith('CLM-1,,Adjuster,no contact,5,invalid_request,')).toBe(true);
    const rows = rejectsOf(file);
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
    const rejects = rejectsOf(file);
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
    const rejects = rejectsFileOf(file);
    const claims = fileOf('claims.csv', 'ClaimNumber\nCLM-9\n');
    const made = ['--domain', 'Claim', '--match-fields', 'ClaimNumber'];
    expectCounts(await client.command('import', 'records', claims, ...made), 1, 1, 0, 0);
    const again = await client.command('import', 'links', rejects, ...posts, '--create-relationships');
    expectCounts(again, 3, 2, 0, 1);
    expect(await client.linkCount()).toBe(3);
  });

  test('--rejects names the file, which must be new', async () => {
    const client = await newClient();
    const file = fileOf('posts.csv', csv);
    const rejects = join(file, '..', 'elsewhere.csv');
    await client.command('import', 'links', file, ...posts, '--rejects', rejects);
    const before = readFileSync(rejects, 'utf8');
    expect(before).toContain('CLM-9');
    expect(existsSync(rejectsFileOf(file))).toBe(false);
    for (const dryRun of [[], ['--dry-run']]) {
      const outcome = await client.command(
        'import',
        'links',
        file,
        ...posts,
        '--rejects',
        rejects,
        ...dryRun,
      );
      expect(outcome.code).toBe(2);
      expect(outcome.stderr).toContain('--rejects must name a file that is not there yet');
    }
    expect(readFileSync(rejects, 'utf8')).toBe(before);
  });

  test('beside the input get a name that is free', async () => {
    const client = await newClient();
    const file = fileOf('posts.csv', csv);
    writeFileSync(rejectsFileOf(file), 'edited');
    const good = fileOf('posts.csv', 'claim,contact,role\nCLM-1,K-1,\n');
    writeFileSync(rejectsFileOf(good), 'edited');
    expect((await client.command('import', 'links', good, ...posts)).code).toBe(0);
    expect(readFileSync(rejectsFileOf(good), 'utf8')).toBe('edited');
    const outcome = await client.command('import', 'links', file, ...posts);
    expect(readFileSync(rejectsFileOf(file), 'utf8')).toBe('edited');
    const other = rejectsFileOf(file).replace('.csv', '-2.csv');
    expect(outcome.stderr).toContain(`The rejected rows are in ${other}.`);
    expect(readFileSync(other, 'utf8')).toContain('CLM-9');
  });

  test('of a dry run are said, and touch no file but the one that --rejects names', async () => {
    const client = await newClient();
    const file = fileOf('posts.csv', csv);
    writeFileSync(rejectsFileOf(file), 'edited');
    const outcome = await client.command('import', 'links', file, ...posts, '--dry-run');
    expect(outcome.stderr).toContain(
      "Line 4: Unable to execute. Unable to identify the relationship 'Adjutser'.",
    );
    expect(readdirSync(join(file, '..')).sort()).toEqual(['posts.csv', 'posts.rejects.csv']);
    expect(readFileSync(rejectsFileOf(file), 'utf8')).toBe('edited');
    const rejects = join(file, '..', 'dry.csv');
    await client.command('import', 'links', file, ...posts, '--dry-run', '--rejects', rejects);
    expect(readFileSync(rejects, 'utf8')).toContain('CLM-9');
  });

  test.each([
    ['of the columns of the file', [], 'Name,ContactNumber'],
    ['with a mapping', ['--map', 'name=Name', '--map', 'number=ContactNumber'], 'name,number'],
  ])('are imported as they are, and rejected as often: %s', async (_, map, header) => {
    const client = await newClient({});
    const broken = ['RR1', 'RR2,"quoted, text",more', 'RR3,6" pipe', '"RR4', 'of lines",x,"more"', 'RR5,'];
    const own = ['--domain', 'Contact', '--match-fields', 'ContactNumber', ...map];
    let file = fileOf('people.csv', `${header}\n${broken.join('\n')}\n`);
    const reasons: string[][] = [];
    for (let time = 0; time < 3; time++) {
      const outcome = await client.command('import', 'records', file, ...own);
      expectCounts(outcome, 5, 0, 0, 5);
      const next = rejectsFileOf(file);
      const rows = parse(readFileSync(next), { from: 2 }) as string[][];
      reasons.push(rows.map((cells) => cells.at(-1) ?? ''));
      file = next;
    }
    expect(reasons[1]).toEqual(reasons[0]);
    expect(reasons[2]).toEqual(reasons[0]);
    expect(await client.contacts()).toEqual([]);
  });

  test('have the bytes that came, in the file’s encoding, behind its mark', async () => {
    const client = await newClient({});
    const latin = Buffer.from('number;name;note\r\nK-1;Caf\xe9;x\r\n;Z\xfcrich;y\r\n', 'latin1');
    const file = fileOf('people.csv', latin);
    expectCounts(await client.command('import', 'records', file, ...people), 2, 0, 0, 2);
    const rejected = readFileSync(rejectsFileOf(file), 'latin1').split('\r\n');
    expect(rejected[0]).toBe('number;name;note;line;code;reason');
    expect(rejected[1]).toMatch(/^K-1;Caf\xe9;x;2;invalid_value;The value of the column 'name' is not in/);
    const known = [...people, '--encoding', 'windows-1252'];
    expectCounts(await client.command('import', 'records', rejectsFileOf(file), ...known), 2, 1, 0, 1);
    expect((await client.contacts()).map(({ Name }) => Name)).toEqual(['Café']);

    const utf16 = fileOf('people.csv', Buffer.from('\uFEFFnumber\tname\n\tŁódź\n', 'utf16le'));
    expectCounts(await client.command('import', 'records', utf16, ...people), 1, 0, 0, 1);
    const text = readFileSync(rejectsFileOf(utf16), 'utf16le');
    expect(text).toMatch(/^\uFEFFnumber\tname\tline\tcode\treason\n\tŁódź\t2\tinvalid_request\t/);
    expectCounts(await client.command('import', 'records', rejectsFileOf(utf16), ...people), 1, 0, 0, 1);
  });

  test('are none for a value that is not mapped, whatever its bytes', async () => {
    const client = await newClient({});
    const file = fileOf('people.csv', Buffer.from('number,name,note\nK-1,One,caf\xe9\n', 'latin1'));
    expectCounts(await client.command('import', 'records', file, ...people), 1, 1, 0, 0);
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
    const text = readFileSync(rejectsFileOf(file), 'utf8');
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
    expect(existsSync(rejectsFileOf(file))).toBe(true);
  });

  test('are kept from an earlier import where the next does not come to its end', async () => {
    const client = await newClient();
    const file = fileOf('posts.csv', csv);
    await client.command('import', 'links', file, ...posts);
    const rejects = rejectsFileOf(file);
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
