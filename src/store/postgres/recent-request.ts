/** The statement that requests are recorded by, many at once. */
import type { RecentRequestTransaction } from '../port/recent-request.js';
import { column, type Statement } from './session.js';
import type { TransactionState } from './transaction-state.js';

const insertRequests: Statement = {
  name: 'requests_insert',
  text: `INSERT INTO recent_request (client_id, id, at, user_id, operation, method, path, user_agent, status,
      duration, error_code, request_id)
    SELECT state.client_id, request.* FROM client_state AS state CROSS JOIN unnest($2::text[], $3::bigint[],
      $4::bigint[], $5::text[], $6::text[], $7::text[], $8::text[], $9::bigint[], $10::bigint[], $11::text[],
      $12::text[]) AS request
    WHERE state.client_id = $1
    ON CONFLICT DO NOTHING`,
};

export function requestWrites(state: TransactionState): Pick<RecentRequestTransaction, 'insertRequests'> {
  return {
    async insertRequests(requests) {
      state.begin();
      const values = [
        state.client,
        requests.map(({ id }) => id),
        column(requests, ({ at }) => at),
        column(requests, ({ user }) => user),
        requests.map(({ operation }) => operation),
        requests.map(({ method }) => method),
        requests.map(({ path }) => path),
        requests.map(({ userAgent }) => userAgent),
        column(requests, ({ status }) => status),
        column(requests, ({ duration }) => duration),
        requests.map(({ errorCode }) => errorCode),
        requests.map(({ requestId }) => requestId),
      ];
      state.willBeAwaited([state.session.rows(insertRequests, values)]);
    },
  };
}
