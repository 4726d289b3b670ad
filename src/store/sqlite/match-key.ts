import type { MatchKeyQueries } from '../port/match-key.js';
import type { Connection } from './connection.js';

export const matchKeyStatements = {
  has: `SELECT 1 FROM match_key
    WHERE client_id = ? AND domain_id = ? AND field_id = ? AND value = ? AND record_id = ?`,
  insert: `INSERT INTO match_key (client_id, domain_id, field_id, value, record_id, folded)
    VALUES (?, ?, ?, ?, ?, ?)`,
  remove: `DELETE FROM match_key
    WHERE client_id = ? AND domain_id = ? AND field_id = ? AND value = ? AND record_id = ?`,
};

export function matchKeyReader(connection: Connection): Pick<MatchKeyQueries, 'countMatchKeys'> {
  const has = connection.prepare(matchKeyStatements.has);
  return {
    countMatchKeys: async (client, domain, keys) =>
      keys.filter(({ record, field, value }) => has.get(client, domain, field, value, record) !== undefined)
        .length,
  };
}
