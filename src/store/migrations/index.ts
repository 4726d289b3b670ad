import { initial } from './0001-initial.js';
import { associationKeys } from './0002-association-keys.js';
import { keyVersions } from './0003-key-versions.js';
import { relationshipLimits } from './0004-relationship-limits.js';
import { access } from './0005-access.js';
import { recentRequests } from './0006-recent-requests.js';
import { fileContent } from './0007-file-content.js';
import { databaseId } from './0008-database-id.js';
import { knownAddresses } from './0009-known-addresses.js';
import { recordChanges } from './0010-record-changes.js';
import { requestBlocks } from './0011-request-blocks.js';
import { linkFields } from './0012-link-fields.js';
import { fieldRules } from './0013-field-rules.js';
import { removedLinks } from './0014-removed-links.js';
import { keptAnswers } from './0015-kept-answers.js';
import { rolesOfTokens } from './0016-roles-of-tokens.js';
import { mergedRecords } from './0017-merged-records.js';
import { auditLog } from './0018-audit-log.js';
import type { Migration } from './migration.js';

/** In order of their numbers, which count from 1 without a gap. */
export const migrations: Migration[] = [
  initial,
  associationKeys,
  keyVersions,
  relationshipLimits,
  access,
  recentRequests,
  fileContent,
  databaseId,
  knownAddresses,
  recordChanges,
  requestBlocks,
  linkFields,
  fieldRules,
  removedLinks,
  keptAnswers,
  rolesOfTokens,
  mergedRecords,
  auditLog,
];

/** The number of the newest step: this program needs a database to be at it, and refuses one beyond it. */
export const newestMigration = migrations.length;
