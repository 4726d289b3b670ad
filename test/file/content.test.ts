/** The place of content (src/content/content.ts): what its port promises, of a folder and of a bucket. */

import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { type OpenContentOptions, openContent } from '#linkwright/content/open.js';
import { all } from '../support/all.js';
import { contents, keyOf } from '../support/contents.js';
import { temporaryFolder } from '../support/folder.js';
import { required } from '../support/required.js';

const digest = (bytes: Buffer | string) => createHash('sha256').update(bytes).digest('hex');
const open = async (url: string | undefined, more: Partial<OpenContentOptions> = {}) =>
  required(await openContent({ url, databaseFile: undefined, serving: true, sweep: 'old', ...more }));

async function bytesOf(stream: Readable | undefined): Promise<Buffer> {
  return Buffer.concat(await all<Buffer>(required(stream)));
}

describe.each(contents)('content in a $name', async (place) => {
  const kept = await place.open(temporaryFolder());
  const { content } = kept;
  async function keep(bytes: Buffer, client = 1) {
    const received = await content.receive(Readable.from([bytes]));
    await received.keep(client);
    await received.discard();
    return { client, sha256: received.sha256 };
  }

  test.each([0, 1, 65_536, 5 * 1024 * 1024, 12_000_001])('%i bytes come back as they were', async (size) => {
    const bytes = Buffer.alloc(size, 'some words ');
    const received = await content.receive(Readable.from(bytes.length === 0 ? [] : [bytes]));
    expect(received).toMatchObject({ sha256: digest(bytes), size });
    const name = { client: 1, sha256: received.sha256 };
    expect(await content.sizeOf(name)).toBeUndefined();
    await received.keep(1);
    await received.discard();
    expect(await content.sizeOf(name)).toBe(size);
    expect((await bytesOf(await content.read(name, undefined))).equals(bytes)).toBe(true);
    if (size > 10) {
      const part = await bytesOf(await content.read(name, { start: 5, end: 9 }));
      expect(part.equals(bytes.subarray(5, 10))).toBe(true);
    }
    expect(kept.keys()).toContain(keyOf(1, name.sha256));
  });

  test('is of one client', async () => {
    const { sha256 } = await keep(Buffer.from('of client 3'), 3);
    expect(await content.sizeOf({ client: 30, sha256 })).toBeUndefined();
    expect(await content.read({ client: 2, sha256 }, undefined)).toBeUndefined();
    await content.remove({ client: 2, sha256 });
    expect(await content.sizeOf({ client: 3, sha256 })).toBe(11);
  });

  test('is listed by client, however much there is', async () => {
    const names: { sha256: string }[] = [];
    for (let at = 0; at < 8; at++) names.push(await keep(Buffer.from(`number ${at}`), 4));
    await keep(Buffer.from('of another'), 40);
    const listed = await all(content.list(4));
    expect(listed.map(({ sha256 }) => sha256).sort()).toEqual(names.map(({ sha256 }) => sha256).sort());
    for (const { size, keptAt } of listed) {
      expect(size).toBe(8);
      expect(Math.abs(Date.now() - keptAt)).toBeLessThan(60_000);
    }
    for await (const each of content.list(5)) expect(each).toBeUndefined();
  });

  test('is removed once, and again', async () => {
    const name = await keep(Buffer.from('to be removed'));
    await content.remove(name);
    await content.remove(name);
    expect([await content.sizeOf(name), await content.read(name, undefined)]).toEqual([undefined, undefined]);
  });

  test('is told what it is, once or again', async () => {
    expect(await content.readMark()).toBeUndefined();
    for (const text of ['{"database":"some id"}', '{}']) {
      await content.writeMark(text);
      expect(await content.readMark()).toBe(text);
    }
    expect(kept.keys()).toContain('database.json');
  });

  test('what is not kept, or does not come whole, leaves nothing', async () => {
    const before = kept.keys();
    const received = await content.receive(Readable.from([Buffer.from('not kept')]));
    await received.discard();
    await received.discard();
    const broken = Readable.from(
      (async function* () {
        yield Buffer.from('first');
        throw new Error('the line is cut');
      })(),
    );
    await expect(content.receive(broken)).rejects.toThrow('the line is cut');
    expect(kept.keys()).toEqual(before);
  });
});

describe('a folder', () => {
  test('is made beside the database when something is kept, and swept of what a crash left', async () => {
    const folder = temporaryFolder();
    const databaseFile = join(folder, 'register.db');
    const beside = `${databaseFile}.files`;
    const content = await open(undefined, { databaseFile });
    expect(existsSync(beside)).toBe(false);
    const received = await content.receive(Readable.from([Buffer.from('x')]));
    await received.keep(1);
    writeFileSync(join(beside, 'incoming', 'left'), 'by a crash');
    for (const sweep of ['nothing', 'old'] as const) {
      await open(undefined, { databaseFile, serving: false, sweep });
      expect(readdirSync(join(beside, 'incoming'))).toEqual(['left']);
    }
    await open(undefined, { databaseFile });
    expect(readdirSync(join(beside, 'incoming'))).toEqual([]);
  });

  test('that several servers share is swept of what is old', async () => {
    const folder = temporaryFolder();
    const incoming = join(folder, 'incoming');
    mkdirSync(incoming);
    for (const name of ['old', 'new']) writeFileSync(join(incoming, name), 'x');
    const yesterday = new Date(Date.now() - 25 * 3_600_000);
    utimesSync(join(incoming, 'old'), yesterday, yesterday);
    await open(`file:${folder}`);
    expect(readdirSync(incoming)).toEqual(['new']);
  });
});

describe('the option that names the place', () => {
  const { env } = process;
  test.each([
    ['http://example.com/', /file:PATH or s3:.*http: address was given/],
    ['file:', /file:PATH or s3:/],
    ['/somewhere', /file:PATH or s3:/],
    ['file:/not/there', /folder \/not\/there for content does not exist/],
    ['s3://key:secret@bucket/', /credentials do not belong into it/],
    ['s3://bucket/?secret=x', /no parameter 'secret'/],
    ['s3://bucket/%zz', /% is written as %25/],
    ['s3:///kept', /no bucket was named/],
    ['s3:bucket', /no bucket was named/],
    ['s3://bucket:9000/kept', /port belongs to the endpoint/],
    ['s3://bucket/?endpoint=http://127.0.0.1:1&region=', /region is empty/],
    ['s3://bucket/?endpoint=ftp://x', /endpoint is not of that form/],
    ['s3://bucket/?endpoint=http://a:b@x', /endpoint is not of that form/],
  ])('%s is refused in words', async (url, words) => {
    await expect(open(url)).rejects.toThrow(words);
    await expect(open(url)).rejects.not.toThrow(/key|a:b/);
  });

  test('a bucket that cannot be used is refused in words', async () => {
    const kept = await contents[1].open(temporaryFolder());
    const s3 = required(kept.s3);
    const before = env.AWS_SECRET_ACCESS_KEY;
    env.AWS_SECRET_ACCESS_KEY = 'another';
    await expect(open(kept.url)).rejects.toThrow(/refuses these credentials/);
    env.AWS_SECRET_ACCESS_KEY = before;
    const other = kept.url.replace(s3.bucket, 'other-bucket');
    await expect(open(other)).rejects.toThrow(/s3:\/\/other-bucket\/kept at .* does not exist/);
  });

  test('a bucket that is away for now is not: it may come back', async () => {
    const kept = await contents[1].open(temporaryFolder());
    const s3 = required(kept.s3);
    s3.refuse = 'SlowDown';
    const content = await open(kept.url);
    await expect(content.sizeOf({ client: 1, sha256: digest('x') })).rejects.toThrow();
    s3.refuse = undefined;
    expect(await content.sizeOf({ client: 1, sha256: digest('x') })).toBeUndefined();
  });
});
