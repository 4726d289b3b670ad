/** How statements and their values travel to PostgreSQL (docs/decisions/0062-flights-of-statements.md). */
import fc from 'fast-check';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bigints } from '#linkwright/store/postgres/arrays.js';
import { clientConfig } from '#linkwright/store/postgres/configuration.js';
import { StatementFailure } from '#linkwright/store/postgres/faults.js';
import { type Carrier, type Session, sessionOf } from '#linkwright/store/postgres/session.js';
import { temporaryFolder } from '../support/folder.js';
import { storeNamed } from '../support/stores.js';

const folder = temporaryFolder();

/** A statement that answers its one parameter. */
const echo = (type: string) => ({ name: `echo_${type}`, text: `SELECT $1::${type}` });

describe('on one connection', () => {
  let client: pg.Client;
  let session: Session;
  /** How many statements each flight had. */
  const flights: number[] = [];
  beforeAll(async () => {
    const url = await storeNamed('postgres').urlOf(folder, 'flights');
    client = new pg.Client(clientConfig({ url, statementTimeout: 0 }, true));
    await client.connect();
    const carrier: Carrier = {
      query(flight) {
        flights.push(flight.statements.length);
        return client.query(flight);
      },
    };
    session = sessionOf(carrier);
  });
  afterAll(() => client.end());

  const anyNumber = fc.option(fc.maxSafeInteger());
  const anyText = fc.option(fc.string({ unit: 'binary' }).map((text) => text.replaceAll('\0', '')));

  test('numbers arrive as they were sent', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyNumber), async (numbers) => {
        const rows = await session.rows(
          {
            name: 'each_number',
            text: 'SELECT value FROM unnest($1::bigint[]) WITH ORDINALITY AS sent (value, at)',
          },
          [bigints(numbers)],
        );
        expect(rows.map(([number]) => number)).toEqual(numbers);
      }),
    );
  });

  test('texts arrive as they were sent, alone and in lists', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyText), anyText, async (list, text) => {
        const [rows, alone] = await Promise.all([
          session.rows(
            {
              name: 'each_text',
              text: 'SELECT value FROM unnest($1::text[]) WITH ORDINALITY AS sent (value, at)',
            },
            [list],
          ),
          session.rows(echo('text'), [text]),
        ]);
        expect(rows.map(([each]) => each)).toEqual(list);
        expect(alone).toEqual([[text]]);
      }),
    );
  });

  test('what is asked for without waiting goes together, in its order', async () => {
    flights.length = 0;
    const asked = Array.from({ length: 20 }, (_, at) => session.rows(echo('bigint'), [at]));
    expect(await Promise.all(asked)).toEqual(Array.from({ length: 20 }, (_, at) => [[at]]));
    expect(flights).toEqual([20]);
    await session.rows(echo('bigint'), [1]);
    await session.rows(echo('bigint'), [2]);
    expect(flights).toEqual([20, 1, 1]);
  });

  test('what is asked for while a flight is under way goes with the next', async () => {
    flights.length = 0;
    const first = session.rows(echo('bigint'), [1]);
    await new Promise((resolve) => process.nextTick(resolve));
    const others = [2, 3].map((value) => session.rows(echo('bigint'), [value]));
    expect(await Promise.all([first, ...others])).toEqual([[[1]], [[2]], [[3]]]);
    expect(flights).toEqual([1, 2]);
  });

  test.each([
    ['fails as it runs', { name: 'divide', text: 'SELECT 1 / $1::bigint' }, '22012'],
    ['is no statement', { name: 'nonsense', text: 'SELEKT $1' }, '42601'],
    ['has no such table', { name: 'no_table', text: 'SELECT $1::bigint FROM nowhere' }, '42P01'],
  ])('one that %s fails those behind it, and nothing else', async (_, failing, state) => {
    const later = { name: `behind_${failing.name}`, text: 'SELECT $1::bigint + 1' };
    const settled = await Promise.allSettled([
      session.rows(echo('bigint'), [5]),
      session.rows(failing, [0]),
      session.rows(later, [6]),
    ]);
    expect(settled[0]).toEqual({ status: 'fulfilled', value: [[5]] });
    for (const each of settled.slice(1)) {
      expect(each).toMatchObject({ status: 'rejected', reason: expect.any(StatementFailure) });
      expect(each).toMatchObject({ reason: { state, endsConnection: false } });
    }
    // Each can be asked for again, whether or not it was prepared before.
    expect(await Promise.all([session.rows(later, [6]), session.rows(echo('bigint'), [7])])).toEqual([
      [[7]],
      [[7]],
    ]);
  });

  test('a transaction that fails writes nothing, and a rollback makes the connection useful again', async () => {
    await session.rows({ name: '', text: 'CREATE TABLE noted (id bigint PRIMARY KEY)' }, []);
    const note = { name: 'note', text: 'INSERT INTO noted VALUES ($1::bigint)' };
    const noted = { name: 'noted', text: 'SELECT id FROM noted ORDER BY id' };
    const write = (ids: number[]) =>
      Promise.allSettled([
        session.begin(['BEGIN']),
        ...ids.map((id) => session.rows(note, [id])),
        session.end('COMMIT'),
      ]);
    expect((await write([1, 2])).map(({ status }) => status)).not.toContain('rejected');
    const failed = await write([3, 1, 4]);
    expect(failed.map(({ status }) => status)).toEqual([
      ...['fulfilled', 'fulfilled'],
      ...['rejected', 'rejected', 'rejected'],
    ]);
    await session.end('ROLLBACK');
    expect(await session.rows(noted, [])).toEqual([[1], [2]]);
    expect((await write([3])).map(({ status }) => status)).not.toContain('rejected');
    expect(await session.rows(noted, [])).toEqual([[1], [2], [3]]);
  });
});
