import type { Migration } from './migration.js';

/**
 * A deleted user keeps its row, since history names users by id. Tokens record when they were last used, so that
 * unused ones can be found.
 */
export const access: Migration = {
  number: 5,
  name: 'access',
  statements: ({ integer }) => [
    `ALTER TABLE app_user ADD COLUMN deleted_at ${integer}`,
    `ALTER TABLE token ADD COLUMN last_used_at ${integer}`,
  ],
};
