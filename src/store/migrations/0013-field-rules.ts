import type { Migration } from './migration.js';

/** How values of a field are compared, and the rules that they keep. Fields that are there have none. */
export const fieldRules: Migration = {
  number: 13,
  name: 'field rules',
  statements: ({ integer, text }) => [
    `ALTER TABLE field ADD COLUMN matching ${text} NOT NULL DEFAULT 'exact'`,
    `ALTER TABLE field ADD COLUMN required ${integer} NOT NULL DEFAULT 0`,
    `ALTER TABLE field ADD COLUMN is_unique ${integer} NOT NULL DEFAULT 0`,
    `ALTER TABLE field ADD COLUMN format ${text}`,
    `ALTER TABLE field ADD COLUMN currency ${text}`,
  ],
};
