/** The statements by which records are found and written. */
import { limits } from '../../limits/limits.js';
import type { RecordReference, RecordWrites } from '../store.js';
import type { Connection } from './connection.js';

export const recordStatements = {
  byId: 'SELECT id FROM record WHERE client_id = ? AND domain_id = ? AND id = ?',
  byKey: `SELECT record_id FROM match_key
    WHERE client_id = ? AND domain_id = ? AND field_id = ? AND value = ? ORDER BY record_id LIMIT ${limits.namedMatches}`,
  insert: `INSERT INTO record (client_id, domain_id, id, fields, created_at, created_by, modified_at, modified_by)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
  update: `UPDATE record SET fields = ?, modified_at = ?, modified_by = ?
    WHERE client_id = ? AND domain_id = ? AND id = ?`,
  remove: 'DELETE FROM record WHERE client_id = ? AND domain_id = ? AND id = ?',
  hasKey: `SELECT 1 FROM match_key
    WHERE client_id = ? AND domain_id = ? AND field_id = ? AND value = ? AND record_id = ?`,
  insertKey: `INSERT INTO match_key (client_id, domain_id, field_id, value, record_id, folded)
    VALUES (?, ?, ?, ?, ?, ?)`,
  deleteKey: `DELETE FROM match_key
    WHERE client_id = ? AND domain_id = ? AND field_id = ? AND value = ? AND record_id = ?`,
};

/** Finds the records that carry every one of several keys; each further key is a probe by record. */
export function byKeysStatement(fields: number): string {
  const joins = Array.from(
    { length: fields - 1 },
    (_, at) => `JOIN match_key m${at + 1} ON m${at + 1}.client_id = m0.client_id
      AND m${at + 1}.domain_id = m0.domain_id AND m${at + 1}.field_id = ? AND m${at + 1}.value = ?
      AND m${at + 1}.record_id = m0.record_id`,
  );
  return `SELECT m0.record_id FROM match_key m0 ${joins.join(' ')}
    WHERE m0.client_id = ? AND m0.domain_id = ? AND m0.field_id = ? AND m0.value = ?
    ORDER BY m0.record_id LIMIT ${limits.namedMatches}`;
}

export function recordFinder(connection: Connection) {
  const byId = connection.prepare(recordStatements.byId).pluck();
  const byKey = connection.prepare(recordStatements.byKey).pluck();
  return (client: number, references: RecordReference[]): number[][] =>
    references.map(({ domain, id, field, key }) => {
      if (id === 0) return byKey.all(client, domain, field, key) as number[];
      return byId.get(client, domain, id) === undefined ? [] : [id];
    });
}

export function matchKeyCounter(connection: Connection) {
  const hasKey = connection.prepare(recordStatements.hasKey);
  return (client: number, domain: number, keys: { record: number; field: number; value: string }[]) =>
    keys.filter(({ record, field, value }) => hasKey.get(client, domain, field, value, record)).length;
}

export function recordWriter(connection: Connection) {
  const insert = connection.prepare(recordStatements.insert);
  const update = connection.prepare(recordStatements.update);
  const remove = connection.prepare(recordStatements.remove);
  const insertKey = connection.prepare(recordStatements.insertKey);
  const deleteKey = connection.prepare(recordStatements.deleteKey);

  return {
    recordsByKeys(client: number, domain: number, fields: number[], tuples: string[][]): number[][] {
      const find = connection.prepare(byKeysStatement(fields.length)).pluck();
      const [first, ...others] = fields;
      return tuples.map(
        ([firstKey, ...keys]) =>
          find.all(
            ...others.flatMap((field, at) => [field, keys[at]]),
            client,
            domain,
            first,
            firstKey,
          ) as number[],
      );
    },

    writeRecords(client: number, { domain, at, user, removals, inserts, updates }: RecordWrites): void {
      for (const { id, keys } of removals) {
        for (const key of keys) deleteKey.run(client, domain, key.field, key.value, id);
        remove.run(client, domain, id);
      }
      for (const { id, fields, keys } of inserts) {
        insert.run(client, domain, id, JSON.stringify(fields), at, user, at, user);
        for (const key of keys) insertKey.run(client, domain, key.field, key.value, id, key.folded);
      }
      for (const { id, fields, added, removed } of updates) {
        update.run(JSON.stringify(fields), at, user, client, domain, id);
        for (const key of removed) deleteKey.run(client, domain, key.field, key.value, id);
        for (const key of added) insertKey.run(client, domain, key.field, key.value, id, key.folded);
      }
    },
  };
}
