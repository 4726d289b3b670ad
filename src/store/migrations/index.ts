import { initial } from './0001-initial.js';
import { associationKeys } from './0002-association-keys.js';
import { access } from './0005-access.js';
import type { Migration } from './migration.js';

/** In order of their numbers, which count from 1 without a gap. */
export const migrations: Migration[] = [
  initial,
  associationKeys,
  { number: 3, name: 'to be merged', statements: () => [] },
  { number: 4, name: 'to be merged', statements: () => [] },
  access,
];

/** What a database needs, and what it must not be above, for this program. */
export const newestMigration = migrations.length;
