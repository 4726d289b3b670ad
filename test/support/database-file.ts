/** Databases in files that something may be wrong with, and how commands end on them. */
import { copyFileSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect } from 'vitest';
import type { UpsertBody } from '#linkwright/contract/link.js';
import type { Fixture } from '#linkwright/fixture/shape.js';
import type { Answer, AnswerBody } from './answers.js';
import { type Ended, run, start, stop } from './command.js';
import { fillDatabase } from './database.js';
import { temporaryFolder } from './folder.js';

export const folder = temporaryFolder();
let count = 0;

/** A path in the folder that nothing has had before. */
export const freshPath = (name: string): string => join(folder, `${name}-${count++}`);

export const contacts = 400;

/** `extra` are contacts beyond those of the sound database. */
export function fixture(extra = 0): Fixture {
  return {
    account: 'Acme',
    client: 'Main',
    users: [{ user: 'ada', administrator: true }],
    records: {
      Claim: Array.from({ length: 20 }, (_, at) => ({ id: at + 1, ClaimNumber: `CLM-${at + 1}` })),
      Contact: Array.from({ length: contacts + extra }, (_, at) => ({
        id: at + 1,
        Name: `Contact ${at + 1}`,
      })),
    },
    links: [{ id: 1, ParentDomain: 'Claim', ParentRecordID: 1, ChildDomain: 'Contact', ChildRecordID: 1 }],
  };
}

/** A sound database with a fixture in it, and a token of its administrator: each test has a copy. */
const sound = join(folder, 'sound.db');
let token: string;
beforeAll(async () => {
  token = await fillDatabase(`sqlite:${sound}`, fixture());
});

export interface GoodDatabase {
  folder: string;
  path: string;
  url: string;
  /** Of its administrator. */
  token: string;
}

/** A copy of the sound database, in a folder of its own. */
export function goodDatabase(own = freshPath('good')): GoodDatabase {
  if (!existsSync(own)) mkdirSync(own);
  const path = join(own, 'linkwright.db');
  copyFileSync(sound, path);
  return { folder: own, path, url: `sqlite:${path}`, token };
}

/** How a server whose start threw this has ended. */
export function endOf(error: unknown): Ended {
  const ended = /: ended with (\S+): ([\s\S]*)$/.exec(String(error));
  if (ended === null) throw error;
  const [, code, stderr = ''] = ended;
  return { code: Number(code), stdout: '', stderr };
}

/** `serve` as it ends where it cannot begin. */
export async function refusedServe(url: string): Promise<Ended> {
  const started = await start(['serve', '--database', url]).catch(endOf);
  if (!('child' in started)) return started;
  await stop(started);
  throw new Error(`serve has begun on ${url}`);
}

export function expectWords({ code, stdout, stderr }: Ended, path: string, says: RegExp): void {
  expect(stderr).toMatch(says);
  expect(stderr).toContain(path);
  expect(stderr).not.toMatch(/\n\s+at |node:internal|file:\/\/|SqliteError/);
  // There is one message, not one from each thread.
  expect(stderr.trimEnd().split('\n').length).toBeLessThanOrEqual(3);
  expect(stdout).toBe('');
  expect(code).toBe(1);
}

/** Every command that works on the database itself. */
const others = (url: string, file: string) => [
  ['migrate', '--database', url],
  ['doctor', '--database', url],
  ['client', 'list', '--database', url],
  ['token', 'create', '--user', 'ada', '--database', url],
  ['load', file, '--database', url],
];

/** Expects that no command begins on a database, and that each says why. */
export async function expectAllRefused(url: string, path: string, says: RegExp): Promise<void> {
  const file = freshPath('fixture');
  writeFileSync(file, JSON.stringify(fixture()));
  expectWords(await refusedServe(url), path, says);
  for (const words of others(url, file)) expectWords(await run(words), path, says);
}

export const upsertBody = (claim: number, contact: number): UpsertBody => ({
  ParentDomain: 'Claim',
  ParentRecordID: claim,
  ChildDomain: 'Contact',
  ChildRecordID: contact,
  Relationship: 'Witness',
});

export async function call<Body = AnswerBody>(
  address: string,
  method: string,
  path: string,
  token: string,
  body?: unknown,
): Promise<Answer<Body>> {
  const response = await fetch(address + path, {
    method,
    headers: { Token: token, ...(body === undefined ? {} : { 'Content-Type': 'application/json' }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, text, body: JSON.parse(text) };
}

/** Expects that `doctor` finds nothing. */
export async function expectSound(url: string): Promise<void> {
  const { code, stdout, stderr } = await run(['doctor', '--database', url]);
  expect(stderr).toBe('');
  expect(stdout).toContain('in order');
  expect(code).toBe(0);
}
