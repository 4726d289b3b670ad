/**
 * Records are merged while links to them are being made and removed, from many connections, on PostgreSQL to two
 * servers: each pair becomes one record, and every link stands at it (docs/reference/merge.md).
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { examineData } from '#linkwright/diagnosis/data.js';
import { loadFixture } from '#linkwright/fixture/load.js';
import type { Fixture } from '#linkwright/fixture/shape.js';
import { type Started, start, stop } from '../support/command.js';
import { createToken } from '../support/create-token.js';
import { temporaryFolder } from '../support/folder.js';
import { post } from '../support/post.js';
import { required } from '../support/required.js';
import { stores } from '../support/stores.js';

const pairs = 12;
const contacts = 15;

const numbered = (count: number) => Array.from({ length: count }, (_, at) => ({ id: at + 1 }));
const fixture: Fixture = {
  account: 'Acme',
  client: 'Main',
  users: [{ user: 'ada', administrator: true }],
  // Claim n and claim n + pairs are one thing.
  records: { Claim: numbered(2 * pairs), Contact: numbered(contacts) },
};

describe.each(stores)('merges while links are made, on $name', (store) => {
  const folder = temporaryFolder();
  let servers: Started[];
  let token: string;

  beforeAll(async () => {
    const opened = await store.open(folder, 'merging');
    const { client } = await loadFixture(opened, fixture);
    token = await createToken(opened, client, 'ada');
    await opened.close();
    const serve = ['serve', '--database', await store.urlOf(folder, 'merging'), '--log-level', 'fatal'];
    servers = [await start(serve)];
    if (store.name === 'postgres') servers.push(await start(serve));
  });
  afterAll(async () => {
    for (const server of servers) await stop(server);
  });

  const send = async (at: number, path: string, body: object) => {
    const { address } = required(servers[at % servers.length]);
    const { status, text } = required(await post(address, path, token, body));
    return { status, body: JSON.parse(text) };
  };
  const link = (claim: number, contact: number) => ({
    ...{ ParentDomain: 'Claim', ParentRecordID: claim, ChildDomain: 'Contact', ChildRecordID: contact },
  });

  test('leave one record of each two, with all links', { timeout: 120_000 }, async () => {
    const one = async (first: number) => {
      const second = first + pairs;
      const upserts = numbered(contacts).map(async ({ id }) => {
        for (const claim of [first, second, first]) {
          const answer = await send(id, '/api/Link/Upsert', link(claim, id));
          expect(answer.status, JSON.stringify(answer.body)).toBe(200);
        }
      });
      const merge = (keep: number, merged: number) =>
        send(keep, '/api/Claim/Merge', { KeepID: keep, MergeID: merged });
      const merges = await Promise.all([merge(first, second), merge(second, first)]);
      await Promise.all(upserts);
      // The one that came second met a record and itself.
      expect(merges.map(({ status }) => status).sort()).toEqual([200, 400]);
      const { RecordID, MergedID } = required(merges.find(({ status }) => status === 200)).body;
      // The last contact is taken away by the id that is gone.
      const removed = await send(first, '/api/Link/Remove', link(MergedID, contacts));
      expect(removed.body).toMatchObject({ IsSuccessful: true, ParentID: RecordID });
      return RecordID;
    };
    const kept = await Promise.all(numbered(pairs).map(({ id }) => one(id)));
    const rows = async (select: string) => store.rows(folder, 'merging', select);
    const links = await rows('SELECT parent_id, child_id FROM link ORDER BY parent_id, child_id');
    const wanted = kept
      .sort((a, b) => a - b)
      .flatMap((claim) => numbered(contacts - 1).map(({ id }) => [claim, id]));
    expect(links.map(({ parent_id, child_id }) => [Number(parent_id), Number(child_id)])).toEqual(wanted);
    expect(await rows('SELECT id FROM record ORDER BY domain_id, id')).toHaveLength(pairs + contacts);
    const opened = await store.open(folder, 'merging');
    expect(await examineData(opened)).toEqual([]);
    await opened.close();
  });
});
