/** docs/reference/files.md#upload: files that are uploaded. */
import { describe, expect, test } from 'vitest';
import type { ErrorCode } from '#linkwright/contract/errors.js';
import { examineData } from '#linkwright/diagnosis/data.js';
import { keyOf } from '../support/contents.js';
import { bytesOf, digest, fileBytes, fixture, places, startFiles } from '../support/files-world.js';
import { expectRefusal, startServer } from '../support/server.js';
import { stores } from '../support/stores.js';
import { type FormPart, formAround, formHeaders, upload, uploadInPieces } from '../support/upload.js';

describe.each(places)('uploads, on $on', async (place) => {
  const { server, tokens, kept, main, call, send, put, links, files, download } = await startFiles(place);

  test('keeps the content, makes the record and the link', async () => {
    const bytes = bytesOf(100_000);
    const answer = await send('Claim/1', [
      ['Description', 'Ein Gutachten'],
      ['content', bytes, 'C:\\temp\\größe 😀.pdf', 'application/pdf'],
      ['Folder', 'Reports'],
    ]);
    expect(answer.status, answer.text).toBe(200);
    const { RecordID, ChildID } = answer.body;
    expect(Object.entries(answer.body)).toEqual([
      ['IsSuccessful', true],
      ['RecordID', RecordID],
      ['Message', `Inserted link with id ${RecordID} successfully.`],
      ['ParentID', 1],
      ['ChildID', ChildID],
      ['RelationshipID', null],
      ['SHA256', digest(bytes)],
      ['Size', bytes.length],
    ]);
    expect((await call('GET', `File/${ChildID}`)).body).toEqual({
      ID: ChildID,
      FileName: 'größe 😀.pdf',
      Description: 'Ein Gutachten',
      Folder: 'Reports',
      MimeType: 'application/pdf',
      Size: bytes.length,
      SHA256: digest(bytes),
      ExternalDirectURL: null,
    });
    expect(await links()).toContainEqual(
      expect.objectContaining({
        ...{ LinkID: RecordID, ParentDomain: 'Claim', ParentID: 1, ChildDomain: 'File', ChildID },
        ...{ ContactTypeID: null, CreatedBy: 'ada' },
      }),
    );
    const { body: history } = await call('GET', `Link/History?linkID=${RecordID}`);
    expect(history).toMatchObject([{ Action: 'inserted', ChildID, User: 'ada' }]);
    expect(kept.keys()).toContain(keyOf(main, digest(bytes)));
    expect((await download(ChildID)).bytes.equals(bytes)).toBe(true);
  });

  test('a record may be named by its key', async () => {
    const parts: FormPart[] = [['content', 'x', 'a.txt']];
    const answer = await send(`Claim/${encodeURIComponent('CLM/2 ä')}?matchField=ClaimNumber`, parts);
    expect(answer.body).toMatchObject({ IsSuccessful: true, ParentID: 2 });
    const refusals: [path: string, status: number, code: ErrorCode][] = [
      ['Claim/x?matchField=ClaimNumber', 404, 'not_found'],
      ['Claim/twin?matchField=Description', 409, 'record_ambiguous'],
      ['Claim/1?matchField=Policy', 400, 'invalid_request'],
      ['Claim/1?matchField=Nothing', 400, 'invalid_request'],
      ['Claim/1?dryRun=true', 400, 'invalid_request'],
    ];
    for (const [path, status, code] of refusals) expectRefusal(await send(path, parts), status, code);
  });

  test('FileName counts before the name of the part; an empty text is none', async () => {
    const { body } = await send('Claim/1', [
      ['content', '', 'part.txt', 'not a type'],
      ['FileName', 'named.txt'],
      ['Description', ''],
    ]);
    expect(body.Size).toBe(0);
    const { body: record } = await call('GET', `File/${body.ChildID}`);
    expect(record).toMatchObject({ FileName: 'named.txt', Description: null, Size: 0 });
    const empty = await download(body.ChildID);
    expect([empty.status, empty.headers.get('Content-Length'), empty.text]).toEqual([200, '0', '']);
  });

  test('equal content of one client is kept once, of another client apart', async () => {
    const bytes = bytesOf(50_000, 2);
    const before = kept.keys().length;
    const answers = await Promise.all(Array.from({ length: 6 }, () => put(bytes)));
    expect(new Set(answers.map(({ ChildID }) => ChildID)).size).toBe(6);
    expect(kept.keys()).toHaveLength(before + 1);
    const other = await put(bytes, 'a.txt', 'other');
    expect(kept.keys()).toHaveLength(before + 2);
    expect((await download(other.ChildID, { as: 'other' })).bytes.equals(bytes)).toBe(true);
    for (const { ChildID } of answers) expect((await download(ChildID)).bytes.equals(bytes)).toBe(true);
  });

  test('AttachFiles on the record is what it takes', async () => {
    const parts: FormPart[] = [['content', 'x', 'a.txt']];
    expect((await send('Claim/1', parts, { as: 'atta' })).status).toBe(200);
    const message = expectRefusal(await send('Claim/1', parts, { as: 'edith' }), 403, 'permission_denied');
    expect(message).toContain('Attach Files permission on the Claim domain');
    expectRefusal(await send('Policy/1', parts, { as: 'atta' }), 403, 'permission_denied');
    const anonymous = await upload(server, 'Claim/1', { parts });
    expectRefusal(anonymous, 401, 'unauthenticated', 'Authentication is required.');
  });

  test('what does not depend on the content is looked at before it', async () => {
    const broken = { body: 'no form at all', headers: formHeaders };
    expectRefusal(await send('Claim/99', [], broken), 404, 'not_found');
    expectRefusal(await send('Clam/1', [], broken), 404, 'not_found');
    expectRefusal(await send('Claim/x', [], broken), 400, 'invalid_request');
    expectRefusal(await send('Claim/1', [], { ...broken, as: 'edith' }), 403, 'permission_denied');
  });

  const content: FormPart = ['content', 'x', 'a.txt', 'text/plain'];
  const [head] = formAround('a.txt');
  const faults: Record<string, [sent: FormPart[] | string, pointer: string, words: string, type?: string]> = {
    'no content': [[['FileName', 'a.txt']], '/content', 'content is required'],
    'content as text': [[['content', 'x']], '/content', 'content must be sent as a file'],
    'two contents': [[content, content], '/content', 'content must be given once'],
    'an unknown part': [[content, ['Descripton', 'x']], '/Descripton', "Did you mean 'Description'?"],
    'an unknown file': [[content, ['scan', 'x', 'b.txt']], '/scan', 'Unknown part "scan"'],
    'a text as file': [[content, ['Folder', 'x', 'b.txt']], '/Folder', 'Folder must be a text'],
    'a text twice': [[content, ['Folder', 'a'], ['Folder', 'b']], '/Folder', 'Folder must be given once'],
    'a long text': [[content, ['Folder', 'x'.repeat(70_000)]], '/Folder', 'at most 65536 characters'],
    'a very long text': [[content, ['Folder', 'x'.repeat(300_000)]], '/Folder', 'at most 262144 bytes'],
    'NUL in a text': [[content, ['Folder', 'a\0b']], '/Folder', 'without NUL'],
    'a path': [[content, ['FileName', '../../etc/passwd']], '/FileName', "must be a file's name"],
    'a path of Windows': [[content, ['FileName', 'C:\\a.txt']], '/FileName', "must be a file's name"],
    'no more than dots': [[content, ['FileName', '..']], '/FileName', "must be a file's name"],
    'a line break in a name': [[content, ['FileName', 'a\r\nb']], '/FileName', "must be a file's name"],
    'a long name': [[content, ['FileName', 'x'.repeat(256)]], '/FileName', "must be a file's name"],
    'a name that no part may have': [[content, ['__proto__', 'x']], '', 'multipart/form-data'],
    'too many parts': [
      [content, ...Array.from({ length: 13 }, (): FormPart => ['Folder', 'x'])],
      '/Folder',
      'once',
    ],
    'a body that is cut off': [`${head}half`, '', 'its boundary or its end is missing'],
    'a body that is no form': ['{}', '', 'its boundary or its end is missing'],
    'no boundary': ['{}', '', 'its boundary or its end is missing', 'multipart/form-data'],
    'a name that is empty': [
      `${formAround('')[0]}x${formAround('')[1]}`,
      '/FileName',
      'FileName is required',
    ],
  };
  test.each(Object.entries(faults))('%s is refused by name, and leaves nothing', async (_, fault) => {
    const [sent, pointer, words, type] = fault;
    const before = [(await files()).length, (await links()).length, kept.keys().length];
    const contentType = type === undefined ? {} : { 'Content-Type': type };
    const attempt = (headers: Record<string, string>) =>
      typeof sent === 'string'
        ? send('Claim/1', [], { body: sent, headers: { ...formHeaders, ...contentType, ...headers } })
        : send('Claim/1', sent, { headers });
    const problem = await attempt({ Accept: 'application/problem+json' });
    expect(problem.status, problem.text).toBe(400);
    expect(problem.body.errors).toEqual([{ pointer, detail: expect.stringContaining(words) }]);
    expectRefusal(await attempt({}), 400, 'invalid_request');
    expect([(await files()).length, (await links()).length, kept.keys().length]).toEqual(before);
  });

  test('anything but a form is no upload', async () => {
    for (const type of ['application/json', 'text/plain', 'application/x-www-form-urlencoded']) {
      const answer = await send('Claim/1', [], { body: '{}', headers: { 'Content-Type': type } });
      expect(expectRefusal(answer, 415, 'unsupported_media_type')).toContain('multipart/form-data');
    }
  });

  test('a file may be as long as the limit, and no longer', async () => {
    const longest = await put(bytesOf(fileBytes, 3));
    expect(longest.Size).toBe(fileBytes);
    expect((await download(longest.ChildID)).bytes.equals(bytesOf(fileBytes, 3))).toBe(true);
    const before = [(await files()).length, kept.keys().length];
    const answer = await send('Claim/1', [['content', bytesOf(fileBytes + 1), 'a.txt']]);
    expect(expectRefusal(answer, 413, 'payload_too_large')).toContain('larger than 6,000,000 bytes');
    expect([(await files()).length, kept.keys().length]).toEqual(before);
  });

  test('a record that goes while the content comes: no file, no link', async () => {
    const { RecordID: claim } = (await call('POST', 'Claim', { body: {} })).body;
    const [head, tail] = formAround('a.txt');
    const before = (await files()).length;
    async function* body() {
      yield Buffer.from(`${head}first `);
      await call('DELETE', `Claim/${claim}`);
      yield Buffer.from(`second${tail}`);
    }
    const response = await uploadInPieces(server, `Claim/${claim}`, tokens.ada, body());
    expect([response.status, response.headers.get('Error-Code')]).toEqual([404, 'not_found']);
    expect((await files()).length).toBe(before);
  });

  test('a caller that goes away leaves nothing', async () => {
    const before = [(await files()).length, kept.keys().length];
    const aborting = new AbortController();
    async function* body() {
      yield Buffer.from(`${formAround('a.txt')[0]}first`);
      setTimeout(() => aborting.abort(), 50);
      await new Promise((resolve) => aborting.signal.addEventListener('abort', resolve));
    }
    const request = uploadInPieces(server, 'Claim/1', tokens.ada, body(), aborting.signal);
    await expect(request).rejects.toThrow();
    await expect.poll(() => kept.keys().length).toBe(before[1]);
    expect((await files()).length).toBe(before[0]);
  });

  test('leaves the database in order', async () => {
    expect(await examineData(server.store)).toEqual([]);
  });
});

describe.each(stores)('a server that was not told where to keep content, on $name', async (store) => {
  const server = await startServer(store, [fixture]);
  const token = await server.token('ada');

  test('says so', async () => {
    const answer = await upload(server, 'Claim/1', { token, parts: [['content', 'x', 'a.txt']] });
    expect(expectRefusal(answer, 503, 'unavailable')).toContain('--content');
    const reading = await server.call('GET', '/api/File/1/Content', { token });
    expectRefusal(reading, 404, 'not_found');
  });
});
