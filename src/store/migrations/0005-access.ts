import type { Migration } from './migration.js';

/**
 * A user that is deleted stays as a row: history names users by id. Of a token it is known when it was last
 * used, so that those that nobody uses can be found.
 */
export const access: Migration = {
  number: 5,
  name: 'access',
  statements: ({ integer }) => [
    `ALTER TABLE app_user ADD COLUMN deleted_at ${integer}`,
    `ALTER TABLE token ADD COLUMN last_used_at ${integer}`,
  ],
};
