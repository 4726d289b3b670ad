import type { Migration } from './migration.js';
import { statisticsStatements } from './sqlite-statistics.js';

/**
 * Recent requests are ordered by time within their client, so that the newest are found and the oldest
 * removed at the ends of one index. Nothing refers to them and they refer to nothing, so each request costs one row
 * of one index.
 */
export const recentRequests: Migration = {
  number: 6,
  name: 'recent requests',
  statements: ({ integer, text, tableEnd }) => [
    `CREATE TABLE recent_request (
       client_id ${integer} NOT NULL,
       id ${text} NOT NULL,
       at ${integer} NOT NULL,
       user_id ${integer} NOT NULL,
       operation ${text},
       method ${text} NOT NULL,
       path ${text} NOT NULL,
       user_agent ${text} NOT NULL,
       status ${integer} NOT NULL,
       duration ${integer} NOT NULL,
       error_code ${text},
       request_id ${text} NOT NULL,
       PRIMARY KEY (client_id, id)
     ) ${tableEnd}`,
  ],
  only: { sqlite: statisticsStatements({ recent_request: { recent_request: '1000000 100000 1' } }) },
};
