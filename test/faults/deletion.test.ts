/**
 * Records are deleted while links to them are being made, from many connections, on PostgreSQL to two servers:
 * no link is left behind, and none was answered that history does not know
 * (docs/reference/records.md#delete-a-record). `LINKWRIGHT_TEST_SEED` repeats a run's choices.
 */
import { Agent, request } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { RefusedEntry } from '#linkwright/contract/bulk.js';
import type { UpsertAnswer } from '#linkwright/contract/link.js';
import { examineData } from '#linkwright/diagnosis/data.js';
import { loadFixture } from '#linkwright/fixture/load.js';
import type { Fixture } from '#linkwright/fixture/shape.js';
import { type Started, start, stop } from '../support/command.js';
import { createToken } from '../support/create-token.js';
import { temporaryFolder } from '../support/folder.js';
import { post } from '../support/post.js';
import { randomFrom, seed } from '../support/random.js';
import { required } from '../support/required.js';
import { stores } from '../support/stores.js';

const claims = 40;
const contacts = 40;
const workers = 24;
const callsOfWorker = 50;
const relationships = ['Claimant', 'Insured', 'Witness'];

const fixture: Fixture = {
  account: 'Acme',
  client: 'Main',
  linkIdentity: 'relationship',
  users: [{ user: 'ada', administrator: true }],
  records: {
    Claim: Array.from({ length: claims }, (_, at) => ({ id: at + 1, ClaimNumber: `CLM-${at + 1}` })),
    Contact: Array.from({ length: contacts }, (_, at) => ({ id: at + 1, ContactNumber: `K-${at + 1}` })),
  },
};

/** Sends a deletion. Answers its status and text. */
function remove(
  address: string,
  path: string,
  token: string,
  agent: Agent,
): Promise<{ status: number | undefined; text: string }> {
  return new Promise((resolve, reject) => {
    const call = request(
      address + path,
      { method: 'DELETE', agent, headers: { Token: token } },
      (response) => {
        let text = '';
        response.setEncoding('utf8');
        response.on('data', (data: string) => {
          text += data;
        });
        response.on('end', () => resolve({ status: response.statusCode, text }));
      },
    );
    call.on('error', reject);
    call.end();
  });
}

describe.each(stores)('deletion while links are made, on $name', (store) => {
  const folder = temporaryFolder();
  const rows = async (select: string) =>
    (await store.rows(folder, 'deletion', select)).map((row) => ({ ...row }));
  let servers: Started[];
  let token: string;

  beforeAll(async () => {
    const opened = await store.open(folder, 'deletion');
    const { client } = await loadFixture(opened, fixture);
    token = await createToken(opened, client, 'ada');
    await opened.close();
    const serve = ['serve', '--database', await store.urlOf(folder, 'deletion'), '--log-level', 'fatal'];
    servers = [await start(serve)];
    if (store.name === 'postgres') servers.push(await start(serve));
  });
  afterAll(async () => {
    for (const server of servers) await stop(server);
  });

  const bodyOf = (random: () => number) => {
    const contact = 1 + Math.floor(random() * contacts);
    return {
      ParentDomain: 'Claim',
      ParentRecordID: 1 + Math.floor(random() * claims),
      ChildDomain: 'Contact',
      ...(random() < 0.5
        ? { ChildRecordID: contact }
        : { ChildRecordKey: `K-${contact}`, ChildRecordMatchField: 'ContactNumber' }),
      Relationship: relationships[Math.floor(random() * relationships.length)],
    };
  };

  test('leaves no link behind', { timeout: 120_000 }, async () => {
    const agent = new Agent({ keepAlive: true, maxSockets: workers });
    const inserted = new Set<number>();
    const codes = new Set<string>();
    const note = (answer: UpsertAnswer | Pick<RefusedEntry, 'ErrorCode'>) => {
      if ('ErrorCode' in answer) {
        codes.add(answer.ErrorCode);
        return;
      }
      const RecordID = required(answer.RecordID);
      if (answer.Message.startsWith('Inserted')) {
        expect(inserted.has(RecordID), `link ${RecordID} was inserted once`).toBe(false);
        inserted.add(RecordID);
      }
    };
    // Every other record goes; each worker takes some of them, between its calls.
    const leaving = ['Claim', 'Contact'].flatMap((domain) =>
      Array.from({ length: claims / 2 }, (_, at) => `/api/${domain}/${2 * at + 1}`),
    );
    const removedLinks: number[] = [];
    const work = async (worker: number) => {
      const random = randomFrom(seed + worker);
      for (let call = 0; call < callsOfWorker; call++) {
        const { address } = required(servers[Math.floor(random() * servers.length)]);
        const place = leaving[worker + workers * Math.floor((call - 10) / 15)];
        if (call >= 10 && call % 15 === 10 && place !== undefined) {
          const { status, text } = await remove(address, place, token, agent);
          expect({ place, status }).toEqual({ place, status: 200 });
          removedLinks.push(Number(/Removed its (\d+) links/.exec(text)?.[1] ?? text.includes('its link')));
        }
        if (random() < 0.2) {
          const bodies = Array.from({ length: 20 }, () => bodyOf(random));
          const { text } = required(await post(address, '/api/Link/BulkUpsert', token, bodies, agent));
          JSON.parse(text).forEach(note);
        } else {
          const { text, headers } = required(
            await post(address, '/api/Link/Upsert', token, bodyOf(random), agent),
          );
          const code = headers['error-code'];
          if (code === undefined) note(JSON.parse(text));
          else codes.add(String(code));
        }
      }
    };
    await Promise.all(Array.from({ length: workers }, (_, worker) => work(worker)));
    agent.destroy();

    expect(removedLinks).toHaveLength(leaving.length);
    expect(
      removedLinks.some((count) => count > 0),
      'links stood in the way',
    ).toBe(true);
    expect([...codes].sort()).toEqual(['child_not_found', 'parent_not_found']);
    const gone = 'parent_id % 2 = 1 OR child_id % 2 = 1';
    expect(await rows(`SELECT id FROM link WHERE ${gone}`)).toEqual([]);

    const changes = await rows('SELECT link_id AS link, action FROM link_change ORDER BY id');
    const ofAction = (wanted: number) =>
      changes.filter(({ action }) => Number(action) === wanted).map(({ link }) => Number(link));
    expect(ofAction(1).toSorted((one, other) => one - other)).toEqual(
      [...inserted].sort((one, other) => one - other),
    );
    const removed = ofAction(3);
    expect(new Set(removed).size).toBe(removed.length);
    expect(removed.length).toBe(removedLinks.reduce((sum, count) => sum + count, 0));
    const present = (await rows('SELECT id FROM link')).map(({ id }) => Number(id));
    expect(present.length).toBeGreaterThan(0);
    expect([...present, ...removed].sort((one, other) => one - other)).toEqual(
      [...inserted].sort((one, other) => one - other),
    );
    const opened = await store.open(folder, 'deletion');
    expect(await examineData(opened)).toEqual([]);
    await opened.close();
  });
});
