/** What a program works with, on the connection of the writing thread. */
import type { Statement } from 'better-sqlite3';
import { LRUCache } from 'lru-cache';
import { limits } from '../../limits/limits.js';
import { Kysely, SqliteDialect } from '../kysely.js';
import { sharedQueries } from '../queries/index.js';
import type { Schema } from '../schema.js';
import type { ClientState, StoreQueries, WriteTransaction } from '../store.js';
import { sharedWrites } from '../writes/index.js';
import type { Connection } from './connection.js';
import { linkWriter } from './link.js';
import { requestWriter } from './recent-request.js';
import { matchKeyCounter, recordFinder, recordWriter } from './record.js';

export const stateStatements = {
  lock: `SELECT version, link_identity AS linkIdentity, next_link_id AS nextLinkId,
      next_change_id AS nextChangeId
    FROM client_state WHERE client_id = ?`,
  save: 'UPDATE client_state SET version = ?, next_link_id = ?, next_change_id = ? WHERE client_id = ?',
};

function kyselyOf(connection: Connection): Kysely<Schema> {
  // Lists of different lengths are different statements, so those that are kept are bounded.
  const prepared = new LRUCache<string, Statement>({ max: limits.preparedStatements });
  const database = {
    prepare(text: string) {
      const known = prepared.get(text);
      if (known !== undefined) return known;
      const made = connection.prepare(text);
      prepared.set(text, made);
      return made;
    },
    close() {},
  };
  return new Kysely<Schema>({ dialect: new SqliteDialect({ database }) });
}

export function storeQueries(connection: Connection): StoreQueries {
  const findRecords = recordFinder(connection);
  const countMatchKeys = matchKeyCounter(connection);
  return {
    ...sharedQueries(kyselyOf(connection)),
    findRecords: async (client, references) => findRecords(client, references),
    countMatchKeys: async (client, domain, keys) => countMatchKeys(client, domain, keys),
    damage: async () => damage(connection),
  };
}

function damage(connection: Connection): string[] {
  const lines = connection.prepare('PRAGMA integrity_check').pluck().all() as string[];
  const broken = connection.pragma('foreign_key_check') as { table: string; parent: string }[];
  return [
    ...lines.filter((line) => line !== 'ok'),
    ...broken.map(({ table, parent }) => `a row of ${table} refers to a missing row of ${parent}`),
  ];
}

/** Prepares every statement once, and answers a maker of transactions for a client. */
export function transactionMaker(connection: Connection): (client: number) => WriteTransaction {
  const sql = kyselyOf(connection);
  const queries = storeQueries(connection);
  const links = linkWriter(connection);
  const records = recordWriter(connection);
  const insertRequests = requestWriter(connection);
  const lock = connection.prepare(stateStatements.lock);
  const save = connection.prepare(stateStatements.save);

  return (client) => {
    const bound = { client };
    return {
      ...queries,
      ...sharedWrites(sql, bound),
      get client() {
        return bound.client;
      },
      // BEGIN IMMEDIATE has made this the only writer of the whole file already.
      lock: async () => lock.get(bound.client) as ClientState,
      lockClients: async () => {},
      saveState: async ({ version, nextLinkId, nextChangeId }) => {
        save.run(version, nextLinkId, nextChangeId, bound.client);
      },
      linksOfPairs: async (pairs) => links.linksOfPairs(bound.client, pairs),
      linksCarrying: async (places) => links.linksCarrying(bound.client, places),
      writeLinks: async (writes) => links.writeLinks(bound.client, writes),
      recordsByKeys: async (domain, fields, tuples) =>
        records.recordsByKeys(bound.client, domain, fields, tuples),
      writeRecords: async (writes) => records.writeRecords(bound.client, writes),
      insertRequests: async (requests) => insertRequests(bound.client, requests),
    };
  };
}
