/**
 * What is changed on one server holds on the others within a second
 * (docs/reference/signing-in.md#a-change-of-rights-holds-soon).
 */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { UpsertBody } from '#linkwright/contract/link.js';
import { limits } from '#linkwright/limits/limits.js';
import { run } from '../support/command.js';
import { Fleet, makeDatabase } from '../support/fleet.js';
import { post } from '../support/post.js';
import { type Postgres, startPostgres } from '../support/postgres.js';
import { required } from '../support/required.js';

const database = 'settings';
let postgres: Postgres;
let fleet: Fleet;
let ada: string;
let bob: string;

const command = async (...words: string[]) => {
  const { code, stdout, stderr } = await run([...words, '--database', postgres.url(database)]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  return stdout.trim();
};

beforeAll(async () => {
  postgres = await startPostgres();
  const { clients } = await makeDatabase(postgres, database, 1);
  ada = required(clients[0]).token;
  bob = await command('token', 'create', '--user', 'bob', '--name', 'for-a-test');
  const url = postgres.url(database);
  fleet = await new Fleet([url, url]).start();
});
afterAll(async () => {
  await fleet.stop();
  await postgres.remove();
});

/** What a server answers to a call that links a contact with a claim. */
const answer = async (place: number, token: string, more: Partial<UpsertBody> = {}) => {
  const body = {
    ParentDomain: 'Claim',
    ParentRecordID: 1,
    ChildDomain: 'Contact',
    ChildRecordID: 1,
    ...more,
  };
  const { status, text } = required(await post(fleet.addressOf(place), '/api/Link/Upsert', token, body));
  return `${status} ${text}`;
};

async function change(method: string, path: string, body: object): Promise<void> {
  const { status } = await fetch(fleet.addressOf(0) + path, {
    method,
    headers: { Token: ada, 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  });
  expect(status).toBe(200);
}

test('is looked for several times a second', () => {
  expect(limits.settingsPollMilliseconds).toBeLessThanOrEqual(500);
});

test('a relationship', async () => {
  const named = { Relationship: 'Surveyor' };
  expect(await answer(1, ada, named)).toContain("Unable to identify the relationship 'Surveyor'");
  await change('POST', '/api/Contact/Codes/ContactType', { Code: 'Surveyor' });
  await expect.poll(() => answer(1, ada, named)).toContain('200');
});

test('a field', async () => {
  const keyed = { ParentRecordID: null, ParentRecordKey: 'X', ParentRecordMatchField: 'FormerNumber' };
  expect(await answer(1, ada, keyed)).toMatch(/^400/);
  await change('PUT', '/api/Metadata/Domains/Claim', { Fields: [{ Name: 'FormerNumber', Type: 'Text' }] });
  await expect.poll(() => answer(1, ada, keyed)).toContain('Unable to identify the parent record');
});

test('a permission', async () => {
  expect(await answer(1, bob)).toMatch(/^200/);
  await command('role', 'set', '--role', 'Clerk', '--grant', 'Claim=View');
  await expect.poll(() => answer(1, bob)).toMatch(/^403/);
  await command('role', 'set', '--role', 'Clerk', '--grant', 'Claim=AttachContacts');
  await expect.poll(() => answer(1, bob)).toMatch(/^200/);
});

test('a token that is revoked', async () => {
  for (const place of [0, 1]) expect(await answer(place, bob)).toMatch(/^200/);
  const tokens: { id: number; name: string }[] = JSON.parse(await command('token', 'list', '--json'));
  const { id } = required(tokens.find(({ name }) => name === 'for-a-test'));
  await command('token', 'revoke', String(id));
  for (const place of [0, 1]) await expect.poll(() => answer(place, bob)).toMatch(/^401/);
});
