/** The statements by which records are found and written. */
import { recordActions } from '../../contract/words.js';
import { limits } from '../../limits/limits.js';
import type { RecordQueries, RecordTransaction } from '../port/record.js';
import type { Bound } from '../sql/bound.js';
import type { Connection } from './connection.js';
import { matchKeyStatements } from './match-key.js';

export const recordStatements = {
  byId: 'SELECT id FROM record WHERE client_id = ? AND domain_id = ? AND id = ?',
  keptInstead: 'SELECT kept_id FROM merged_record WHERE client_id = ? AND domain_id = ? AND merged_id = ?',
  byKey: `SELECT record_id FROM match_key
    WHERE client_id = ? AND domain_id = ? AND field_id = ? AND value = ? ORDER BY record_id LIMIT ${limits.namedMatches}`,
  insert: `INSERT INTO record (client_id, domain_id, id, fields, created_at, created_by, modified_at, modified_by)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
  update: `UPDATE record SET fields = ?, modified_at = ?, modified_by = ?
    WHERE client_id = ? AND domain_id = ? AND id = ?`,
  remove: 'DELETE FROM record WHERE client_id = ? AND domain_id = ? AND id = ?',
  insertChange: `INSERT INTO record_change (client_id, domain_id, id, record_id, action, before_fields, after_fields,
      merged_id, at, user_id, request_id)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
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

export function recordReader(connection: Connection): Pick<RecordQueries, 'findRecords'> {
  const byId = connection.prepare(recordStatements.byId).pluck();
  const keptInstead = connection.prepare(recordStatements.keptInstead).pluck();
  const byKey = connection.prepare(recordStatements.byKey).pluck();
  return {
    findRecords: async (client, references) =>
      references.map(({ domain, id, field, key }) => {
        if (id === 0) return byKey.all(client, domain, field, key) as number[];
        if (byId.get(client, domain, id) !== undefined) return [id];
        return keptInstead.all(client, domain, id) as number[];
      }),
  };
}

type OwnWrites = Pick<RecordTransaction, 'recordsByKeys' | 'writeRecords'>;

export function recordWriter(connection: Connection): (bound: Bound) => OwnWrites {
  const insert = connection.prepare(recordStatements.insert);
  const update = connection.prepare(recordStatements.update);
  const remove = connection.prepare(recordStatements.remove);
  const insertChange = connection.prepare(recordStatements.insertChange);
  const insertKey = connection.prepare(matchKeyStatements.insert);
  const removeKey = connection.prepare(matchKeyStatements.remove);

  return (bound) => ({
    async recordsByKeys(domain, fields, tuples) {
      const find = connection.prepare(byKeysStatement(fields.length)).pluck();
      const [first, ...others] = fields;
      return tuples.map(
        ([firstKey, ...keys]) =>
          find.all(
            ...others.flatMap((field, at) => [field, keys[at]]),
            bound.client,
            domain,
            first,
            firstKey,
          ) as number[],
      );
    },

    async writeRecords({ domain, at, user, removals, inserts, updates, changes }) {
      const { client } = bound;
      for (const { id, keys } of removals) {
        for (const key of keys) removeKey.run(client, domain, key.field, key.value, id);
        remove.run(client, domain, id);
      }
      for (const { id, fields, keys } of inserts) {
        insert.run(client, domain, id, JSON.stringify(fields), at, user, at, user);
        for (const key of keys) insertKey.run(client, domain, key.field, key.value, id, key.folded);
      }
      for (const { id, fields, added, removed } of updates) {
        update.run(JSON.stringify(fields), at, user, client, domain, id);
        for (const key of removed) removeKey.run(client, domain, key.field, key.value, id);
        for (const key of added) insertKey.run(client, domain, key.field, key.value, id, key.folded);
      }
      for (const { id, record, action, before, after, merged, user: by, requestId } of changes) {
        const [old, fresh] = [JSON.stringify(before), JSON.stringify(after)];
        const number = recordActions.indexOf(action) + 1;
        insertChange.run(client, domain, id, record, number, old, fresh, merged, at, by, requestId);
      }
    },
  });
}
