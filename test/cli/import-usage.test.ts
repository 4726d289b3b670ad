/** An import that is asked for wrongly is refused in words (docs/reference/command-line.md#import). */

import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { type ImportClient, importServer, people, posts } from '../support/importing.js';
import { expectNoStack } from '../support/no-stack.js';

const { folder, fileOf, newClient } = importServer();

describe('what is asked for wrongly', () => {
  let client: ImportClient;
  beforeAll(async () => {
    client = await newClient();
  });
  const links = (file: string, ...words: string[]) => client.command('import', 'links', file, ...words);

  test('a column that the file has not', async () => {
    const file = fileOf('posts.csv', 'claims,contact,role\nCLM-1,K-1,\n');
    const { code, stderr } = await client.process('import', 'links', file, ...posts);
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
