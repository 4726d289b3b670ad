/** The statement that requests are recorded by. It runs once a row, behind each other in one index. */
import type { RecentRequest } from '../recent-request.js';
import type { Connection } from './connection.js';

const insertRequest = `INSERT INTO recent_request (client_id, id, at, user_id, operation, method, path,
    user_agent, status, duration, error_code, request_id)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`;

export function requestWriter(connection: Connection) {
  const insert = connection.prepare(insertRequest);
  return (client: number, requests: RecentRequest[]): void => {
    for (const request of requests) {
      insert.run(
        client,
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
  };
}
