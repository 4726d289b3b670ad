/** `import records` (docs/reference/command-line.md#import). */
import { describe, expect, test } from 'vitest';
import { expectCounts, importServer, people, rejectsOf } from '../support/importing.js';

const { fileOf, newClient } = importServer();

describe('import records', () => {
  test('by match fields, with constants; twice makes no more', async () => {
    const client = await newClient({});
    const file = fileOf('people.csv', 'number,name,mail\nK-1,One,a@b\nK-2,Two,\nK-1,First,a@b\n');
    const words = ['import', 'records', file, ...people, '--map', 'mail=Email', '--set', 'CompanyName=Acme'];
    const first = await client.command(...words);
    expectCounts(first, 3, 2, 1, 0);
    expect(first.stdout).toContain('1 of those updated changed what an earlier row of the file had done.');
    const again = await client.command(...words, '--json');
    expect(JSON.parse(again.stdout)).toEqual({
      read: 3,
      inserted: 0,
      updated: 3,
      rejected: 0,
      overwritten: 1,
    });
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

  test('an association by a key, mapped or as a column of that name', async () => {
    const client = await newClient({});
    const policies = fileOf('policies.csv', 'PolicyNumber\nP-1\nP-2\n');
    const ofDomain = (domain: string, field: string) => ['--domain', domain, '--match-fields', field];
    await client.command('import', 'records', policies, ...ofDomain('Policy', 'PolicyNumber'));
    const claims = fileOf('claims.csv', 'ClaimNumber,policy\nA,P-2\nB,P-9\nC,\n');
    const map = ['--map', 'ClaimNumber=ClaimNumber', '--map', 'policy=Policy.PolicyNumber'];
    const mapped = await client.command(
      'import',
      'records',
      claims,
      ...ofDomain('Claim', 'ClaimNumber'),
      ...map,
    );
    expectCounts(mapped, 3, 2, 0, 1);
    expect(rejectsOf(claims).map(({ line, code }) => [line, code])).toEqual([['3', 'invalid_request']]);
    const named = fileOf('named.csv', 'ClaimNumber,Policy.PolicyNumber\nA,P-1\n');
    const unmapped = await client.command('import', 'records', named, ...ofDomain('Claim', 'ClaimNumber'));
    expectCounts(unmapped, 1, 0, 1, 0);
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
    const rows = rejectsOf(file);
    expect(rows.map(({ line, code }) => [line, code])).toEqual([
      ['3', 'invalid_request'],
      ['4', 'invalid_request'],
      ['5', 'invalid_request'],
    ]);
    expect(rows[0]?.reason).toContain('Amount');
    expect(rows[1]?.reason).toContain('LossDate');
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
