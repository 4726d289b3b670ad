import type { Migration } from './migration.js';
import { statisticsStatements } from './sqlite-statistics.js';

/**
 * What became of records. The numbers are those of `link_change`, from the client's one counter. The primary key is in
 * the order of a domain's feed, so that no feed looks through what is of other domains.
 */
export const recordChanges: Migration = {
  number: 10,
  name: 'record changes',
  statements: ({ integer, text, tableEnd }) => [
    `CREATE TABLE record_change (
       client_id ${integer} NOT NULL,
       domain_id ${integer} NOT NULL,
       id ${integer} NOT NULL,
       record_id ${integer} NOT NULL,
       action ${integer} NOT NULL,
       before_fields ${text} NOT NULL,
       after_fields ${text} NOT NULL,
       merged_id ${integer},
       at ${integer} NOT NULL,
       user_id ${integer} NOT NULL,
       request_id ${text} NOT NULL,
       PRIMARY KEY (client_id, domain_id, id)
     ) ${tableEnd}`,
    `CREATE INDEX record_change_record ON record_change (client_id, domain_id, record_id, id)`,
  ],
  only: {
    sqlite: statisticsStatements({
      record_change: {
        record_change: '20000000 2000000 1000000 1',
        record_change_record: '20000000 2000000 1000000 2 1',
      },
    }),
  },
};
