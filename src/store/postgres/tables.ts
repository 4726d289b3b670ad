/** The tables that are there, as the database's own catalog has them. */
import type { Client } from 'pg';
import { type CatalogColumn, type CatalogReference, type Table, tablesOf } from '../copy/tables.js';

/** Which rows of `pg_class` are the tables of this database, not of PostgreSQL or of an extension. */
export const ownTables = `relnamespace = current_schema()::regnamespace AND relkind IN ('r', 'p')
  AND NOT EXISTS (SELECT 1 FROM pg_depend WHERE objid = pg_class.oid AND deptype = 'e')`;

const catalogColumns = `SELECT relname AS "table", attname AS "column", atttypid::regtype::text AS type,
    coalesce(array_position(indkey::smallint[], attnum) + 1, 0) AS "keyPosition"
  FROM pg_class JOIN pg_attribute ON attrelid = pg_class.oid AND attnum > 0 AND NOT attisdropped
  LEFT JOIN pg_index ON indrelid = pg_class.oid AND indisprimary
  WHERE relname <> 'migration' AND ${ownTables}`;

const catalogReferences = `SELECT relname AS "table", (SELECT relname FROM pg_class WHERE oid = confrelid) AS parent
  FROM pg_class JOIN pg_constraint ON conrelid = pg_class.oid AND contype = 'f' WHERE ${ownTables}`;

/** Every table but `migration`, those that others refer to first. */
export async function readTables(client: Client): Promise<Table[]> {
  const columns = await client.query<CatalogColumn>(catalogColumns);
  const references = await client.query<CatalogReference>(catalogReferences);
  return tablesOf(columns.rows, references.rows);
}
