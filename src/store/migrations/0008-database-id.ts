import type { Migration } from './migration.js';

/**
 * The id by which places of content tell databases apart. It is the whole database's, and stands with its first
 * client, since every table is a client's; it is given when it is first needed.
 */
export const databaseId: Migration = {
  number: 8,
  name: 'database id',
  statements: ({ text }) => [`ALTER TABLE client_state ADD COLUMN database_id ${text}`],
};
