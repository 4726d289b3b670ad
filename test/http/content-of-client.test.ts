/** docs/reference/files.md#upload: how much content of files a client keeps. */

import { describe, expect, test } from 'vitest';
import type { Fixture } from '#linkwright/fixture/shape.js';
import { contents } from '../support/contents.js';
import { temporaryFolder } from '../support/folder.js';
import { expectRefusal, startServer } from '../support/server.js';
import { stores } from '../support/stores.js';
import { upload } from '../support/upload.js';

const contentBytes = 10_000;
const fixture: Fixture = {
  account: 'Acme',
  client: 'Main',
  users: [{ user: 'ada', password: 'correct horse battery', administrator: true }],
  records: { Claim: [{ id: 1, ClaimNumber: 'CLM-1' }] },
};

describe.each(stores)('the content of a client, on $name', async (store) => {
  const kept = await contents[0].open(temporaryFolder());
  const server = await startServer(store, [fixture, { ...fixture, client: 'Other' }], {
    content: kept.content,
    contentBytes,
  });
  const tokens = { main: await server.token('ada'), other: await server.token('ada', 'Other') };
  const put = (size: number, seed: string, token = tokens.main) =>
    upload(server, 'Claim/1', { token, parts: [['content', Buffer.alloc(size, seed), 'a.bin']] });
  const files = async () =>
    (await server.call('GET', '/api/File/Query?pageSize=1000', { token: tokens.main })).body.length;

  test('is so much in all, of which equal content is counted once; nothing is left of what is refused', async () => {
    const { body } = await server.call('GET', '/api/Client', { token: tokens.main });
    expect(body.Limits.ContentBytes).toBe(contentBytes);
    expect((await put(6_000, 'a')).status).toBe(200);
    expect((await put(6_000, 'a')).status).toBe(200);
    const before = [await files(), kept.keys().length];
    const refused = expectRefusal(await put(6_000, 'b'), 413, 'payload_too_large');
    expect(refused).toContain('may take 10,000 bytes');
    expect(refused).toContain('it takes 6,000 in 1, which leaves no room for 6,000 more');
    expect([await files(), kept.keys().length]).toEqual(before);
    expect((await put(4_000, 'c')).status).toBe(200);
    expectRefusal(await put(1, 'd'), 413, 'payload_too_large');
  });

  test('does not count what others keep', async () => {
    expect((await put(9_000, 'e', tokens.other)).status).toBe(200);
  });
});
