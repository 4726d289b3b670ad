/** The writes that every dialect shares: those that need no speed of their own. */
import type { Sql } from '../schema.js';
import { accessWrites } from './access.js';
import type { Bound } from './bound.js';
import { linkWrites } from './link.js';
import { metadataWrites } from './metadata.js';
import { recentRequestWrites } from './recent-request.js';
import { relationshipWrites } from './relationship.js';

type SharedWrites = ReturnType<typeof metadataWrites> &
  ReturnType<typeof relationshipWrites> &
  ReturnType<typeof accessWrites> &
  ReturnType<typeof linkWrites> &
  ReturnType<typeof recentRequestWrites>;

export function sharedWrites(sql: Sql, bound: Bound): SharedWrites {
  return {
    ...metadataWrites(sql, bound),
    ...relationshipWrites(sql, bound),
    ...accessWrites(sql, bound),
    ...linkWrites(sql, bound),
    ...recentRequestWrites(sql, bound),
  };
}
