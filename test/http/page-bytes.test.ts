/**
 * A page of an answer ends at 8 MB, with a `next` link, whatever pageSize says
 * (docs/reference/limits.md#pages-of-answers).
 */

import { setImmediate as turn } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import type { Fixture } from '#linkwright/fixture/shape.js';
import { limits } from '#linkwright/limits/limits.js';
import { wordsInTurns, wordsOf } from '#linkwright/record/keys/words.js';
import { Turns } from '#linkwright/record/turns.js';
import { type Domain, noRules } from '#linkwright/store/store.js';
import { nextOf } from '../support/page.js';
import { required } from '../support/required.js';
import { startServer } from '../support/server.js';
import { runSteps, type Step } from '../support/steps.js';
import { stores } from '../support/stores.js';

const names = Array.from({ length: 14 }, (_, at) => `Text${at}`);
/** Two bytes a character as it is sent. */
const long = 'é '.repeat(20_000);
const large = 12;
const record = (id: number) => ({
  id,
  ...Object.fromEntries(names.map((name) => [name, long])),
  Text0: `word${id % 2} ${long}`,
  Number: large - id,
});
const fixture: Fixture = {
  account: 'Acme',
  client: 'Main',
  domains: [
    {
      Name: 'Custom.Large',
      Fields: [
        ...names.map((Name) => ({ Name, Type: 'Text' as const })),
        { Name: 'Number', Type: 'Numeric' },
      ],
    },
    // Of which next to nothing is stored, and much is sent.
    {
      Name: 'Custom.Empty',
      Fields: Array.from({ length: 300 }, (_, at) => ({
        Name: `F${at}`.padEnd(190, 'x'),
        Type: 'Text' as const,
      })),
    },
  ],
  users: [{ user: 'ada', administrator: true }],
  records: {
    'Custom.Large': Array.from({ length: large }, (_, at) => record(at + 1)),
    'Custom.Empty': Array.from({ length: 300 }, (_, at) => ({ id: at + 1 })),
  },
};
const all = Array.from({ length: large }, (_, at) => at + 1);

describe.each(stores)('pages, on $name', async (store) => {
  const server = await startServer(store, [fixture]);
  const token = await server.token('ada');

  /** The ids of all pages; each is held to the limit, and has a row where it may have none at all. */
  async function pagesOf(path: string) {
    const pages: number[][] = [];
    for (let next: string | undefined = path; next !== undefined; ) {
      const response = await fetch(server.address + next, { headers: { Token: token } });
      const bytes = Buffer.from(await response.arrayBuffer());
      expect(response.status).toBe(200);
      expect(bytes.length).toBeLessThanOrEqual(limits.pageBytes);
      const rows: { ID: number }[] = JSON.parse(bytes.toString());
      pages.push(rows.map(({ ID }) => ID));
      next = nextOf(response);
    }
    return pages;
  }

  test.each([
    ['in order of id', 'pageSize=1000', all],
    ['descending', 'pageSize=1000&sort=-ID', [...all].reverse()],
    ['by a field', 'pageSize=1000&sort=Number', [...all].reverse()],
    ['by a field, descending', 'pageSize=1000&sort=-Number', all],
    ['by a filter', `pageSize=1000&Text1=${encodeURIComponent(long.slice(0, 300))}`, []],
    ['of ids', `ids=${all.join(',')}`, all],
    ['of ids, by a field', `sort=Number&ids=${all.slice(2).join(',')}`, all.slice(2).reverse()],
    ['of a word', 'pageSize=1000&search=word1', all.filter((id) => id % 2 === 1)],
    ['of two words', 'pageSize=1000&search=word0+e', all.filter((id) => id % 2 === 0)],
    ['of a word, by a field', 'pageSize=1000&search=word1&sort=-Number', all.filter((id) => id % 2 === 1)],
    ['of few columns', 'pageSize=1000&columns=Number', all],
  ])('of records, %s', { timeout: 120_000 }, async (_, query, expected) => {
    const pages = await pagesOf(`/api/Custom.Large/Query?${query}`);
    expect(pages.flat()).toEqual(expected);
    if (expected.length === large) expect(pages.length).toBeGreaterThan(1);
  });

  test('of records that lack nearly every field', { timeout: 120_000 }, async () => {
    const pages = await pagesOf('/api/Custom.Empty/Query?pageSize=1000');
    expect(pages.flat()).toEqual(Array.from({ length: 300 }, (_, at) => at + 1));
    expect(pages.length).toBeGreaterThan(1);
  });

  test('of users, where they have more roles than fit', { timeout: 240_000 }, async () => {
    const { store: opened } = server;
    const { id: client } = required((await opened.clients())[0]);
    const roles = Array.from({ length: 1_000 }, (_, at) => `${at}`.padStart(4, '0').padEnd(200, 'é'));
    await runSteps(opened, client, ...roles.map((name): Step => ['saveRole', { name, grants: [] }]));
    const users = Array.from({ length: 12 }, (_, at) => `user ${at}`);
    const user = { passwordHash: null, administrator: false, roles };
    await runSteps(opened, client, ...users.map((name): Step => ['saveUser', { ...user, name }, 1]));
    const pages = await pagesOf('/api/Users?pageSize=1000');
    expect(pages.length).toBeGreaterThan(1);
    expect(pages.flat()).toEqual((await opened.users(client)).map(({ id }) => id));
  });
});

describe('words of large records', () => {
  const domain: Pick<Domain, 'fields'> = {
    fields: names.map((name, at) => ({
      id: at + 1,
      name,
      label: name,
      type: 'Text',
      refersTo: null,
      codes: null,
      ...noRules,
    })),
  };
  const { id: _, ...values } = record(1);

  test('are found in turns, of which others have one after each piece', async () => {
    let turns = 0;
    let isDone = false;
    const others = (async () => {
      for (; !isDone; turns++) await turn();
    })();
    const words = await wordsInTurns(domain, values, new Turns());
    isDone = true;
    await others;
    expect(new Set(words)).toEqual(wordsOf(domain, values));
    const characters = names.length * long.length;
    expect(turns).toBeGreaterThan((0.9 * characters) / limits.charactersOfTurn);
  });

  test('of several at once take no more of a turn than those of one', async () => {
    let longest = 0;
    let inTurn = 0;
    let isDone = false;
    const normalize = String.prototype.normalize;
    String.prototype.normalize = function counted(...form) {
      inTurn += this.length;
      return normalize.apply(this, form);
    };
    const others = (async () => {
      while (!isDone) {
        await turn();
        longest = Math.max(longest, inTurn);
        inTurn = 0;
      }
    })();
    try {
      // Each begins with one piece of its own, in whatever turn it is started.
      await Promise.all(Array.from({ length: 4 }, () => wordsInTurns(domain, values, new Turns())));
    } finally {
      String.prototype.normalize = normalize;
      isDone = true;
    }
    await others;
    expect(longest).toBeLessThan(6 * limits.charactersOfTurn);
  });
});
