import type { Bound } from './bound.js';
import { sql as raw } from './kysely.js';

/** One above the highest id of the client's rows. Safe because a client has one writer. */
export async function nextId(bound: Bound, table: 'app_user' | 'role'): Promise<number> {
  const { highest } = await bound
    .sql()
    .selectFrom(table as 'role')
    .select(raw<number>`coalesce(max(id), 0)`.as('highest'))
    .where('client_id', '=', bound.client)
    .executeTakeFirstOrThrow();
  return Number(highest) + 1;
}
