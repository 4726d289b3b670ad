/**
 * Metadata that change on one server while links and records are written on both
 * (docs/reference/metadata.md#a-change-holds-at-once): what was dropped leaves nothing behind that names it,
 * and limits hold.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { RefusedEntry } from '#linkwright/contract/bulk.js';
import type { UpsertAnswer } from '#linkwright/contract/link.js';
import type { RelationshipAnswer } from '#linkwright/contract/metadata.js';
import type { RecordAnswer } from '#linkwright/contract/record.js';
import { contacts, Fleet, type FleetClient, makeDatabase } from '../support/fleet.js';
import { type Postgres, startPostgres } from '../support/postgres.js';
import { required } from '../support/required.js';

const database = 'races';
/** At least so many rounds of each race, and at most so many until all its outcomes were seen. */
const rounds = 12;
const maxRounds = 300;
let postgres: Postgres;
let fleet: Fleet;
let client: FleetClient;

beforeAll(async () => {
  postgres = await startPostgres();
  const { clients } = await makeDatabase(postgres, database, 1);
  client = required(clients[0]);
  const url = postgres.url(database);
  fleet = await new Fleet([url, url]).start();
});
afterAll(async () => {
  const codes = await fleet.stop();
  expect({ codes, stderr: fleet.stderr }).toEqual({ codes: [0, 0], stderr: '' });
  await postgres.remove();
});

const query = (text: string) => postgres.query(text, [], database);
const numbers = (count: number) => Array.from({ length: count }, (_, at) => at + 1);

interface Answer<Body = unknown> {
  status: number;
  /** Of a refusal. */
  code: string | null;
  body: Body;
}

/** Sends a call, and again where a busy server says to come again. */
async function call<Body>(
  place: number,
  method: string,
  path: string,
  body?: unknown,
): Promise<Answer<Body>> {
  for (;;) {
    const response = await fetch(fleet.addressOf(place) + path, {
      method,
      headers: { Token: client.token, 'Content-Type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const answer = { status: response.status, code: response.headers.get('Error-Code') };
    const answered: Body = await response.json();
    if (answer.code !== 'unavailable') return { ...answer, body: answered };
    await pause(100);
  }
}

const linkBody = (claim: number, contact: number, more: object) => ({
  ParentDomain: 'Claim',
  ParentRecordID: claim,
  ChildDomain: 'Contact',
  ChildRecordID: contact,
  ...more,
});
const relationships = '/api/Contact/Codes/ContactType';

/** Every refusal among the answers must have one of these codes. */
function expectCodes(answers: Answer[], codes: string[]): void {
  expect(
    [...new Set(answers.map(({ code }) => code))].filter((code) => code !== null && !codes.includes(code)),
  ).toEqual([]);
}

test('a limit is filled exactly, by hundreds of calls to two servers', async () => {
  await call(0, 'POST', relationships, { ID: 3, Limits: { Claim: 1 } });
  await call(0, 'POST', relationships, { ID: 6, Limits: { Claim: 5 } });
  const answers = await Promise.all(
    numbers(contacts).map((contact) => {
      const [claim, Relationship] = contact % 4 < 2 ? [1, 'Adjuster'] : [2, 'Witness'];
      return call(contact % 2, 'POST', '/api/Link/Upsert', linkBody(claim, contact, { Relationship }));
    }),
  );
  expectCodes(answers, ['relationship_limit']);
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(6);
  expect(
    await query(
      'SELECT parent_id::integer AS claim, count(*)::integer FROM link GROUP BY parent_id ORDER BY 1',
    ),
  ).toEqual([
    { claim: 1, count: 1 },
    { claim: 2, count: 5 },
  ]);
});

test('bulk calls to two servers, and links that move, never pass it', async () => {
  await call(0, 'POST', relationships, { ID: 4, Limits: { Claim: 3 } });
  const some = (from: number) =>
    numbers(100).map((at) =>
      linkBody(
        3,
        from + at,
        at % 3 === 0 ? { Relationship: 'Broker', NewRelationship: 'Insured' } : { Relationship: 'Broker' },
      ),
    );
  const calls = [0, 40, 80, 120].flatMap((from) => [0, 1].map((place) => ({ place, bodies: some(from) })));
  const answers = await Promise.all(
    calls.map(({ place, bodies }) =>
      call<(UpsertAnswer | RefusedEntry)[]>(place, 'POST', '/api/Link/BulkUpsert', bodies),
    ),
  );
  const entries = answers.flatMap(({ body }) => body);
  expect(entries.some((entry) => 'ErrorCode' in entry && entry.ErrorCode === 'relationship_limit')).toBe(
    true,
  );
  expect(
    await query('SELECT count(*)::integer FROM link WHERE parent_id = 3 AND relationship_id = 4'),
  ).toEqual([{ count: 3 }]);
});

/**
 * Sends `drop` again and again while the work is under way, and once after it. `ahead` sends the first before the
 * work begins, so that the work is what finds things dropped.
 */
async function dropWhile(
  { ahead }: { ahead: boolean },
  begin: () => Promise<Answer[]>[],
  drop: (place: number) => Promise<Answer>,
): Promise<{ answers: Answer[]; drops: Answer[] }> {
  let ended = false;
  let first = ahead ? drop(0) : undefined;
  const under = Promise.all(begin()).finally(() => {
    ended = true;
  });
  const drops: Answer[] = [];
  for (;;) {
    const last = ended;
    const dropped = await (first ?? drop(drops.length % 2));
    drops.push(dropped);
    first = undefined;
    if (dropped.status === 200 || last) break;
  }
  return { answers: (await under).flat(), drops };
}

/** How many answers there were, by what they were, over all rounds. */
type Tally = Record<string, number>;

function tallyOf(answers: Answer[], tally: Tally): void {
  for (const { status, code } of answers) tally[code ?? status] = (tally[code ?? status] ?? 0) + 1;
}

/** Which round is next: they go on while there is an outcome that no round has had. */
function* roundsUntil(...seen: [tally: Tally, outcome: string][]): Generator<number> {
  const isMissing = () => seen.some(([tally, outcome]) => !(outcome in tally));
  for (let round = 1; round <= rounds || (isMissing() && round <= maxRounds); round++) yield round;
}

/** In every other round something is there before the dropping begins, so that it is refused at first. */
const isUsed = (round: number) => round % 2 === 0;
const orderOf = (round: number) => ({ ahead: !isUsed(round) });

test('a relationship that is dropped while links get it is carried by none', {
  timeout: 240_000,
}, async () => {
  const upserts: Tally = {};
  const drops: Tally = {};
  for (const round of roundsUntil([upserts, 'relationship_not_found'], [drops, 'in_use'])) {
    const Relationship = `Round ${round}`;
    const { body } = await call<RelationshipAnswer>(0, 'POST', relationships, {
      Code: Relationship,
      Limits: { Claim: 30 },
    });
    const upsert = (place: number, contact: number, named: object) =>
      call(place % 2, 'POST', '/api/Link/Upsert', linkBody(5, contact, named));
    if (isUsed(round)) await upsert(0, 1, { Relationship });
    // Each link gets the relationship, and loses it.
    const work = () =>
      numbers(20).map(async (at) => [
        await upsert(at, at, { Relationship }),
        await upsert(at + 1, at, { NewRelationship: 'Insured' }),
      ]);
    const outcome = await dropWhile(orderOf(round), work, (place) =>
      call(place, 'DELETE', `${relationships}/${body.ID}`),
    );
    expectCodes(outcome.answers, ['relationship_not_found']);
    expectCodes(outcome.drops, ['in_use']);
    expect(outcome.drops.at(-1)?.status).toBe(200);
    tallyOf(outcome.answers, upserts);
    tallyOf(outcome.drops, drops);
  }
  expect(upserts).toMatchObject({ 200: expect.any(Number), relationship_not_found: expect.any(Number) });
  expect(drops).toMatchObject({ in_use: expect.any(Number) });
  expect(
    await query(
      `SELECT link.id FROM link LEFT JOIN relationship ON relationship.client_id = link.client_id
         AND relationship.id = link.relationship_id
       WHERE link.relationship_id IS NOT NULL AND relationship.id IS NULL`,
    ),
  ).toEqual([]);
  expect(await query('SELECT * FROM relationship_limit WHERE most = 30')).toEqual([]);
});

test('a domain that is dropped while records and links are made of it leaves nothing behind', {
  timeout: 240_000,
}, async () => {
  const writes: Tally = {};
  const drops: Tally = {};
  for (const round of roundsUntil([writes, 'not_found'], [drops, 'in_use'])) {
    const name = `Custom.Vessel${round}`;
    const place = `/api/Metadata/Domains/${name}`;
    await call(0, 'PUT', place, { Linkable: true, Fields: [{ Name: 'Name', Type: 'Text' }] });
    await expect.poll(async () => (await call(1, 'GET', `${place}/DataDictionary`)).status).toBe(200);
    if (isUsed(round)) await call(0, 'POST', `/api/${name}`, { Name: 'V1' });
    // Each record is made, linked, and deleted with its link.
    const work = () =>
      numbers(12).map(async (at) => {
        const upsert = `/api/${name}/Upsert?matchFields=Name`;
        const made = await call<RecordAnswer>(at % 2, 'POST', upsert, { Name: `V${at}` });
        const answers: Answer[] = [made];
        if (made.status !== 200) return answers;
        const id = made.body.RecordID;
        const sides = { ParentDomain: 'Claim', ParentRecordID: 6, ChildDomain: name, ChildRecordID: id };
        answers.push(await call((at + 1) % 2, 'POST', '/api/Link/Upsert', sides));
        answers.push(await call(at % 2, 'DELETE', `/api/${name}/${id}`));
        return answers;
      });
    const outcome = await dropWhile(orderOf(round), work, (at) => call(at, 'DELETE', place));
    expectCodes(outcome.answers, ['not_found']);
    expectCodes(outcome.drops, ['in_use']);
    expect(outcome.drops.at(-1)?.status).toBe(200);
    tallyOf(outcome.answers, writes);
    tallyOf(outcome.drops, drops);
  }
  expect(writes).toMatchObject({ 200: expect.any(Number), not_found: expect.any(Number) });
  expect(drops).toMatchObject({ in_use: expect.any(Number) });
  const references: [table: string, column: string][] = [
    ['record', 'domain_id'],
    ['match_key', 'domain_id'],
    ['field', 'domain_id'],
    ['link', 'parent_domain_id'],
    ['link', 'child_domain_id'],
    ['relationship_limit', 'parent_domain_id'],
  ];
  for (const [table, column] of references) {
    const left = await query(
      `SELECT * FROM ${table} LEFT JOIN domain ON domain.client_id = ${table}.client_id
         AND domain.id = ${table}.${column} WHERE domain.id IS NULL`,
    );
    expect(left, table).toEqual([]);
  }
});

test('a field that is dropped while records get values in it leaves no value behind', {
  timeout: 240_000,
}, async () => {
  const writes: Tally = {};
  const drops: Tally = {};
  for (const round of roundsUntil([writes, 'invalid_request'], [drops, 'in_use'])) {
    const Name = `Own${round}`;
    const place = '/api/Metadata/Domains/Claim';
    await call(0, 'PUT', place, { Fields: [{ Name, Type: 'Text' }] });
    const known = async () => (await call(1, 'GET', `${place}/DataDictionary`)).body;
    // A server that does not know the field yet refuses to empty it, too.
    await expect.poll(known).toContainEqual(expect.objectContaining({ Name }));
    if (isUsed(round)) await call(0, 'PUT', '/api/Claim/1', { [Name]: 'value' });
    const work = () =>
      numbers(12).map(async (at) => [
        await call(at % 2, 'PUT', `/api/Claim/${at}`, { [Name]: 'value' }),
        await call((at + 1) % 2, 'PUT', `/api/Claim/${at}`, { [Name]: null }),
      ]);
    const outcome = await dropWhile(orderOf(round), work, (at) =>
      call(at, 'DELETE', `${place}/Fields/${Name}`),
    );
    expectCodes(outcome.answers, ['invalid_request']);
    expectCodes(outcome.drops, ['in_use']);
    expect(outcome.drops.at(-1)?.status).toBe(200);
    tallyOf(outcome.answers, writes);
    tallyOf(outcome.drops, drops);
  }
  expect(writes).toMatchObject({ 200: expect.any(Number), invalid_request: expect.any(Number) });
  expect(drops).toMatchObject({ in_use: expect.any(Number) });
  expect(await query(`SELECT id FROM record WHERE fields LIKE '%"Own%'`)).toEqual([]);
  expect(
    await query(
      `SELECT record_id FROM match_key LEFT JOIN field ON field.client_id = match_key.client_id
         AND field.id = match_key.field_id WHERE field.id IS NULL AND match_key.field_id <> 0`,
    ),
  ).toEqual([]);
});
