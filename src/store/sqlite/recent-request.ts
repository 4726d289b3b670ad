/** Recent requests: how JSON is taken apart, and the statements that write blocks, one after the other in one index. */
import type { RecentRequestTransaction } from '../port/recent-request.js';
import type { Bound } from '../sql/bound.js';
import { sql as raw } from '../sql/kysely.js';
import type { JsonWords } from '../sql/recent-request.js';
import type { Connection } from './connection.js';

export const jsonWords: JsonWords = {
  items: (column, table) => raw`json_each(${column}) AS ${table}`,
  pairs: (column, table) => raw`json_each(${column}) AS ${table}`,
  byCodePoint: (text) => text,
};

const insertBlock = `INSERT INTO request_block (client_id, id, first_id, minute, user_id, administrative, requests,
    operations, statuses, errors, packed)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`;

const addToTotal = `INSERT INTO request_total (client_id, user_id, administrative, requests) VALUES (?, ?, ?, ?)
  ON CONFLICT DO UPDATE SET requests = requests + excluded.requests`;

type OwnWrites = Pick<RecentRequestTransaction, 'insertRequestBlocks'>;

export function requestWriter(connection: Connection): (bound: Bound) => OwnWrites {
  const insert = connection.prepare(insertBlock);
  const add = connection.prepare(addToTotal);
  return (bound) => ({
    async insertRequestBlocks(blocks) {
      const { client } = bound;
      for (const {
        id,
        first,
        minute,
        user,
        requests,
        operations,
        statuses,
        errors,
        packed,
        ...block
      } of blocks) {
        const administrative = Number(block.administrative);
        const inserted = insert.run(
          ...[client, id, first, minute, user, administrative, requests],
          ...[operations, statuses, errors, packed],
        );
        if (inserted.changes === 1) add.run(client, user, administrative, requests);
      }
    },
  });
}
