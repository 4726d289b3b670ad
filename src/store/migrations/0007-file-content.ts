import type { Migration } from './migration.js';
import { statisticsStatements } from './sqlite-statistics.js';

/**
 * The content that is stored for a client's File records, by its SHA-256. `claimed_at` is when an upload last
 * claimed it, `removed_at` when it was given up (docs/decisions/0024-file-content.md).
 */
export const fileContent: Migration = {
  number: 7,
  name: 'file content',
  statements: ({ integer, text, tableEnd }) => [
    `CREATE TABLE file_content (
       client_id ${integer} NOT NULL,
       sha256 ${text} NOT NULL,
       size ${integer} NOT NULL,
       claimed_at ${integer} NOT NULL,
       removed_at ${integer},
       PRIMARY KEY (client_id, sha256),
       FOREIGN KEY (client_id) REFERENCES client (id)
     ) ${tableEnd}`,
  ],
  only: { sqlite: statisticsStatements({ file_content: { file_content: '5000000 500000 1' } }) },
};
