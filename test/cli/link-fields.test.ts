/** Fields of links in files: `import links`, `export links` and `load` (docs/reference/command-line.md#import). */
import { describe, expect, test } from 'vitest';
import { basics, expectCounts, importServer, posts, rejectsOf } from '../support/importing.js';

const { fileOf, newClient } = importServer();

const linkFields = { Contact: { Since: 'Date', Note: 'Text' }, File: { Since: 'Text' } };
const content = () => ({ ...basics(), linkFields });

describe('fields of links in a file', () => {
  const valuesOf = async (client: Awaited<ReturnType<typeof newClient>>) =>
    client.ask('/api/Link/Query?parentDomain=Claim&columns=ChildID,Fields.Since,Fields.Note');

  test('are mapped, checked row by row, and an empty cell leaves what is there', async () => {
    const client = await newClient(content());
    const maps = [...posts, '--map', 'since=Fields.Since', '--map', 'note=Fields.Note'];
    const first = fileOf(
      'posts.csv',
      'claim,contact,role,since,note\nCLM-1,K-1,Adjuster,2026-03-01,first\nCLM-1,K-2,Broker,soon,\n',
    );
    const ended = await client.command('import', 'links', first, ...maps);
    expectCounts(ended, 2, 1, 0, 1);
    expect(rejectsOf(first)).toMatchObject([
      { code: 'invalid_request', reason: expect.stringMatching(/Fields.Since/) },
    ]);
    expect(await valuesOf(client)).toEqual([
      { ChildID: 1, 'Fields.Since': '2026-03-01', 'Fields.Note': 'first' },
    ]);
    const again = fileOf('again.csv', 'claim,contact,role,since,note\nCLM-1,K-1,,2026-04-01,\n');
    expectCounts(await client.command('import', 'links', again, ...maps), 1, 0, 1, 0);
    expect(await valuesOf(client)).toEqual([
      { ChildID: 1, 'Fields.Since': '2026-04-01', 'Fields.Note': 'first' },
    ]);
  });

  test('without --map stand under their names, also in NDJSON as an object, where null clears', async () => {
    const client = await newClient(content());
    const csv = fileOf(
      'links.csv',
      'ParentDomain,ParentRecordID,ChildDomain,ChildRecordID,Fields.Since,Fields.Note\nClaim,1,Contact,1,2026-03-01,n\nClaim,1,File,1,long ago,\n',
    );
    expectCounts(await client.command('import', 'links', csv), 2, 2, 0, 0);
    const link = { ParentDomain: 'Claim', ParentRecordID: 1, ChildDomain: 'Contact', ChildRecordID: 1 };
    const rows = [
      { ...link, Fields: { Note: 'object' } },
      { ...link, 'Fields.Since': null },
    ];
    const ndjson = fileOf('links.ndjson', rows.map((row) => JSON.stringify(row)).join('\n'));
    expectCounts(await client.command('import', 'links', ndjson), 2, 0, 2, 0);
    expect(await valuesOf(client)).toEqual([
      { ChildID: 1, 'Fields.Since': null, 'Fields.Note': 'object' },
      { ChildID: 1, 'Fields.Since': 'long ago', 'Fields.Note': null },
    ]);
    const exported = await client.command('export', 'links', '--format', 'csv');
    expect(exported.stdout).toBe(
      'ParentDomain,ParentRecordID,ChildDomain,ChildRecordID,Relationship,Fields.Since,Fields.Note\n' +
        'Claim,1,Contact,1,,,object\nClaim,1,File,1,,long ago,\n',
    );
  });

  test('that links do not have are refused before anything is sent', async () => {
    const client = await newClient(content());
    const file = fileOf('posts.csv', 'claim,contact,role,since\nCLM-1,K-1,Adjuster,2026-03-01\n');
    const ended = await client.command('import', 'links', file, ...posts, '--map', 'since=Fields.Sinc');
    expect(ended.code).toBe(2);
    expect(ended.stderr).toMatch(/no property 'Fields.Sinc'. Did you mean 'Fields.Since'\?/);
    expect(await client.linkCount()).toBe(0);
  });
});
