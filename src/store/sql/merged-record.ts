import type { MergedRecord, MergedRecordQueries, MergedRecordTransaction } from '../port/merged-record.js';
import { inSlices } from '../slices.js';
import type { Bound } from './bound.js';
import { keptStatement } from './kept-statement.js';
import type { Sql } from './schema.js';

const mergedOf = keptStatement(
  (sql, { client, domain, ids }: { client: number; domain: number; ids: number[] }) =>
    sql
      .selectFrom('merged_record')
      .select(['merged_id as merged', 'kept_id as kept'])
      .where('client_id', '=', client)
      .where('domain_id', '=', domain)
      .where('merged_id', 'in', ids),
);

export function mergedRecordQueries(sql: Sql): MergedRecordQueries {
  return {
    async mergedRecords(client, domain, ids) {
      const found: MergedRecord[] = [];
      for (const slice of inSlices(ids))
        found.push(...(await mergedOf(sql, { client, domain, ids: slice }, {})));
      return found;
    },
  };
}

export function mergedRecordWrites(bound: Bound): MergedRecordTransaction {
  return {
    async saveMerged(domain, { merged, kept }) {
      await bound
        .sql()
        .updateTable('merged_record')
        .set({ kept_id: kept })
        .where('client_id', '=', bound.client)
        .where('domain_id', '=', domain)
        .where('kept_id', '=', merged)
        .execute();
      await bound
        .sql()
        .insertInto('merged_record')
        .values({ client_id: bound.client, domain_id: domain, merged_id: merged, kept_id: kept })
        .onConflict((conflict) =>
          conflict.columns(['client_id', 'domain_id', 'merged_id']).doUpdateSet({ kept_id: kept }),
        )
        .execute();
    },
  };
}
