import type { MatchKeyQueries } from '../port/match-key.js';
import { column } from './arrays.js';
import type { Asking, Statement } from './session.js';

const hasKeys: Statement = {
  name: 'match_keys_count',
  text: `SELECT count(*) FROM unnest($3::bigint[], $4::text[], $5::bigint[]) AS wanted (field_id, value, record_id)
    CROSS JOIN LATERAL (
      SELECT 1 FROM match_key
      WHERE match_key.client_id = $1 AND match_key.domain_id = $2 AND match_key.field_id = wanted.field_id
        AND match_key.value = wanted.value AND match_key.record_id = wanted.record_id
      OFFSET 0
    ) AS found`,
};

export const insertKeys: Statement = {
  name: 'match_keys_insert',
  text: `INSERT INTO match_key (client_id, domain_id, field_id, value, record_id, folded)
    SELECT state.client_id, $2::bigint, fresh.field_id, fresh.value, fresh.record_id, fresh.folded
    FROM client_state AS state CROSS JOIN unnest($3::bigint[], $4::text[], $5::bigint[], $6::text[])
      AS fresh (field_id, value, record_id, folded)
    WHERE state.client_id = $1`,
};

export const deleteKey: Statement = {
  name: 'match_key_delete',
  text: `DELETE FROM match_key
    WHERE client_id = $1 AND domain_id = $2 AND field_id = $3 AND value = $4 AND record_id = $5`,
};

export function matchKeyQueries(session: Asking): Pick<MatchKeyQueries, 'countMatchKeys'> {
  return {
    async countMatchKeys(client, domain, keys) {
      const [row] = await session.rows<[number]>(hasKeys, [
        client,
        domain,
        column(keys, (key) => key.field),
        keys.map((key) => key.value),
        column(keys, (key) => key.record),
      ]);
      return row?.[0] ?? 0;
    },
  };
}
