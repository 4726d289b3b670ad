import { initial } from './0001-initial.js';
import { associationKeys } from './0002-association-keys.js';
import { access } from './0005-access.js';
import { recentRequests } from './0006-recent-requests.js';
import type { Migration } from './migration.js';

/** In order of their numbers, which count from 1 without a gap. */
export const migrations: Migration[] = [
  initial,
  associationKeys,
  ...[3, 4].map((number) => ({ number, name: 'later', statements: () => [] })),
  access,
  recentRequests,
];

/** What a database needs, and what it must not be above, for this program. */
export const newestMigration = migrations.length;
