import type { Migration } from './migration.js';

/**
 * The roles that a token is bound to, as a list of their ids in JSON; without one it is bound to none, and stands for all
 * that its user has (docs/decisions/0082-tokens-with-fewer-roles.md).
 */
export const rolesOfTokens: Migration = {
  number: 16,
  name: 'roles of tokens',
  statements: ({ text }) => [`ALTER TABLE token ADD COLUMN roles ${text}`],
};
