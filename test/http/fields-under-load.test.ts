/** Fields that are added to a domain while calls are under way: no pause, no failure, no record rewritten. */

import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import type { components } from '#linkwright/client/openapi.js';
import type { Fixture } from '#linkwright/fixture/shape.js';
import { saveDomain } from '#linkwright/metadata/save-domain.js';
import { migrate } from '#linkwright/store/sqlite/migrate.js';
import { transactionMaker } from '#linkwright/store/sqlite/transaction.js';
import type { AnswerBody } from '../support/answers.js';
import { temporaryFolder } from '../support/folder.js';
import { filling } from '../support/request-work.js';
import { startServer } from '../support/server.js';
import { stores } from '../support/stores.js';

type Schemas = components['schemas'];

const numbers = (count: number) => Array.from({ length: count }, (_, at) => at + 1);
const claims = 400;
const fixture: Fixture = {
  account: 'Acme',
  client: 'Main',
  users: [{ user: 'ada', administrator: true }],
  records: {
    Claim: numbers(claims).map((id) => ({ id, ClaimNumber: `CLM-${id}`, Amount: id })),
    Contact: numbers(claims).map((id) => ({ id, ContactNumber: `C-${id}` })),
  },
};

describe.each(stores)('fields added under load, on $name', async (store) => {
  const server = await startServer(store, [fixture]);
  const token = await server.token('ada');
  const call = <Body = AnswerBody>(method: string, path: string, body?: object) =>
    server.call<Body>(method, path, { token, body });
  /** Each record with what shows that it was written: on PostgreSQL the transaction that wrote it. */
  const stamp = store.name === 'postgres' ? 'xmin::text, ctid::text' : 'modified_at';
  const stamps = () =>
    server.rows(`SELECT domain_id, id, fields, ${stamp} FROM record ORDER BY domain_id, id`);

  test('hundreds of calls go on, each answered rightly, and no record is written', async () => {
    const before = await stamps();
    const fields = numbers(12).map((at): Schemas['FieldBody'] => ({
      Name: `Added${at}`,
      Type: at % 2 === 0 ? 'Text' : 'Numeric',
    }));
    const adding = (async () => {
      for (const field of fields) {
        const { status } = await call('PUT', '/api/Metadata/Domains/Claim', { Fields: [field] });
        expect(status).toBe(200);
      }
    })();
    const answers = await Promise.all(
      numbers(claims).map((id) =>
        call('POST', '/api/Link/Upsert', {
          ParentDomain: 'Claim',
          ParentRecordKey: `CLM-${id}`,
          ParentRecordMatchField: 'ClaimNumber',
          ChildDomain: 'Contact',
          ChildRecordKey: `C-${id}`,
          ChildRecordMatchField: 'ContactNumber',
          Relationship: 'Adjuster',
        }),
      ),
    );
    const reads = await Promise.all(
      numbers(100).map((id) => call<Schemas['RecordRow']>('GET', `/api/Claim/${id}`)),
    );
    await adding;
    for (const [at, { status, body }] of answers.entries()) {
      expect({ ...body, status }).toMatchObject({
        status: 200,
        ParentID: at + 1,
        ChildID: at + 1,
        RelationshipID: 3,
      });
    }
    expect(new Set(answers.map(({ body }) => body.RecordID)).size).toBe(claims);
    for (const [at, { status, body }] of reads.entries()) {
      expect({ status, ID: body.ID, ClaimNumber: body.ClaimNumber, Amount: body.Amount }).toEqual({
        status: 200,
        ID: at + 1,
        ClaimNumber: `CLM-${at + 1}`,
        Amount: at + 1,
      });
    }
    expect(await stamps()).toEqual(before);
    const described = (await call('GET', '/api/Metadata/Domains/Claim/DataDictionary')).body;
    expect(described.map(({ Name }) => Name)).toEqual(expect.arrayContaining(fields.map(({ Name }) => Name)));
    expect((await call('GET', '/api/Claim/1')).body).toMatchObject({ ClaimNumber: 'CLM-1', Added1: null });
    expect((await call('PUT', '/api/Claim/1', { Added2: 'now' })).status).toBe(200);
  });
});

test('no statement of it touches a table that grows with the records', async () => {
  const seen: string[] = [];
  const path = join(temporaryFolder(), 'fields.db');
  const connection = new Database(path, { verbose: (statement) => seen.push(String(statement)) });
  await migrate(path, connection);
  connection.exec(filling(10));
  const transaction = transactionMaker(connection)(1);
  seen.length = 0;
  const body: Schemas['DomainBody'] = { Label: 'Loss', Fields: [{ Name: 'Added', Type: 'Text' }] };
  await saveDomain(transaction, { name: 'Claim', body });
  expect(seen.join('\n')).toContain('insert into "field"');
  expect(seen.filter((statement) => /\b(record|match_key|link|link_change)\b/.test(statement))).toEqual([]);
});
