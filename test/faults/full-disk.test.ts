/** What a server says of a full disk, how it goes on, and what of a backup for which there is no room (docs/guide/monitor.md#a-full-disk). */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { LinkRow } from '#linkwright/contract/link.js';
import type { Answer, AnswerBody } from '../support/answers.js';
import { call } from '../support/call.js';
import { run, type Started, start, stop } from '../support/command.js';
import { contacts, freshPath, goodDatabase, upsertBody } from '../support/database-file.js';
import { fill, mountSmall, noMount, unlessMounted } from '../support/small-disk.js';
import { upload } from '../support/upload.js';

/** The code of a refusal: of the call, or of the first entry of a bulk call. */
const codeOf = ({ headers, body }: { headers: Headers; body: AnswerBody }): string | undefined =>
  headers.get('Error-Code') ?? body?.[0]?.ErrorCode;

const soon = { timeout: 20_000, interval: 50 };

describe(`a full disk${unlessMounted}`, () => {
  if (noMount !== undefined) {
    test.skip('needs a file system of its own', () => undefined);
    return;
  }
  let server: Started;
  let token: string;
  let url: string;
  let free: () => void;
  const health = async (path: string) => {
    const { status, text } = await call(server.address, 'GET', path);
    return [status, text];
  };
  const upsert = (contact: number) =>
    call(server.address, 'POST', '/api/Link/Upsert', { token, body: upsertBody(1, contact) });
  let removed = 1;
  /** Every kind of write that callers have, each with what is sent. */
  const writes: [name: string, send: () => Promise<Answer>][] = [
    ['a link', () => upsert(2)],
    [
      'links',
      () =>
        call(server.address, 'POST', '/api/Link/BulkUpsert?atomic=true', { token, body: [upsertBody(1, 3)] }),
    ],
    [
      'a record',
      () => call(server.address, 'POST', '/api/Claim', { token, body: { ClaimNumber: 'x'.repeat(50_000) } }),
    ],
    [
      'a removal',
      () => call(server.address, 'POST', '/api/Link/Remove', { token, body: upsertBody(1, removed++) }),
    ],
    ['a deletion', () => call(server.address, 'DELETE', '/api/Contact/9', { token })],
    [
      'a role',
      () => call(server.address, 'PUT', '/api/Roles/full', { token, body: { Grants: { Claim: ['View'] } } }),
    ],
    [
      'a token',
      () => call(server.address, 'POST', '/api/Tokens', { token, body: { User: 'ada', Name: 'full' } }),
    ],
    [
      'a domain',
      () =>
        call(server.address, 'PUT', '/api/Metadata/Domains/Custom.Full', {
          token,
          body: { Fields: [{ Name: 'A', Type: 'Text' }] },
        }),
    ],
    [
      'an upload',
      () => upload(server, 'Claim/1', { token, parts: [['content', 'x'.repeat(500_000), 'a.txt']] }),
    ],
  ];

  beforeAll(async () => {
    const own = mountSmall('4m');
    const made = goodDatabase(own);
    ({ token, url } = made);
    server = await start(['serve', '--database', url]);
    expect((await health('/health'))[0]).toBe(200);
    const all = Array.from({ length: contacts }, (_, at) => upsertBody(1, at + 1));
    const linked = await call(server.address, 'POST', '/api/Link/BulkUpsert', { token, body: all });
    expect([linked.status, codeOf(linked)]).toEqual([200, undefined]);
    free = fill(own);
    // What the log of the database has room for already goes through.
    for (let count = 0; count < 500 && (await upsert(1 + (count % contacts))).status === 200; count++);
  });
  afterAll(() => stop(server, 'SIGKILL'));

  test.each(writes)('%s is refused as unavailable', async (_, send) => {
    // Some bytes may be left for one small write, not for many.
    await expect.poll(async () => codeOf(await send()), soon).toBe('unavailable');
    const { status, headers, text } = await send();
    expect(text).not.toMatch(/SQLITE|ENOSPC|\/tmp/);
    if (status !== 200) expect([status, Number(headers.get('Retry-After'))]).toEqual([503, 1]);
  });

  test('the server says so, and goes on reading, and is ready for that', async () => {
    await upsert(2);
    await expect
      .poll(() => health('/health'), soon)
      .toEqual([503, expect.stringContaining('Reading works. Writing does not work: the disk is full.')]);
    expect(await health('/health/ready')).toEqual([200, '{"status":"ok"}']);
    expect(await health('/health/live')).toEqual([200, '{"status":"ok"}']);
    const { status, body } = await call<LinkRow[]>(
      server.address,
      'GET',
      '/api/Link/Query?parentDomain=Claim&parentRecordID=1',
      { token },
    );
    expect([status, body.length > 0]).toEqual([200, true]);
    expect(server.stderr).toMatch(/"level":50.*full/);
  });

  test('a backup for which there is no room is none, and says why', async () => {
    const into = join(mountSmall('200k'), 'backups');
    const { code, stderr } = await run(['backup', into, '--database', url]);
    expect([code, stderr]).toEqual([1, expect.stringMatching(/full|ENOSPC|no space/i)]);
    expect(stderr).not.toMatch(/\n\s+at /);
    expect(readdirSync(into).filter((name) => name !== '.lock')).toEqual([]);
    const elsewhere = freshPath('backups');
    const made = await run(['backup', elsewhere, '--database', url, '--json']);
    expect([made.code, made.stderr]).toEqual([0, '']);
    const target = join(mountSmall('200k'), 'restored.db');
    const restored = await run(['restore', JSON.parse(made.stdout).folder, '--database', `sqlite:${target}`]);
    expect([restored.code, restored.stderr]).toEqual([1, expect.stringMatching(/full|ENOSPC|no space/i)]);
    expect(existsSync(target)).toBe(false);
  });

  test('and it comes back by itself, once there is room', async () => {
    free();
    for (const [, send] of writes)
      await expect.poll(async () => codeOf(await send()), soon).not.toBe('unavailable');
    await expect.poll(() => health('/health'), soon).toEqual([200, '{"status":"ok"}']);
    expect(await stop(server)).toBe(0);
    expect((await run(['doctor', '--database', url])).code).toBe(0);
  });
});
