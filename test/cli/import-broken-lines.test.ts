/** Lines of a file that are no rows (docs/reference/command-line.md#files-that-are-imported). */

import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import {
  expectCounts,
  type ImportClient,
  importServer,
  people,
  rejectsFileOf,
  rejectsOf,
} from '../support/importing.js';
import { expectNoStack } from '../support/no-stack.js';
import { required } from '../support/required.js';

const { fileOf, newClient } = importServer();

describe('broken lines', () => {
  const good = (from: number, to: number) =>
    Array.from({ length: to - from + 1 }, (_, at) => `K-${from + at},Name`);

  /** Each with the lines that are rejected and the numbers of the contacts that are not imported. */
  const cases = [
    {
      name: 'an odd quote in the middle',
      lines: [...good(1, 3), 'K-4,Bad "name', ...good(5, 8)],
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
      name: 'two odd quotes',
      lines: ['K-1,Bad" 1', ...good(2, 4), 'K-5,Bad "name', ...good(6, 8)],
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
    { end: 'LF', write: (lines: string[]) => `number,name\n${lines.join('\n')}\n` },
    {
      end: 'CRLF and a byte order mark',
      write: (lines: string[]) => `\uFEFFnumber,name\r\n${lines.join('\r\n')}\r\n`,
    },
    { end: 'LF but none at the end', write: (lines: string[]) => `number,name\n${lines.join('\n')}` },
  ];

  let client: ImportClient;
  beforeAll(async () => {
    client = await newClient({});
  });

  describe.each(ends)('$end', ({ end, write }) => {
    test.each(cases)('$name', async ({ name, lines, rejected, missing }) => {
      // A mark of its own keeps the cases of one client apart.
      const mark = `${end} ${name} `;
      const file = fileOf('people.csv', write(lines.map((line) => line.replace('K-', `K-${mark}`))));
      const outcome = await client.command('import', 'records', file, ...people, '--json');
      const rejects = rejectsOf(file);
      expect(rejects.map(({ line, code }) => [Number(line), code])).toEqual(
        rejected.map((line) => [line, 'invalid_row']),
      );
      const counts = { inserted: 8 - missing.length, updated: 0, rejected: rejected.length };
      expect(JSON.parse(outcome.stdout)).toMatchObject({ read: 8, ...counts });
      expect(outcome.code).toBe(1);
      const stored = (await client.contacts())
        .map(({ ContactNumber }) => String(ContactNumber))
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
    const [reject] = readFileSync(rejectsFileOf(file), 'utf8').trimEnd().split('\n');
    expect(JSON.parse(required(reject))).toMatchObject({ line: 1, code: 'invalid_row' });
  });

  test.each([
    ['is opened and not closed', ['K-3,"Bad', ...good(4, 6)]],
    ['is closed in the wrong place', ['"K-3"x,3', ...good(4, 6)]],
    ['is closed in the wrong place in a cell of lines', ['K-3,"the "insured" said:', 'K-4,copied', 'end"']],
  ])('a quote that %s stops the import there, with the counts', async (_, lines) => {
    const own = await newClient({});
    const file = fileOf('people.csv', ['number,name', 'K-1,One', 'K-2', ...lines, ''].join('\n'));
    const { code, stdout, stderr } = await own.command('import', 'records', file, ...people, '--json');
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({ read: 2, inserted: 1, updated: 0, rejected: 1 });
    expect(stderr).toContain('Line 4: a quote');
    expectNoStack(stderr);
    expect(rejectsOf(file).map(({ line }) => line)).toEqual(['3']);
    expect((await own.contacts()).map(({ ContactNumber }) => ContactNumber)).toEqual(['K-1']);
  });

  test('a line of more than 10 MB ends the import with the counts', async () => {
    const own = await newClient({});
    const file = fileOf('people.csv', `number,name\nK-1,One\nK-2,${'x'.repeat(10_000_001)}\nK-3,Three\n`);
    const outcome = await own.command('import', 'records', file, ...people);
    expectCounts(outcome, 1, 1, 0, 0);
    expect(outcome.code).toBe(1);
    expect(outcome.stderr).toContain('Line 3: it is longer than 10 MB.');
  });

  test('all that break a row alone, in one file', async () => {
    const own = await newClient({});
    const lines = [
      ...['K-1,One', 'K-2,"Two, with a comma"', 'K-3,Bad "quote', 'K-4,Four', 'number,name', 'K-6'],
      ...['K-7,Seven,more', '', 'K-8,"Eight"', 'K-9,"of', 'two lines"', 'K-10,"said ""ten"""'],
    ];
    const file = fileOf('people.csv', `number,name\r\n${lines.join('\r\n')}`);
    const outcome = await own.command('import', 'records', file, ...people);
    const rejects = rejectsOf(file);
    expect(rejects.map(({ line }) => Number(line))).toEqual([4, 6, 7, 8]);
    expectCounts(outcome, 10, 6, 0, 4);
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
