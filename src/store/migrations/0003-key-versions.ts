import type { Migration } from './migration.js';

/**
 * The version of the form in which each client's match keys are written. Older ones have version 1, whose keys
 * do not sort and exist only for some types; the program, which knows the present form, rewrites them
 * (docs/decisions/0020-record-queries.md).
 */
export const keyVersions: Migration = {
  number: 3,
  name: 'key versions',
  statements: ({ integer }) => [
    `ALTER TABLE client_state ADD COLUMN key_version ${integer} NOT NULL DEFAULT 1`,
  ],
};
