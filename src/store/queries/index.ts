/** The queries that every dialect shares. What is left to each is what a batch's speed depends on. */

import type { Sql } from '../schema.js';
import type { StoreQueries } from '../store.js';
import { accessQueries } from './access.js';
import { changeQueries } from './change.js';
import { faultQueries } from './faults.js';
import { linkQueries } from './link.js';
import { metadataQueries } from './metadata.js';
import { recentRequestQueries } from './recent-request.js';
import { recordQueries } from './record.js';
import { relationshipQueries } from './relationship.js';

type OwnQueries = 'findRecords' | 'countMatchKeys' | 'damage';

export function sharedQueries(sql: Sql): Omit<StoreQueries, OwnQueries> {
  return {
    ...metadataQueries(sql),
    ...accessQueries(sql),
    ...recordQueries(sql),
    ...relationshipQueries(sql),
    ...linkQueries(sql),
    ...changeQueries(sql),
    ...recentRequestQueries(sql),
    ...faultQueries(sql),
  };
}
