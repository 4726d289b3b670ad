import type { Migration } from './migration.js';
import { statisticsStatements } from './sqlite-statistics.js';

/**
 * What calls were answered that their callers named by a key (docs/decisions/0081-calls-with-a-key.md). `key` and
 * `fingerprint` are digests.
 */
export const keptAnswers: Migration = {
  number: 15,
  name: 'kept answers',
  statements: ({ integer, text, tableEnd }) => [
    `CREATE TABLE kept_answer (
       client_id ${integer} NOT NULL,
       key ${text} NOT NULL,
       fingerprint ${text} NOT NULL,
       answer ${text} NOT NULL,
       at ${integer} NOT NULL,
       PRIMARY KEY (client_id, key),
       FOREIGN KEY (client_id) REFERENCES client (id)
     ) ${tableEnd}`,
    'CREATE INDEX kept_answer_at ON kept_answer (client_id, at)',
  ],
  only: {
    sqlite: statisticsStatements({
      kept_answer: { kept_answer: '1000000 100000 1', kept_answer_at: '1000000 100000 2' },
    }),
  },
};
