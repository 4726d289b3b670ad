import type { FindingQueries } from '../port/finding.js';
import type { Asking, Statement } from './session.js';

const damagedParts: Statement = {
  name: 'damaged_parts',
  text: `SELECT 'the index ' || relname || ' is not valid' FROM pg_index
      JOIN pg_class ON pg_class.oid = indexrelid
      WHERE NOT indisvalid AND relnamespace = current_schema()::regnamespace
    UNION ALL
    SELECT 'the constraint ' || conname || ' was never checked' FROM pg_constraint
      WHERE NOT convalidated AND connamespace = current_schema()::regnamespace`,
};

/** Parts of the schema that the database does not vouch for. */
export function findingQueries(session: Asking): Pick<FindingQueries, 'damage'> {
  return { damage: async () => (await session.rows<[string]>(damagedParts, [])).map(([line]) => line) };
}
