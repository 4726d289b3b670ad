import { withinStretch } from '../queries/recent-request.js';
import type { RecentRequestWrites } from '../recent-request.js';
import type { Sql } from '../schema.js';
import type { Bound } from './bound.js';

export function recentRequestWrites(sql: Sql, bound: Bound): Pick<RecentRequestWrites, 'deleteRequests'> {
  return {
    async deleteRequests(stretch) {
      await sql.deleteFrom('recent_request').where(withinStretch(bound.client, stretch)).execute();
    },
  };
}
