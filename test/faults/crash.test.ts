/**
 * A server that is killed at any moment keeps what it has acknowledged, once
 * (docs/reference/upsert.md#durable-before-answered). `LINKWRIGHT_TEST_SEED` repeats a run's choices; the
 * moment at which the system strikes stays its own.
 */
import { writeFileSync } from 'node:fs';
import { Agent } from 'node:http';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, test } from 'vitest';
import type { LinkRow, UpsertAnswer } from '#linkwright/contract/link.js';
import { run, start, stop } from '../support/command.js';
import { temporaryFolder } from '../support/folder.js';
import { nextOf } from '../support/page.js';
import { post } from '../support/post.js';
import { randomFrom, seed } from '../support/random.js';
import { required } from '../support/required.js';

const rounds = 20;
const claims = 20;
const contacts = 600;
const workers = 12;
/** Answers that each round has at least before its kill, however slow the machine is. */
const answersOfRound = 20;
const relationships = ['Claimant', 'Insured', 'Adjuster', 'Broker'];

const folder = temporaryFolder();

/** What is known of a pair's link: the relationships that it may carry now. */
interface KnownLink {
  id: number | undefined;
  possible: Set<string | null>;
}

/** What is known of one client's links, by pair. */
class Knowledge {
  pairs = new Map<string, KnownLink>();
  /** Pairs of which a call is under way; a pair has one caller at a time, so that the last word is known. */
  busy = new Set<string>();
  insertedTwice: string[] = [];
  wrongIds: [pair: string, id: number, answered: number][] = [];
  acknowledged = 0;

  begin(pair: string, relationship: string) {
    this.busy.add(pair);
    const known: KnownLink = this.pairs.get(pair) ?? { id: undefined, possible: new Set() };
    known.possible.add(relationship);
    this.pairs.set(pair, known);
  }

  answer(pair: string, relationship: string, { RecordID: id, Message }: UpsertAnswer) {
    const RecordID = required(id);
    this.acknowledged++;
    const known = required(this.pairs.get(pair));
    if (Message.startsWith('Inserted') && known.id !== undefined) this.insertedTwice.push(pair);
    if (known.id !== undefined && known.id !== RecordID) this.wrongIds.push([pair, known.id, RecordID]);
    known.id = RecordID;
    known.possible = new Set([relationship]);
  }

  end(pair: string) {
    this.busy.delete(pair);
  }
}

function bodyOf(pair: string, relationship: string) {
  const [claim, contact] = pair.split(':').map(Number);
  return {
    ParentDomain: 'Claim',
    ParentRecordID: claim,
    ChildDomain: 'Contact',
    ChildRecordKey: `K-${contact}`,
    ChildRecordMatchField: 'ContactNumber',
    Relationship: relationship,
  };
}

function choosePair(random: () => number, knowledge: Knowledge): string {
  for (;;) {
    const pair = `${1 + Math.floor(random() * claims)}:${1 + Math.floor(random() * contacts)}`;
    if (!knowledge.busy.has(pair)) return pair;
  }
}

/** Calls until the server is gone: single ones, the same one twice at once, and bulk calls. */
async function work({
  random,
  knowledge,
  address,
  token,
  agent,
}: {
  random: () => number;
  knowledge: Knowledge;
  address: string;
  token: string;
  agent: Agent;
}): Promise<void> {
  for (;;) {
    const size = random() < 0.25 ? 2 + Math.floor(random() * 60) : 1;
    const chosen: [pair: string, relationship: string][] = [];
    for (let at = 0; at < size; at++) {
      const pair = choosePair(random, knowledge);
      const relationship = required(relationships[Math.floor(random() * relationships.length)]);
      knowledge.begin(pair, relationship);
      chosen.push([pair, relationship]);
    }
    const bodies = chosen.map(([pair, relationship]) => bodyOf(pair, relationship));
    let isGone = false;
    if (size > 1) {
      const path = random() < 0.3 ? '/api/Link/BulkUpsert?atomic=true' : '/api/Link/BulkUpsert';
      const answer = await post(address, path, token, bodies, agent);
      if (answer === undefined) isGone = true;
      else {
        expect(answer.status).toBe(200);
        const entries: UpsertAnswer[] = JSON.parse(answer.text);
        for (const [at, entry] of entries.entries()) {
          expect(entry.IsSuccessful).toBe(true);
          knowledge.answer(...required(chosen[at]), entry);
        }
      }
    } else {
      const twice = random() < 0.2 ? [bodies[0], bodies[0]] : bodies;
      const answers = await Promise.all(
        twice.map((body) => post(address, '/api/Link/Upsert', token, body, agent)),
      );
      const parsed: UpsertAnswer[] = [];
      for (const answer of answers) {
        if (answer === undefined) isGone = true;
        else {
          expect([answer.status, answer.text]).toEqual([200, expect.any(String)]);
          parsed.push(JSON.parse(answer.text));
        }
      }
      // Of two at once the one that inserted may be read second.
      parsed.sort((one, other) => one.Message.localeCompare(other.Message));
      for (const answer of parsed) knowledge.answer(...required(chosen[0]), answer);
    }
    for (const [pair] of chosen) knowledge.end(pair);
    if (isGone) return;
  }
}

async function linksOf(address: string, token: string): Promise<LinkRow[]> {
  const rows: LinkRow[] = [];
  let path: string | undefined = '/api/Link/Query?parentDomain=Claim&childDomain=Contact&pageSize=1000';
  while (path !== undefined) {
    const response: Response = await fetch(new URL(path, address), { headers: { Token: token } });
    expect(response.status).toBe(200);
    rows.push(...(await response.json()));
    path = nextOf(response);
  }
  return rows;
}

/** Holds every link that the server has against all that it has acknowledged. */
async function compare({
  address,
  token,
  knowledge,
}: {
  address: string;
  token: string;
  knowledge: Knowledge;
}): Promise<void> {
  const rows = await linksOf(address, token);
  const ids = new Set<number>();
  const found = new Map<string, { id: number; relationship: string | null }>();
  for (const { LinkID, ParentID, ChildID, ContactType } of rows) {
    const pair = `${ParentID}:${ChildID}`;
    expect(ids.has(LinkID), `link ${LinkID} is there twice`).toBe(false);
    expect(found.has(pair), `pair ${pair} has two links`).toBe(false);
    ids.add(LinkID);
    found.set(pair, { id: LinkID, relationship: ContactType });
  }
  for (const [pair, { id, possible }] of knowledge.pairs) {
    const present = found.get(pair);
    if (id === undefined) continue;
    expect(present, `the link ${id} of pair ${pair} was acknowledged and is lost`).toBeDefined();
    expect(present?.id, `the link of pair ${pair}`).toBe(id);
    expect([...possible], `the relationship of link ${id}`).toContain(present?.relationship);
  }
  for (const [pair, { id, relationship }] of found) {
    expect(knowledge.pairs.has(pair), `nobody has sent pair ${pair}`).toBe(true);
    // A call that got no answer may have been done; from here on its link is known.
    knowledge.pairs.set(pair, { id, possible: new Set([relationship]) });
  }
  // One that was not done never will be.
  for (const pair of knowledge.pairs.keys()) if (!found.has(pair)) knowledge.pairs.delete(pair);
  expect(knowledge.insertedTwice).toEqual([]);
  expect(knowledge.wrongIds).toEqual([]);
}

test(`${rounds} times killed and started again`, { timeout: 600_000 }, async () => {
  console.log(`The seed is ${seed}; LINKWRIGHT_TEST_SEED=${seed} makes the same choices again.`);
  const random = randomFrom(seed);
  const database = `sqlite:${join(folder, 'crash.db')}`;
  const file = join(folder, 'fixture.json');
  writeFileSync(
    file,
    JSON.stringify({
      account: 'Acme',
      client: 'Main',
      users: [{ user: 'ada', administrator: true }],
      records: {
        Claim: Array.from({ length: claims }, (_, at) => ({ id: at + 1 })),
        Contact: Array.from({ length: contacts }, (_, at) => ({ id: at + 1, ContactNumber: `K-${at + 1}` })),
      },
    }),
  );
  expect((await run(['load', file, '--database', database])).stderr).toBe('');
  const token = (await run(['token', 'create', '--user', 'ada', '--database', database])).stdout.trim();
  const knowledge = new Knowledge();

  for (let round = 1; round <= rounds; round++) {
    const server = await start(['serve', '--database', database]);
    const { address } = server;
    const agent = new Agent({ keepAlive: true, maxSockets: workers * 2 });
    try {
      await compare({ address, token, knowledge });
      const wanted = knowledge.acknowledged + answersOfRound;
      const under = Array.from({ length: workers }, () => work({ random, knowledge, address, token, agent }));
      await pause(100 + random() * 500);
      while (knowledge.acknowledged < wanted) await pause(1);
      await stop(server, 'SIGKILL');
      await Promise.all(under);
      expect(knowledge.busy.size).toBe(0);
      expect(server.stderr).toBe('');
    } finally {
      agent.destroy();
      await stop(server, 'SIGKILL');
    }
  }

  const server = await start(['serve', '--database', database]);
  await compare({ address: server.address, token, knowledge });
  expect(await stop(server)).toBe(0);
  const doctor = await run(['doctor', '--database', database]);
  expect(doctor.stderr).toBe('');
  expect(doctor.code).toBe(0);
  console.log(`${knowledge.acknowledged} answers, ${knowledge.pairs.size} links.`);
});
