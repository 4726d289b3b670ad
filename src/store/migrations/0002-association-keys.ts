import type { Migration } from './migration.js';

/**
 * Records are found by their associations too, so that a record which others refer to is not deleted. Rows
 * for those that are there already are made by the dialects that had databases before.
 */
export const associationKeys: Migration = {
  number: 2,
  name: 'association keys',
  statements: () => [],
};
