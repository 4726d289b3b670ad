/** What a program works with, on the connection of the writing thread. */
import type { Statement } from 'better-sqlite3';
import { LRUCache } from 'lru-cache';
import { limits } from '../../limits/limits.js';
import { KeptMetadata } from '../kept-metadata.js';
import type { Bound } from '../sql/bound.js';
import type { Kysely } from '../sql/kysely.js';
import { kyselyOver, sqliteWords } from '../sql/kysely-over.js';
import { recentRequestQueries } from '../sql/recent-request.js';
import type { Schema } from '../sql/schema.js';
import { sharedQueries, sharedWrites } from '../sql/shared.js';
import type { StoreQueries, WriteTransaction } from '../store.js';
import { clientWriter } from './client.js';
import type { Connection } from './connection.js';
import { findingReader } from './finding.js';
import { linkWriter } from './link.js';
import { matchKeyReader } from './match-key.js';
import { jsonWords, requestWriter } from './recent-request.js';
import { recordReader, recordWriter } from './record.js';

function kyselyOf(connection: Connection): Kysely<Schema> {
  // Lists of different lengths are different statements, so those that are kept are bounded.
  const prepared = new LRUCache<string, Statement>({ max: limits.preparedStatements });
  return kyselyOver(sqliteWords, (text, values) => {
    let statement = prepared.get(text);
    if (statement === undefined) {
      statement = connection.prepare(text);
      prepared.set(text, statement);
    }
    if (statement.reader) return { rows: statement.all(values), count: 0 };
    return { rows: [], count: statement.run(values).changes };
  });
}

export function storeQueries(connection: Connection, sql = kyselyOf(connection)): StoreQueries {
  return {
    ...sharedQueries(sql),
    ...recentRequestQueries(sql, jsonWords),
    ...recordReader(connection),
    ...matchKeyReader(connection),
    ...findingReader(connection),
  };
}

/**
 * Prepares every statement once, and answers the transaction of a client. The connection has one transaction at a time,
 * so what one sees the next of the same client sees too: it is made once a client.
 */
export function transactionMaker(connection: Connection): (client: number) => WriteTransaction {
  const sql = kyselyOf(connection);
  const queries = storeQueries(connection, sql);
  const clients = clientWriter(connection);
  const records = recordWriter(connection);
  const links = linkWriter(connection);
  const requests = requestWriter(connection);
  const kept = new KeptMetadata();

  function make(client: number): WriteTransaction {
    // Where the client stands is read anew at each lock, which costs next to nothing here.
    const bound: Bound = { client, sql: () => sql, stateChanged() {} };
    return {
      ...queries,
      ...sharedWrites(bound),
      ...clients(bound),
      ...records(bound),
      ...links(bound),
      ...requests(bound),
      metadataAt: (version) => kept.at(bound.client, version, queries.metadata),
      get client() {
        return bound.client;
      },
      // Each transaction begins with the lock, so nothing is read ahead of it.
      isRepeated: false,
    };
  }

  const made = new LRUCache<number, WriteTransaction>({ max: limits.keptTransactions });
  return (client) => {
    // A transaction that makes a client is its writer from then on, and nobody else's.
    if (client === 0) return make(client);
    const known = made.get(client) ?? make(client);
    made.set(client, known);
    return known;
  };
}
