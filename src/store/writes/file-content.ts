import type { Sql } from '../schema.js';
import type { FileContentWrites } from '../store.js';
import type { Bound } from './bound.js';

export function contentWrites(sql: Sql, bound: Bound): FileContentWrites {
  return {
    async saveFileContent({ sha256, size, claimedAt, removedAt }) {
      const state = { size, claimed_at: claimedAt, removed_at: removedAt };
      await sql
        .insertInto('file_content')
        .values({ client_id: bound.client, sha256, ...state })
        .onConflict((conflict) => conflict.columns(['client_id', 'sha256']).doUpdateSet(state))
        .execute();
    },

    async deleteFileContent(sha256) {
      await sql
        .deleteFrom('file_content')
        .where('client_id', '=', bound.client)
        .where('sha256', '=', sha256)
        .execute();
    },

    async saveDatabaseId(id) {
      await sql
        .updateTable('client_state')
        .set({ database_id: id })
        .where('client_id', '=', bound.client)
        .execute();
    },
  };
}
