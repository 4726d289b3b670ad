/** The writes that every dialect shares: settings, which need no speed of their own. */
import type { Sql } from '../schema.js';
import type { WriteTransaction } from '../store.js';
import { accessWrites } from './access.js';
import type { Bound } from './bound.js';
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

export function sharedWrites(sql: Sql, bound: Bound): SharedWrites {
  return { ...metadataWrites(sql, bound), ...accessWrites(sql, bound) };
}
