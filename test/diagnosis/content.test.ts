/** Content that no file names (docs/decisions/0024-file-content.md): claimed, given up, removed, on both stores. */

import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { contentFindings, removeUnnamed, reviewContent } from '#linkwright/diagnosis/content-review.js';
import { claimContentProgram, giveUpContentProgram } from '#linkwright/file/claim.js';
import type { Fixture } from '#linkwright/fixture/shape.js';
import { limits } from '#linkwright/limits/limits.js';
import type { Program } from '#linkwright/store/store.js';
import { contents, keyOf } from '../support/contents.js';
import { temporaryFolder } from '../support/folder.js';
import { required } from '../support/required.js';
import { startServer } from '../support/server.js';
import { runSteps } from '../support/steps.js';
import { stores } from '../support/stores.js';
import { upload } from '../support/upload.js';

const fixture: Fixture = {
  account: 'Acme',
  client: 'Main',
  users: [{ user: 'ada', administrator: true }],
  records: { Claim: [{ id: 1, ClaimNumber: 'CLM-1' }] },
};

const digest = (text: string) => createHash('sha256').update(text).digest('hex');
const places = stores.flatMap((store) =>
  contents.map((place) => ({ store, place, on: `${store.name}, ${place.name}` })),
);

describe.each(places)('on $on', async ({ store, place }) => {
  const kept = await place.open(temporaryFolder());
  const server = await startServer(store, [fixture], { content: kept.content });
  const token = await server.token('ada');
  const { id: client } = required((await server.store.clients())[0]);
  const run = <Input, Output>(program: Program<Input, Output>, input: Input) =>
    server.store.write({ client, program, input });
  const put = (text: string) => upload(server, 'Claim/1', { token, parts: [['content', text, 'a.txt']] });
  const uploaded = async (text: string) => (await put(text)).body;
  const download = (id: number) => server.call('GET', `/api/File/${id}/Content`, { token });
  const forgetFile = (id: number) => server.call('DELETE', `/api/File/${id}`, { token });
  const review = () => reviewContent(server.store, kept.content, client);
  const repair = async () => removeUnnamed(server.store, kept.content, client, await review());
  const found = async () =>
    Object.fromEntries(contentFindings(await review()).map(({ problem, ...rest }) => [problem, rest]));
  const known = (text: string) => server.store.fileContent(client, digest(text));
  /** Sets when the content was claimed and given up. */
  const backdate = async (text: string, { claimed, removed }: { claimed: number; removed?: number }) => {
    const present = required(await known(text));
    const removedAt = removed === undefined ? present.removedAt : Date.now() - removed;
    const content = { ...present, claimedAt: Date.now() - claimed, removedAt };
    await runSteps(server.store, client, ['lock'], ['saveFileContent', content]);
  };
  const day = limits.claimMilliseconds;

  test('content that a file names is in order, and stays', async () => {
    const { ChildID } = await uploaded('named');
    await backdate('named', { claimed: 30 * day });
    expect(await found()).toEqual({});
    expect(await repair()).toBe(0);
    expect((await download(ChildID)).text).toBe('named');
  });

  test('content whose last file is gone is found after a day, and removed', async () => {
    const first = await uploaded('twice');
    const second = await uploaded('twice');
    await forgetFile(first.ChildID);
    await backdate('twice', { claimed: 2 * day });
    expect(await repair()).toBe(0);
    await forgetFile(second.ChildID);
    expect(await found()).toEqual({
      'contents that no file names; --repair removes them': { count: 1, examples: [digest('twice')] },
    });
    await backdate('twice', { claimed: day / 2 });
    expect(await found()).toEqual({});
    expect(await repair()).toBe(0);
    await backdate('twice', { claimed: 2 * day });
    expect(await repair()).toBe(1);
    expect(kept.keys()).not.toContain(keyOf(client, digest('twice')));
    expect(await found()).toEqual({});
    expect(await repair()).toBe(0);
  });

  test('a changed SHA256 gives content up, and naming it in time keeps it', async () => {
    const { ChildID } = await uploaded('renamed');
    await server.call('PUT', `/api/File/${ChildID}`, { token, body: { SHA256: null } });
    await backdate('renamed', { claimed: 2 * day });
    const seen = await review();
    expect(seen.unnamed).toMatchObject([{ sha256: digest('renamed') }]);
    await server.call('PUT', `/api/File/${ChildID}`, { token, body: { SHA256: digest('renamed') } });
    expect(await removeUnnamed(server.store, kept.content, client, seen)).toBe(0);
    expect((await download(ChildID)).text).toBe('renamed');
  });

  test('what is given up cannot be uploaded for a while, and then anew', async () => {
    const { ChildID } = await uploaded('given up');
    await forgetFile(ChildID);
    await backdate('given up', { claimed: 2 * day });
    expect(await repair()).toBe(1);
    const refused = await put('given up');
    expect([refused.status, refused.headers.get('Error-Code')]).toEqual([503, 'unavailable']);
    expect(refused.body).toContain('Equal content is being removed');
    await backdate('given up', { claimed: 2 * day, removed: limits.removalMilliseconds + 1 });
    const again = await uploaded('given up');
    expect((await download(again.ChildID)).text).toBe('given up');
  });

  test('a removal that was cut off is found and ended, and forgotten later', async () => {
    const { ChildID, SHA256 } = await uploaded('half removed');
    await forgetFile(ChildID);
    await backdate('half removed', { claimed: 2 * day });
    expect(await run(giveUpContentProgram, { sha256: SHA256, size: 12 })).toBe(true);
    expect(kept.keys()).toContain(keyOf(client, SHA256));
    expect(await repair()).toBe(1);
    expect(kept.keys()).not.toContain(keyOf(client, SHA256));
    await repair();
    expect(await known('half removed')).toBeDefined();
    await backdate('half removed', { claimed: 4 * day, removed: 2 * day });
    await repair();
    expect(await known('half removed')).toBeUndefined();
  });

  test('an upload that was cut off before its record is left alone for a day', async () => {
    const sha256 = digest('cut off');
    expect(await run(claimContentProgram, { sha256, size: 7 })).toBe('new');
    expect(await run(claimContentProgram, { sha256, size: 7 })).toBe('known');
    expect(await run(giveUpContentProgram, { sha256, size: 7 })).toBe(false);
    expect(await found()).toEqual({});
    await backdate('cut off', { claimed: 2 * day });
    expect(await repair()).toBe(1);
  });

  test('content that the database does not know is removed when it is old', async () => {
    const received = await kept.content.receive(Readable.from([Buffer.from('stray')]));
    await received.keep(client);
    await received.discard();
    expect(await found()).toEqual({});
    kept.age(keyOf(client, received.sha256), new Date(Date.now() - 2 * day));
    expect(await repair()).toBe(1);
    expect(kept.keys()).not.toContain(keyOf(client, received.sha256));
  });

  test('missing and shortened content is named by its file', async () => {
    const lost = await uploaded('lost');
    const short = await uploaded('shortened');
    kept.lose(keyOf(client, lost.SHA256));
    kept.shorten(keyOf(client, short.SHA256));
    expect(await found()).toEqual({
      'files whose content is missing': { count: 1, examples: [`file ${lost.ChildID}`] },
      'files whose content has another size': { count: 1, examples: [`file ${short.ChildID}`] },
    });
    for (const text of ['lost', 'shortened']) await uploaded(text);
    expect(await found()).toEqual({});
  });

  test('uploads beside repairs: what is acknowledged is there', async () => {
    const acknowledged: [number, string][] = [];
    for (let round = 0; round < 12; round++) {
      const text = `round ${round}`;
      const { ChildID } = await uploaded(text);
      await forgetFile(ChildID);
      await backdate(text, { claimed: 2 * day });
      const work = [repair(), ...Array.from({ length: 4 }, () => put(text)), repair()];
      const answers = (await Promise.all(work)).filter((each) => typeof each === 'object');
      for (const { status, body } of answers) {
        expect([200, 503]).toContain(status);
        if (status === 200) acknowledged.push([body.ChildID, text]);
      }
    }
    for (const [id, text] of acknowledged) expect((await download(id)).text).toBe(text);
    expect(await found()).toEqual({});
  });
});
