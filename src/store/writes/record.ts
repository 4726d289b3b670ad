import type { Sql } from '../schema.js';
import { inSlices } from '../slices.js';
import type { WriteTransaction } from '../store.js';
import type { Bound } from './bound.js';

type RecordWriting = Pick<WriteTransaction, 'addMatchKeys' | 'removeMatchKeys' | 'saveKeyVersion'>;

/** The writes of keys without their records: for keys that were written otherwise, or are wrong. */
export function recordWrites(sql: Sql, bound: Bound): RecordWriting {
  return {
    async addMatchKeys(domain, records) {
      const rows = records.flatMap(({ id, keys }) =>
        keys.map(({ field, value, folded }) => ({
          client_id: bound.client,
          domain_id: domain,
          field_id: field,
          value,
          record_id: id,
          folded,
        })),
      );
      for (const slice of inSlices(rows)) {
        await sql
          .insertInto('match_key')
          .values(slice)
          .onConflict((conflict) =>
            conflict
              .columns(['client_id', 'domain_id', 'field_id', 'value', 'record_id'])
              .doUpdateSet((set) => ({ folded: set.ref('excluded.folded') })),
          )
          .execute();
      }
    },

    async removeMatchKeys(keys) {
      const removals = keys.map(({ domain, field, value, record }) =>
        sql
          .deleteFrom('match_key')
          .where('client_id', '=', bound.client)
          .where('domain_id', '=', domain)
          .where('field_id', '=', field)
          .where('value', '=', value)
          .where('record_id', '=', record)
          .execute(),
      );
      await Promise.all(removals);
    },

    async saveKeyVersion(version) {
      await sql
        .updateTable('client_state')
        .set({ key_version: version })
        .where('client_id', '=', bound.client)
        .execute();
    },
  };
}
