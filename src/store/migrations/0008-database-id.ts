import type { Migration } from './migration.js';

/**
 * The id by which places of content tell databases apart. It belongs to the whole database but is stored with the first
 * client, since every table belongs to clients. It is created when it is first needed.
 */
export const databaseId: Migration = {
  number: 8,
  name: 'database id',
  statements: ({ text }) => [`ALTER TABLE client_state ADD COLUMN database_id ${text}`],
};
