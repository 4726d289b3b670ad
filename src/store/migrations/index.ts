import { initial } from './0001-initial.js';
import { associationKeys } from './0002-association-keys.js';
import { fileContent } from './0007-file-content.js';
import type { Migration } from './migration.js';

/** In order of their numbers, which count from 1 without a gap. */
export const migrations: Migration[] = [
  initial,
  associationKeys,
  ...[3, 4, 5, 6].map((number) => ({ number, name: 'later', statements: () => [] })),
  fileContent,
];

/** What a database needs, and what it must not be above, for this program. */
export const newestMigration = migrations.length;
