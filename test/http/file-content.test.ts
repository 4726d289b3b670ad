/** docs/reference/files.md#content: the content of files that is served. */
import { parse as parseDisposition } from 'content-disposition';
import { beforeAll, describe, expect, test } from 'vitest';
import { examineData } from '#linkwright/diagnosis/data.js';
import { keyOf } from '../support/contents.js';
import { bytesOf, digest, places, startFiles } from '../support/files-world.js';
import { required } from '../support/required.js';
import { expectRefusal } from '../support/server.js';

describe.each(places)('the content of files, on $on', async (place) => {
  const { server, tokens, folder, kept, main, call, put, download } = await startFiles(place);
  const bytes = bytesOf(10_000, 4);
  const etag = `"${digest(bytes)}"`;
  let id: number;
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

  test.each(['bytes=x-y', 'lines=0-4', 'bytes', 'bytes=0-4,100-104'])('the whole for: %s', async (Range) => {
    const whole = await download(id, { headers: { Range } });
    expect([whole.status, whole.bytes.length]).toEqual([200, 10_000]);
  });

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
    const { type, parameters } = parseDisposition(required(disposition));
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
    const reader = required(response.body).getReader();
    let length = required((await reader.read()).value).length;
    expect((await call('DELETE', `File/${long.ChildID}`)).status).toBe(200);
    await kept.content.remove({ client: main, sha256: long.SHA256 });
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      length += value.length;
    }
    expect(length).toBe(5_000_000);
  });

  test('leaves the database in order', async () => {
    expect(await examineData(server.store)).toEqual([]);
  });
});
