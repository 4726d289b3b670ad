/** docs/reference/files.md: files uploaded and served. */
import { createHash } from 'node:crypto';
import { parse as parseDisposition } from 'content-disposition';
import { beforeAll, describe, expect, test } from 'vitest';
import { examine } from '#linkwright/cli/doctor.js';
import { contents, keyOf } from '../support/contents.js';
import { temporaryFolder } from '../support/folder.js';
import { expectRefusal, startServer } from '../support/server.js';
import { stores } from '../support/stores.js';
import { formAround, formHeaders, upload } from '../support/upload.js';

const fileBytes = 6_000_000;

const fixture = {
  account: 'Acme',
  client: 'Main',
  linkIdentity: 'relationship',
  roles: [
    { name: 'Attachers', grants: { Claim: ['AttachFiles'] } },
    { name: 'Editors', grants: { '*': ['Edit', 'AttachContacts', 'ModifyFiles'] } },
    { name: 'Viewers', grants: { File: ['View'] } },
  ],
  users: [
    { user: 'ada', administrator: true },
    { user: 'atta', roles: ['Attachers'] },
    { user: 'edith', roles: ['Editors'] },
    { user: 'vera', roles: ['Viewers'] },
  ],
  records: {
    Claim: [
      { id: 1, ClaimNumber: 'CLM-1', Description: 'twin' },
      { id: 2, ClaimNumber: 'CLM/2 ä', Description: 'twin' },
    ],
    File: [
      { id: 1, FileName: 'elsewhere.pdf', ExternalDirectURL: 'https://example.com/x.pdf' },
      { id: 2, FileName: 'nowhere.pdf' },
    ],
  },
};

const digest = (bytes) => createHash('sha256').update(bytes).digest('hex');
const bytesOf = (length, seed = 1) => Buffer.alloc(length, `${seed} content of a file `);
const places = stores.flatMap((store) =>
  contents.map((place) => ({ store, place, on: `${store.name}, ${place.name}` })),
);

describe.each(places)('files, on $on', async ({ store, place }) => {
  const folder = temporaryFolder();
  const kept = await place.open(folder);
  const server = await startServer(store, [fixture, { ...fixture, client: 'Other' }], {
    content: kept.content,
    fileBytes,
  });
  const tokens = { other: await server.token('ada', 'Other') };
  for (const { user } of fixture.users) tokens[user] = await server.token(user);
  const idOf = async (client) => (await server.store.clients()).find(({ name }) => name === client).id;
  const main = await idOf('Main');
  const call = (method, path, { as = 'ada', ...rest } = {}) =>
    server.call(method, `/api/${path}`, { token: tokens[as], ...rest });
  const send = (path, parts, { as = 'ada', ...rest } = {}) =>
    upload(server, path, { token: tokens[as], parts, ...rest });
  const put = async (bytes, name = 'a.txt', as = 'ada') =>
    (await send('Claim/1', [['content', bytes, name, 'text/plain']], { as })).body;
  const links = async () => (await call('GET', 'Link/Query?parentDomain=Claim&pageSize=1000')).body;
  const files = async () => (await call('GET', 'File/Query?pageSize=1000')).body;
  const download = async (id, { as = 'ada', headers = {}, method = 'GET', query = '' } = {}) => {
    const response = await fetch(`${server.address}/api/File/${id}/Content${query}`, {
      method,
      headers: { Token: tokens[as], ...headers },
    });
    const bytes = Buffer.from(await response.arrayBuffer());
    return { status: response.status, headers: response.headers, bytes, text: bytes.toString() };
  };

  describe('POST /api/Files/Upload/{domain}/{id}', () => {
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
      const parts = [['content', 'x', 'a.txt']];
      const answer = await send(`Claim/${encodeURIComponent('CLM/2 ä')}?matchField=ClaimNumber`, parts);
      expect(answer.body).toMatchObject({ IsSuccessful: true, ParentID: 2 });
      const refusals = [
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
      const parts = [['content', 'x', 'a.txt']];
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

    const content = ['content', 'x', 'a.txt', 'text/plain'];
    const [head] = formAround('a.txt');
    const faults = {
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
      'too many parts': [[content, ...Array(13).fill(['Folder', 'x'])], '/Folder', 'once'],
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
      const options =
        typeof sent === 'string' ? { body: sent, headers: { ...formHeaders } } : { headers: {} };
      if (type !== undefined) options.headers['Content-Type'] = type;
      const accepted = { ...options.headers, Accept: 'application/problem+json' };
      const problem = await send('Claim/1', sent, { ...options, headers: accepted });
      expect(problem.status, problem.text).toBe(400);
      expect(problem.body.errors).toEqual([{ pointer, detail: expect.stringContaining(words) }]);
      expectRefusal(await send('Claim/1', sent, options), 400, 'invalid_request');
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
      const response = await fetch(`${server.address}/api/Files/Upload/Claim/${claim}`, {
        method: 'POST',
        headers: { Token: tokens.ada, ...formHeaders },
        body: ReadableStream.from(body()),
        duplex: 'half',
      });
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
      const request = fetch(`${server.address}/api/Files/Upload/Claim/1`, {
        method: 'POST',
        headers: { Token: tokens.ada, ...formHeaders },
        body: ReadableStream.from(body()),
        duplex: 'half',
        signal: aborting.signal,
      });
      await expect(request).rejects.toThrow();
      await expect.poll(() => kept.keys().length).toBe(before[1]);
      expect((await files()).length).toBe(before[0]);
    });
  });

  describe('GET /api/File/{id}/Content', () => {
    const bytes = bytesOf(10_000, 4);
    const etag = `"${digest(bytes)}"`;
    let id;
    beforeAll(async () => {
      id = (await put(bytes, 'a.txt')).ChildID;
    });

    test('is an attachment that nothing is run of', async () => {
      const { status, headers, bytes: got } = await download(id);
      expect(status).toBe(200);
      expect(got.equals(bytes)).toBe(true);
      expect(Object.fromEntries(headers)).toMatchObject({
        'content-type': 'application/octet-stream',
        'content-length': '10000',
        'content-disposition': 'attachment; filename=a.txt',
        'content-security-policy': "default-src 'none'; sandbox",
        'x-content-type-options': 'nosniff',
        'cache-control': 'private, no-cache',
        'accept-ranges': 'bytes',
        etag,
      });
    });

    test.each([
      ['bytes=0-9', 0, 9],
      ['bytes=9990-', 9990, 9999],
      ['bytes=-10', 9990, 9999],
      ['bytes=5-20000', 5, 9999],
      ['bytes=0-4, 5-9', 0, 9],
      ['bytes=0-0', 0, 0],
    ])('a range: %s', async (Range, start, end) => {
      const part = await download(id, { headers: { Range } });
      expect([part.status, part.headers.get('Content-Range'), part.headers.get('Content-Length')]).toEqual([
        206,
        `bytes ${start}-${end}/10000`,
        String(end - start + 1),
      ]);
      expect(part.bytes.equals(bytes.subarray(start, end + 1))).toBe(true);
    });

    test.each(['bytes=10000-', 'bytes=20000-30000', 'bytes=-0'])('no such range: %s', async (Range) => {
      const answer = await call('GET', `File/${id}/Content`, { headers: { Range } });
      expectRefusal(answer, 416, 'range_not_satisfiable');
      expect(answer.headers.get('Content-Range')).toBe('bytes */10000');
      expect(answer.headers.get('ETag')).toBeNull();
    });

    test.each(['bytes=x-y', 'lines=0-4', 'bytes', 'bytes=0-4,100-104'])(
      'the whole for: %s',
      async (Range) => {
        const whole = await download(id, { headers: { Range } });
        expect([whole.status, whole.bytes.length]).toEqual([200, 10_000]);
      },
    );

    test('conditions', async () => {
      const known = await download(id, { headers: { 'If-None-Match': `"other", W/${etag}` } });
      expect([known.status, known.headers.get('ETag'), known.text]).toEqual([304, etag, '']);
      expect((await download(id, { headers: { 'If-None-Match': '"other"' } })).status).toBe(200);
      const Range = 'bytes=0-1';
      expect((await download(id, { headers: { Range, 'If-Range': etag } })).status).toBe(206);
      expect((await download(id, { headers: { Range, 'If-Range': '"other"' } })).status).toBe(200);
    });

    test('HEAD says the same, without the content', async () => {
      const head = await download(id, { method: 'HEAD', headers: { Range: 'bytes=0-1' } });
      expect([head.status, head.headers.get('Content-Length'), head.text]).toEqual([200, '10000', '']);
      expect(head.headers.get('ETag')).toBe(etag);
    });

    test.each([
      ['image/png', 'inline', 'image/png'],
      ['IMAGE/PNG', 'inline', 'image/png'],
      ['application/pdf', 'inline', 'application/pdf'],
      ['image/svg+xml', 'attachment', 'application/octet-stream'],
      ['text/html', 'attachment', 'application/octet-stream'],
      ['text/html, image/png', 'attachment', 'application/octet-stream'],
    ])('?inline=true of what is said to be %s', async (MimeType, disposition, type) => {
      const shown = (await put('<script>alert(1)</script>', 'x.png')).ChildID;
      await call('PUT', `File/${shown}`, { body: { MimeType } });
      const inline = await download(shown, { query: '?inline=true' });
      expect(inline.headers.get('Content-Disposition')).toBe(`${disposition}; filename=x.png`);
      expect(inline.headers.get('Content-Type')).toBe(type);
      expect(inline.headers.get('Content-Security-Policy')).toBe("default-src 'none'; sandbox");
      const saved = await download(shown);
      expect(saved.headers.get('Content-Disposition')).toBe('attachment; filename=x.png');
      expect(saved.headers.get('Content-Type')).toBe('application/octet-stream');
    });

    const names = {
      'quotes "and" \\.txt': 'quotes "and" _.txt',
      'größe.txt': 'größe.txt',
      'файл 😀.txt': 'файл 😀.txt',
      'a\r\nSet-Cookie: x=1': 'a__Set-Cookie: x=1',
      '../../etc/passwd': '.._.._etc_passwd',
      'gnp.\u202Eexe': 'gnp._exe',
      '100%25.txt': '100%25.txt',
      [`${'😀'.repeat(500)}.pdf`]: `${'😀'.repeat(251)}.pdf`,
      [`${'x'.repeat(60_000)}.pdf`]: `${'x'.repeat(251)}.pdf`,
      '': 'file',
    };
    test.each(Object.entries(names))('the file name %j', async (FileName, expected) => {
      const { status } = await call('PUT', `File/${id}`, { body: { FileName } });
      expect(status).toBe(200);
      const answer = await download(id);
      expect(answer.status).toBe(200);
      const disposition = answer.headers.get('Content-Disposition');
      expect(disposition).toMatch(/^[\x20-\x7e]{1,4000}$/);
      const { type, parameters } = parseDisposition(disposition);
      expect([type, parameters.filename]).toEqual(['attachment', expected]);
    });

    test('View on File is what it takes, of the same client', async () => {
      expect((await download(id, { as: 'vera' })).status).toBe(200);
      expectRefusal(await call('GET', `File/${id}/Content`, { as: 'atta' }), 403, 'permission_denied');
      expectRefusal(await call('GET', `File/${id}/Content`, { as: 'other' }), 404, 'not_found');
      const anonymous = await server.call('GET', `/api/File/${id}/Content`);
      expectRefusal(anonymous, 401, 'unauthenticated', 'Authentication is required.');
    });

    test('a hash names content of its own client alone', async () => {
      const { body } = await call('POST', 'File', { as: 'other', body: { SHA256: digest(bytes) } });
      const path = `File/${body.RecordID}/Content`;
      expectRefusal(await call('GET', path, { as: 'other' }), 404, 'not_found');
      const own = await call('POST', 'File', { body: { FileName: 'same.txt', SHA256: digest(bytes) } });
      expect((await download(own.body.RecordID)).bytes.equals(bytes)).toBe(true);
      const upper = await call('POST', 'File', { body: { SHA256: digest(bytes).toUpperCase() } });
      expectRefusal(await call('GET', `File/${upper.body.RecordID}/Content`), 404, 'not_found');
    });

    test('a record without content', async () => {
      const external = expectRefusal(await call('GET', 'File/1/Content'), 404, 'not_found');
      expect(external).toContain('Its ExternalDirectURL says where it is.');
      expect(expectRefusal(await call('GET', 'File/2/Content'), 404, 'not_found')).toMatch(
        /no content here\.$/,
      );
      expectRefusal(await call('GET', 'File/999999/Content'), 404, 'not_found');
      expectRefusal(await call('GET', 'File/x/Content'), 400, 'invalid_request');
      expectRefusal(await call('GET', 'File/1/Content?inlin=true'), 400, 'invalid_request');
    });

    test('content that is lost is not there at the moment', async () => {
      const lost = await put('will be lost');
      kept.lose(keyOf(main, lost.SHA256));
      const answer = await call('GET', `File/${lost.ChildID}/Content`);
      expect(expectRefusal(answer, 503, 'unavailable')).not.toContain(folder);
      expect((await put('will be lost')).SHA256).toBe(lost.SHA256);
      expect((await download(lost.ChildID)).text).toBe('will be lost');
    });

    test('a deletion while the content is read lets it be read to its end', async () => {
      const long = await put(bytesOf(5_000_000, 5));
      const response = await fetch(`${server.address}/api/File/${long.ChildID}/Content`, {
        headers: { Token: tokens.ada },
      });
      const reader = response.body.getReader();
      let length = (await reader.read()).value.length;
      expect((await call('DELETE', `File/${long.ChildID}`)).status).toBe(200);
      await kept.content.remove({ client: main, sha256: long.SHA256 });
      for (;;) {
        const { done, value } = await reader.read();
        if (done) break;
        length += value.length;
      }
      expect(length).toBe(5_000_000);
    });
  });

  test('leaves the database in order', async () => {
    expect(await examine(server.store)).toEqual([]);
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
