import { sql as raw } from '../kysely.js';
import type { Sql } from '../schema.js';

/** The client whose transaction it is; `createClient` sets it. */
export interface Bound {
  client: number;
}

/** One above the highest id of a client's rows. Safe because a client has one writer. */
export async function nextId(sql: Sql, table: 'app_user' | 'role', client: number): Promise<number> {
  const { highest } = await sql
    .selectFrom(table as 'role')
    .select(raw<number>`coalesce(max(id), 0)`.as('highest'))
    .where('client_id', '=', client)
    .executeTakeFirstOrThrow();
  return Number(highest) + 1;
}
