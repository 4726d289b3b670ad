/** `export`: rows out of a running server, and into another (docs/reference/command-line.md#export). */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import type { components } from '#linkwright/client/openapi.js';
import { expectCounts, type ImportClient, importServer } from '../support/importing.js';
import { expectNoStack } from '../support/no-stack.js';

type LinkRow = components['schemas']['LinkRow'];

const cli = fileURLToPath(new URL('../../dist/cli.js', import.meta.url));
const { fileOf, newClient } = importServer();

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

  let source: ImportClient;
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
    const exported = await source.process('export', 'links', ...words);
    expect(exported.code).toBe(0);
    const file = fileOf(`links.${format}`, exported.stdout);
    const imported = await target.command('import', 'links', file);
    expect(imported.code).toBe(0);
    expectCounts(imported, 6, 6, 0, 0);
    const plain = ({ ParentID, ChildDomain, ChildID, ContactType }: LinkRow) => [
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
    const exported = async (words: string[], ...more: string[]) => {
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
      { env: { ...process.env, ...many.env() }, stdio: ['ignore', 'pipe', 'pipe'] },
    );
    let stderr = '';
    child.stderr.on('data', (data: Buffer) => {
      stderr += data;
    });
    const [code] = await once(child, 'close');
    expect(stderr).toBe('');
    expect(code).toBe(0);
  });
});
