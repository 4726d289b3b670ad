/** The writes that every dialect shares: settings, which need no speed of their own. */
import { sql as raw } from 'kysely';
import type { Sql } from '../schema.js';
import type { WriteTransaction } from '../store.js';
import { accessWrites } from './access.js';
import { metadataWrites } from './metadata.js';

type SharedWrites = Pick<
  WriteTransaction,
  | 'createClient'
  | 'insertDomain'
  | 'updateDomain'
  | 'insertFields'
  | 'saveRelationship'
  | 'deleteRelationship'
  | 'saveUser'
  | 'saveRole'
  | 'insertToken'
  | 'deleteToken'
  | 'deleteEndedSessions'
  | 'takeRecordIds'
  | 'raiseRecordIds'
  | 'pairsOfLinks'
  | 'pairsWithSeveralLinks'
  | 'setLinkIdentity'
>;

/** The client whose transaction it is; `createClient` sets it. */
export interface Bound {
  client: number;
}

/** One above the highest id of a client's rows. Safe because a client has one writer. */
export async function nextId(
  sql: Sql,
  table: 'app_user' | 'role' | 'token',
  client: number,
): Promise<number> {
  const { highest } = await sql
    .selectFrom(table as 'role')
    .select(raw<number>`coalesce(max(id), 0)`.as('highest'))
    .where('client_id', '=', client)
    .executeTakeFirstOrThrow();
  return Number(highest) + 1;
}

export function sharedWrites(sql: Sql, bound: Bound): SharedWrites {
  return { ...metadataWrites(sql, bound), ...accessWrites(sql, bound) };
}
