import type { Migration } from './migration.js';
import { statisticsStatements } from './sqlite-statistics.js';

/**
 * Which record an id stands for whose own was merged into it (docs/decisions/0080-merging-records.md). A row is there
 * as long as the record that was kept.
 */
export const mergedRecords: Migration = {
  number: 17,
  name: 'merged records',
  statements: ({ integer, tableEnd }) => [
    `CREATE TABLE merged_record (
       client_id ${integer} NOT NULL,
       domain_id ${integer} NOT NULL,
       merged_id ${integer} NOT NULL,
       kept_id ${integer} NOT NULL,
       PRIMARY KEY (client_id, domain_id, merged_id),
       FOREIGN KEY (client_id, domain_id, kept_id) REFERENCES record (client_id, domain_id, id) ON DELETE CASCADE
     ) ${tableEnd}`,
    'CREATE INDEX merged_record_kept ON merged_record (client_id, domain_id, kept_id)',
  ],
  only: {
    sqlite: statisticsStatements({
      merged_record: { merged_record: '100000 10000 5000 1', merged_record_kept: '100000 10000 5000 2' },
    }),
  },
};
