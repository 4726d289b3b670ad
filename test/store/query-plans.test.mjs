/**
 * How SQLite looks things up, on 100,000 rows: no statement on a request's path scans a table, or searches
 * a large one by client alone (design section 2: a spike lost a factor of 20 to that).
 */

import { join } from 'node:path';
import Database from 'better-sqlite3';
import { beforeAll, describe, expect, test } from 'vitest';
import { migrate } from '../../dist/store/sqlite/connection.js';
import { storeQueries, transactionMaker } from '../../dist/store/sqlite/transaction.js';
import { temporaryFolder } from '../support/folder.mjs';

const rows = 100_000;
const large = ['record', 'match_key', 'link', 'link_change', 'token'];

describe('query plans, on sqlite', () => {
  const path = join(temporaryFolder(), 'plans.db');
  const client = 1;
  let seen = [];
  let connection;
  let queries;
  let transaction;

  beforeAll(() => {
    connection = new Database(path, { verbose: (statement) => seen.push(statement) });
    migrate(path, connection);
    const many = `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${rows})`;
    connection.exec(`
      BEGIN;
      INSERT INTO client VALUES (1, 'A', 'B');
      INSERT INTO client_state VALUES (1, 1, 'pair', ${rows + 1}, ${rows + 1}, 1);
      INSERT INTO domain VALUES (1, 1, 'Claim', 'Claim', 0, ${rows + 1}), (1, 2, 'Contact', 'Contact', 1, ${rows + 1});
      INSERT INTO field VALUES (1, 1, 1, 'ClaimNumber', '', 'Text', NULL, NULL);
      INSERT INTO app_user VALUES (1, 1, 'ada', NULL, 1, 1);
      INSERT INTO record ${many} SELECT 1, d.id, i, '{}', 1, 1, 1, 1 FROM n, domain d ORDER BY d.id, i;
      INSERT INTO record VALUES (1, 1, ${rows + 60}, '{}', 1, 1, 1, 1);
      INSERT INTO match_key ${many} SELECT 1, 1, 1, 'K' || i, i, 'k' || i FROM n;
      INSERT INTO link ${many} SELECT 1, i, 1, i, 2, i, 0, NULL, 1, 1, 1, 1 FROM n;
      INSERT INTO link_change ${many} SELECT 1, i, i, 1, 1, i, 2, i, NULL, NULL, 1, 1, '' FROM n;
      COMMIT`);
    queries = storeQueries(connection);
    transaction = transactionMaker(connection)(client);
  });

  const domains = [{ parent: 1, child: 2 }];
  const pair = { parentDomain: 1, parent: 5, childDomain: 2, child: 6 };
  const link = { ...pair, id: rows + 5, relationship: null, slot: 0, user: 1, modifiedBy: 1 };
  const change = {
    ...pair,
    id: rows + 5,
    link: rows + 5,
    action: 'inserted',
    before: null,
    after: null,
    user: 1,
    requestId: '',
  };
  const page = { client, domains, order: 'asc', limit: 10 };
  const references = [
    { domain: 1, id: 5, field: 0, key: '' },
    { domain: 1, id: 0, field: 1, key: 'K5' },
  ];
  const key = { field: 1, value: 'new', folded: 'new' };

  /** Everything that a request makes the store do, by name. */
  const work = {
    tokenByHash: () => queries.tokenByHash(client, 'hash', 1),
    userAccess: () => queries.userAccess(client, 1),
    userByName: () => queries.userByName(client, 'ada'),
    clientByName: () => queries.clientByName('A', 'B'),
    versions: () => queries.versions([client]),
    metadata: () => queries.metadata(client),
    findRecords: () => queries.findRecords(client, references),
    records: () => queries.records(client, 1, [5, 6]),
    recordPage: () => queries.recordPage(client, 1, 50_000, 10),
    nearKeys: () => queries.nearKeys(client, 1, 1, 'k5', 3),
    'linkPage of domains': () => queries.linkPage({ ...page, after: 50_000 }),
    'linkPage of domains, descending': () => queries.linkPage({ ...page, order: 'desc', after: 50_000 }),
    'linkPage of a parent': () => queries.linkPage({ ...page, parent: 5 }),
    'linkPage of a child': () => queries.linkPage({ ...page, child: 5 }),
    'linkPage of a pair': () => queries.linkPage({ ...page, parent: 5, child: 5, relationship: 3 }),
    'linkCount of domains': () => queries.linkCount({ client, domains }),
    'linkCount of a parent': () => queries.linkCount({ client, domains, parent: 5 }),
    'linkCountByRelationship of a child': () =>
      queries.linkCountByRelationship({ client, domains, child: 5 }),
    lock: () => transaction.lock(),
    saveState: async () => transaction.saveState(await transaction.lock()),
    linksOfPairs: () => transaction.linksOfPairs([pair]),
    'writeLinks, inserts': () =>
      transaction.writeLinks({ at: 1, removals: [], inserts: [link], updates: [], changes: [change] }),
    'writeLinks, updates': () =>
      transaction.writeLinks({
        at: 1,
        removals: [],
        inserts: [],
        updates: [
          { ...link, change: undefined },
          { ...link, change: { relationship: 1, slot: 1 } },
          { ...link, id: 5, parent: 5, child: 5, change: { relationship: 1, slot: 1 } },
        ],
        changes: [],
      }),
    'writeLinks, removals': () =>
      transaction.writeLinks({
        at: 1,
        removals: [{ ...pair, id: 7 }],
        inserts: [],
        updates: [],
        changes: [{ ...change, id: rows + 6, action: 'removed' }],
      }),
    'linksOfRecord of a parent': () => transaction.linksOfRecord(1, 5, 10),
    'linksOfRecord of a child': () => transaction.linksOfRecord(2, 5, 10),
    'recordsByKeys of one field': () => transaction.recordsByKeys(1, [1], [['K5']]),
    'recordsByKeys of two fields': () => transaction.recordsByKeys(1, [1, 1], [['K5', 'K5']]),
    takeRecordIds: () => transaction.takeRecordIds(1, 1),
    writeRecords: () =>
      transaction.writeRecords({
        domain: 1,
        at: 1,
        user: 1,
        removals: [{ id: rows + 60, keys: [{ field: 1, value: 'K60', folded: 'k60' }] }],
        inserts: [{ id: rows + 50, fields: {}, keys: [key] }],
        updates: [{ id: 5, fields: {}, added: [key], removed: [{ field: 1, value: 'K5', folded: 'k5' }] }],
      }),
    insertToken: () =>
      transaction.insertToken({ user: 1, hash: 'h', name: '', kind: 'session', createdAt: 1, expiresAt: 2 }),
    deleteEndedSessions: () => transaction.deleteEndedSessions(1, 1),
  };

  test.each(Object.entries(work))('%s', async (name, run) => {
    seen = [];
    await run();
    const statements = seen.filter((statement) =>
      /^(select|insert|update|delete|with)/i.test(statement.trim()),
    );
    expect(statements.length, 'statements that were seen').toBeGreaterThan(0);
    for (const statement of new Set(statements)) {
      const plan = connection
        .prepare(`EXPLAIN QUERY PLAN ${statement}`)
        .all()
        .map(({ detail }) => detail);
      for (const detail of plan) {
        const place = `${name}: ${statement}\n  ${detail}`;
        expect(detail, place).not.toMatch(/^SCAN (?!CONSTANT)/);
        const [, table] = /^SEARCH (\S+)/.exec(detail) ?? [];
        if (!large.some((known) => table === known || /^m\d$/.test(table ?? ''))) continue;
        expect(detail, place).not.toMatch(/\(client_id=\?\)$/);
      }
    }
  });
});
