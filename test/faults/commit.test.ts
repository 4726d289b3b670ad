/** Connections that end around a commit, at the moment that a test chooses. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { Fleet, makeDatabase } from '../support/fleet.js';
import { post } from '../support/post.js';
import { type Postgres, startPostgres } from '../support/postgres.js';
import { type CommitProxy, type Strike, startProxy } from '../support/proxy.js';
import { required } from '../support/required.js';

const database = 'commits';
let postgres: Postgres;
let proxy: CommitProxy;
let fleet: Fleet;
let token: string;
let contact = 0;

beforeAll(async () => {
  // What nobody asks PostgreSQL to write, it keeps in memory: so an interrupted transaction leaves no trace.
  postgres = await startPostgres(['wal_writer_delay=10s']);
  const { clients } = await makeDatabase(postgres, database, 1);
  ({ token } = required(clients[0]));
  proxy = await startProxy(postgres.port);
  fleet = await new Fleet([proxy.url(database)]).start();
});
afterAll(async () => {
  await fleet.stop();
  await proxy.close();
  await postgres.remove();
});

const send = async (contactId: number) =>
  required(
    await post(fleet.addressOf(0), '/api/Link/Upsert', token, {
      ParentDomain: 'Claim',
      ParentRecordID: 1,
      ChildDomain: 'Contact',
      ChildRecordID: contactId,
    }),
  );

const linksOf = (contactId: number) =>
  postgres.query(
    `SELECT id::integer, (SELECT count(*)::integer FROM link_change WHERE link_id = link.id) AS changes
     FROM link WHERE child_id = $1`,
    [contactId],
    database,
  );

// Each test has a pair of its own, and a server that has written before.
beforeEach(async () => {
  expect((await send(++contact)).status).toBe(200);
  contact++;
});

const moments: Strike[] = ['cut before', 'cut after'];

test.each(moments)('a connection that is %s its commit', async (moment) => {
  const struck = proxy.struck;
  proxy.strike(moment);
  const answer = await send(contact);
  expect(proxy.struck).toBe(struck + 1);
  expect(answer).toMatchObject({ status: 200, text: expect.stringContaining('Inserted link') });
  expect(await linksOf(contact)).toEqual([{ id: JSON.parse(answer.text).RecordID, changes: 1 }]);
  expect((await send(contact)).text).toContain('Updated link');
});

/** Crashes the database under a commit that is held back. Answers whether the transaction's number was free again. */
async function crashUnderCommit(): Promise<boolean> {
  proxy.strike('hold');
  const answer = send(contact);
  const held = async () => {
    const [row] = await postgres.query(
      "SELECT backend_xid::text AS number FROM pg_stat_activity WHERE state LIKE 'idle in transaction%'",
    );
    return Number(row?.number ?? 0);
  };
  await expect.poll(held).toBeGreaterThan(0);
  const number = await held();
  proxy.refuses = true;
  await postgres.stop('SIGQUIT');
  await postgres.start();
  const next = async () =>
    Number((await postgres.query('SELECT pg_current_xact_id()::text AS number'))[0]?.number);
  let given = await next();
  const isFree = given <= number;
  while (given < number) given = await next();
  proxy.refuses = false;
  const { status, text } = await answer;
  const present = await linksOf(contact);
  if (status === 200) expect(present).toEqual([{ id: JSON.parse(text).RecordID, changes: 1 }]);
  else expect({ status, present }).toEqual({ status: 503, present: [] });
  return isFree;
}

test('what a crash of the database took back is not acknowledged, though its number is given out again', async () => {
  // Recent requests that are written meanwhile take the next number, and leave on disk that it was given out.
  while (!(await crashUnderCommit())) {
    await expect.poll(async () => (await send(++contact)).status).toBe(200);
    contact++;
  }
});
