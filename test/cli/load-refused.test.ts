/** `linkwright load` is all or nothing: what is wrong with a file is said, and nothing of it is kept. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { run } from '../support/command.js';
import { runHere } from '../support/command-here.js';
import { type FixtureFile, linkOf, loading, rowsOf, totals, wholeFile } from '../support/loading.js';
import { expectNoStack } from '../support/no-stack.js';
import { required } from '../support/required.js';

const { folder, load, mustLoad, newDatabase, wholeDatabase } = loading();

describe('all or nothing', () => {
  const bad = (change: (file: FixtureFile) => unknown) => {
    const content = wholeFile();
    change(content);
    return content;
  };

  test.each<[string, string, (file: FixtureFile) => unknown]>([
    ['a last link whose child is not there', '/links/4', (file) => file.links.push(linkOf(206, 5001, 999))],
    [
      'a last link that passes a limit of the file',
      "1 Claim record has more than 1 link with the relationship 'Adjuster': 5001.",
      (file) => {
        required(file.relationships[0]).limits = { Claim: 1 };
        file.links.push(linkOf(206, 5001, 2002, 'Adjuster'));
      },
    ],
    [
      'a limit for a domain that there is not',
      '/relationships/1',
      (file) => {
        required(file.relationships[1]).limits = { claim: 1 };
      },
    ],
    [
      'a last link with an unknown relationship',
      '/links/4',
      (file) => file.links.push(linkOf(206, 5001, 2002, 'Broker')),
    ],
    [
      'a last link with a misspelt property',
      '/links/4',
      (file) => file.links.push({ ...linkOf(206, 5001, 2002), Relationshp: 'Witness' }),
    ],
    [
      'a last link without an id',
      '/links/4',
      (file) => file.links.push({ ...linkOf(206, 5001, 2002), id: undefined }),
    ],
    [
      'a label that no database holds',
      '/domains/0: Fields[0].Label must be well-formed Unicode without NUL',
      (file) => {
        file.domains = [{ Name: 'Custom.Odd', Fields: [{ Name: 'A', Type: 'Text', Label: 'a\0b' }] }];
      },
    ],
    [
      'a code that no database holds',
      '/domains/0: Fields[0].Codes must be well-formed Unicode without NUL',
      (file) => {
        file.domains = [{ Name: 'Custom.Odd', Fields: [{ Name: 'A', Type: 'Coded', Codes: ['\ud800'] }] }];
      },
    ],
    [
      'a description that no database holds',
      '/relationships/1: Description must be well-formed Unicode without NUL',
      (file) => {
        required(file.relationships[1]).description = 'a\0b';
      },
    ],
    ['a link with the id of another', '/links/4', (file) => file.links.push(linkOf(101, 5007, 2001))],
    ['a link between records that have one', '/links/4', (file) => file.links.push(linkOf(206, 5001, 2001))],
    [
      'a field that there is not',
      '/records/Contact/1',
      (file) => {
        required(file.records.Contact?.[1]).Nmae = 'x';
      },
    ],
    [
      'a value that does not fit',
      '/records/Custom.Vessel/0',
      (file) => {
        required(file.records['Custom.Vessel']?.[0]).Built = '1999-02-30';
      },
    ],
    [
      'a record without an id',
      '/records/Claim/1',
      (file) => {
        required(file.records.Claim?.[1]).id = undefined;
      },
    ],
    [
      'two records with one id',
      '/records/Claim',
      (file) => {
        required(file.records.Claim?.[1]).id = 5001;
      },
    ],
    [
      'a domain that there is not',
      '/records/Custom.Ship',
      (file) => {
        file.records['Custom.Ship'] = [{ id: 1 }];
      },
    ],
    [
      'an association to nothing',
      '/records/Custom.Vessel',
      (file) => {
        required(file.records['Custom.Vessel']?.[0]).Owner = 9;
      },
    ],
    [
      'a user with a role that there is not',
      '/users/2',
      (file) => {
        required(file.users[2]).roles = ['reader'];
      },
    ],
    [
      'a role with a permission that there is not',
      '/roles/1',
      (file) => {
        required(file.roles[1]).grants = { '*': ['Veiw'] };
      },
    ],
    [
      'two relationships with one code',
      '/relationships',
      (file) => {
        required(file.relationships[1]).code = 'adjuster';
      },
    ],
  ])('%s', async (_name, place, change) => {
    const database = newDatabase();
    const { code, stdout, stderr } = await load(database, bad(change));
    expect(code).toBe(1);
    expect(stdout).toBe('');
    // Pointers are JSON Pointers, or the same written as a path.
    const asPath = place
      .slice(1)
      .replace(/\/(\d+)/g, '[$1]')
      .replaceAll('/', '.');
    expect(stderr.includes(place) || stderr.includes(asPath), stderr).toBe(true);
    expectNoStack(stderr);
    expect(totals(database)).toMatchObject({ client: 0, record: 0, link: 0, link_change: 0, app_user: 0 });
  });

  test('a file that fails leaves a client that was there as it was', async () => {
    const database = await wholeDatabase();
    const before = totals(database);
    const content = wholeFile();
    required(content.records.Claim?.[0]).ClaimNumber = 'changed';
    content.records.Claim?.push({ id: 6000 });
    content.links.push(linkOf(300, 5001, 999));
    expect((await load(database, content)).code).toBe(1);
    expect(totals(database)).toEqual(before);
    expect(rowsOf<object>(database, "SELECT id FROM record WHERE fields LIKE '%changed%'")).toEqual([]);
  });

  test('an id that another pair’s link has is refused in words', async () => {
    const database = await wholeDatabase();
    const { code, stderr } = await load(database, {
      account: 'Acme',
      client: 'Main',
      links: [linkOf(101, 5007, 2001, 'Witness')],
    });
    expect(code).toBe(1);
    expect(stderr).toContain('/links/0');
    expectNoStack(stderr);
  });

  test('a relationship that links carry cannot be left out', async () => {
    const database = await wholeDatabase();
    const { code, stderr } = await load(database, {
      account: 'Acme',
      client: 'Main',
      relationships: [{ id: 9, code: 'Witness' }],
    });
    expect(code).toBe(1);
    expect(stderr).toContain('/relationships');
    expect(totals(database).relationship).toBe(2);
  });

  test.each([
    ['not JSON', '{"account": "A", }', /not JSON/],
    ['an unknown property', '{"account": "A", "client": "C", "record": {}}', /record.*Did you mean.*records/],
    ['no account', '{"client": "C"}', /account/],
    ['an array', '[]', /object/],
    ['a wrong identity', '{"account": "A", "client": "C", "linkIdentity": "pairs"}', /pair or relationship/],
  ])('%s', async (_name, text, says) => {
    const database = newDatabase();
    const { code, stderr } = await load(database, text);
    expect(code).toBe(1);
    expect(stderr).toMatch(says);
    expectNoStack(stderr);
  });

  test('a file that is not there, and a folder', async () => {
    const database = newDatabase();
    const missing = await run(['load', join(folder, 'missing.json'), '--database', database.url]);
    expect(missing.code).toBe(1);
    expect(missing.stderr).toContain('missing.json');
    mkdirSync(join(folder, 'folder.json'));
    const directory = await runHere(['load', join(folder, 'folder.json'), '--database', database.url]);
    expect(directory.code).toBe(1);
    expect(directory.stderr).toContain('folder.json');
    expectNoStack(missing.stderr + directory.stderr);
  });

  test('a byte order mark in front is passed over', async () => {
    const database = newDatabase();
    await mustLoad(database, `\uFEFF${JSON.stringify({ account: 'A', client: 'C' })}`);
    expect(totals(database).client).toBe(1);
  });
});
