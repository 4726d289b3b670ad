/** The statement that records requests. It runs once a row; the rows follow one another in one index. */
import type { RecentRequestTransaction } from '../port/recent-request.js';
import type { Bound } from '../sql/bound.js';
import type { Connection } from './connection.js';

const insertRequest = `INSERT INTO recent_request (client_id, id, at, user_id, operation, method, path,
    user_agent, status, duration, error_code, request_id)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`;

type OwnWrites = Pick<RecentRequestTransaction, 'insertRequests'>;

export function requestWriter(connection: Connection): (bound: Bound) => OwnWrites {
  const insert = connection.prepare(insertRequest);
  return (bound) => ({
    async insertRequests(requests) {
      for (const request of requests) {
        insert.run(
          bound.client,
          request.id,
          request.at,
          request.user,
          request.operation,
          request.method,
          request.path,
          request.userAgent,
          request.status,
          request.duration,
          request.errorCode,
          request.requestId,
        );
      }
    },
  });
}
