/** Recent requests: how JSON is taken apart, and the statements that write blocks, many at once. */
import type { RecentRequestTransaction } from '../port/recent-request.js';
import { sql as raw } from '../sql/kysely.js';
import type { JsonWords } from '../sql/recent-request.js';
import { totalsOf } from '../sql/request-block.js';
import { column } from './arrays.js';

import type { Statement } from './session.js';
import type { TransactionState } from './transaction-state.js';

export const jsonWords: JsonWords = {
  items: (json, table) => raw`jsonb_array_elements(${json}::jsonb) AS ${table} (value)`,
  pairs: (json, table) => raw`jsonb_each_text(${json}::jsonb) AS ${table} (key, value)`,
  byCodePoint: (text) => raw`${text} COLLATE "C"`,
};

const insertBlocks: Statement = {
  name: 'request_blocks_insert',
  text: `INSERT INTO request_block (client_id, id, first_id, minute, user_id, administrative, requests, operations,
      statuses, errors, packed)
    SELECT state.client_id, block.* FROM client_state AS state CROSS JOIN unnest($2::text[], $3::text[],
      $4::bigint[], $5::bigint[], $6::bigint[], $7::bigint[], $8::text[], $9::text[], $10::text[], $11::text[]) AS block
    WHERE state.client_id = $1
    ON CONFLICT DO NOTHING
    RETURNING user_id, administrative, requests`,
};

const addToTotals: Statement = {
  name: 'request_totals_add',
  text: `INSERT INTO request_total (client_id, user_id, administrative, requests)
    SELECT state.client_id, added.* FROM client_state AS state
      CROSS JOIN unnest($2::bigint[], $3::bigint[], $4::bigint[]) AS added
    WHERE state.client_id = $1
    ON CONFLICT (client_id, user_id, administrative) DO UPDATE
      SET requests = request_total.requests + excluded.requests`,
};

type InsertedRow = [user: number, administrative: number, requests: number];

export function requestWrites(
  state: TransactionState,
): Pick<RecentRequestTransaction, 'insertRequestBlocks'> {
  const { session } = state;
  return {
    async insertRequestBlocks(blocks) {
      state.begin();
      const inserted = await session.rows<InsertedRow>(insertBlocks, [
        state.client,
        blocks.map(({ id }) => id),
        blocks.map(({ first }) => first),
        column(blocks, ({ minute }) => minute),
        column(blocks, ({ user }) => user),
        column(blocks, ({ administrative }) => Number(administrative)),
        column(blocks, ({ requests }) => requests),
        blocks.map(({ operations }) => operations),
        blocks.map(({ statuses }) => statuses),
        blocks.map(({ errors }) => errors),
        blocks.map(({ packed }) => packed),
      ]);
      const totals = totalsOf(
        inserted.map(([user_id, administrative, requests]) => ({ user_id, administrative, requests })),
      );
      const values = [
        state.client,
        column(totals, ({ user }) => user),
        column(totals, ({ administrative }) => Number(administrative)),
        column(totals, ({ requests }) => requests),
      ];
      state.willBeAwaited([session.rows(addToTotals, values)]);
    },
  };
}
