/** The writes that every dialect shares: settings, which need no speed of their own. */
import type { Sql } from '../schema.js';
import { accessWrites } from './access.js';
import type { Bound } from './bound.js';
import { metadataWrites } from './metadata.js';

type SharedWrites = ReturnType<typeof metadataWrites> & ReturnType<typeof accessWrites>;

export function sharedWrites(sql: Sql, bound: Bound): SharedWrites {
  return { ...metadataWrites(sql, bound), ...accessWrites(sql, bound) };
}
