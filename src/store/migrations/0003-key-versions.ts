import type { Migration } from './migration.js';

/**
 * Which way of writing match keys each client's records have. Those from before have version 1, whose keys
 * do not sort and are of some types alone; they are written anew by the program, which knows how
 * (docs/decisions/0020-record-queries.md).
 */
export const keyVersions: Migration = {
  number: 3,
  name: 'key versions',
  statements: ({ integer }) => [
    `ALTER TABLE client_state ADD COLUMN key_version ${integer} NOT NULL DEFAULT 1`,
  ],
};
