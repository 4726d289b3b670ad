import type { Migration } from './migration.js';
import { statisticsStatements } from './sqlite-statistics.js';

/** What changes settings, as of this step. */
const administrative = [
  ...['saveUser', 'deleteUser', 'saveRole', 'deleteRole', 'createToken', 'revokeToken', 'changePassword'],
  ...['saveClient', 'saveDomain', 'dropDomain', 'dropField', 'saveRelationship', 'upsertRelationships'],
  'dropRelationship',
];

/** A row for each request becomes a block for it. */
function moveRequests(array: string): string {
  const names = administrative.map((name) => `'${name}'`).join(', ');
  return `INSERT INTO request_block (client_id, id, first_id, minute, user_id, administrative, requests,
      operations, statuses, errors, packed)
    SELECT client_id, id, id, at / 60000, user_id, CASE WHEN operation IN (${names}) THEN 1 ELSE 0 END, 1,
      CASE WHEN operation IS NULL THEN '{}' ELSE '{"' || operation || '":1}' END,
      '{"' || status || '":1}',
      CASE WHEN error_code IS NULL THEN '{}' ELSE '{"' || error_code || '":1}' END,
      CAST(${array}(${array}(id, operation, method, path, user_agent, status, duration, error_code,
        request_id)) AS text)
    FROM recent_request`;
}

const arrays = { sqlite: 'json_array', postgres: 'json_build_array' };

/**
 * Recent requests in blocks, of which each is one row, and how many there are of each user and kind. A block stands in
 * the order of its newest request, and a user's among its own.
 */
export const requestBlocks: Migration = {
  number: 11,
  name: 'request blocks',
  statements: ({ name, integer, text, tableEnd }) => [
    `CREATE TABLE request_block (
       client_id ${integer} NOT NULL,
       id ${text} NOT NULL,
       first_id ${text} NOT NULL,
       minute ${integer} NOT NULL,
       user_id ${integer} NOT NULL,
       administrative ${integer} NOT NULL,
       requests ${integer} NOT NULL,
       operations ${text} NOT NULL,
       statuses ${text} NOT NULL,
       errors ${text} NOT NULL,
       packed ${text} NOT NULL,
       PRIMARY KEY (client_id, id)
     ) ${tableEnd}`,
    `CREATE TABLE request_total (
       client_id ${integer} NOT NULL,
       user_id ${integer} NOT NULL,
       administrative ${integer} NOT NULL,
       requests ${integer} NOT NULL,
       PRIMARY KEY (client_id, user_id, administrative)
     ) ${tableEnd}`,
    moveRequests(arrays[name]),
    `INSERT INTO request_total SELECT client_id, user_id, administrative, sum(requests) FROM request_block
       GROUP BY client_id, user_id, administrative`,
    'CREATE INDEX request_block_user ON request_block (client_id, user_id, id)',
    'DROP TABLE recent_request',
  ],
  only: {
    // To press a block together takes longer than to write it as it is.
    postgres: ['ALTER TABLE request_block ALTER COLUMN packed SET STORAGE EXTERNAL'],
    sqlite: statisticsStatements({
      request_block: { request_block: '100000 10000 1', request_block_user: '100000 10000 1000 1' },
      request_total: { request_total: '10000 1000 2 1' },
    }),
  },
};
