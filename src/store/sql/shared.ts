/** What both databases do in the same way: all but what the speed of a batch depends on. */
import { auditQueries, auditWrites } from './audit.js';
import type { Bound } from './bound.js';
import { changeQueries, changeWrites } from './change.js';
import { clientQueries, clientWrites } from './client.js';
import { fileContentQueries, fileContentWrites } from './file-content.js';
import { findingQueries } from './finding.js';
import { keptAnswerQueries, keptAnswerWrites } from './kept-answer.js';
import { linkQueries, linkWrites } from './link.js';
import { matchKeyQueries, matchKeyWrites } from './match-key.js';
import { mergedRecordQueries, mergedRecordWrites } from './merged-record.js';
import { metadataQueries, metadataWrites } from './metadata.js';
import { recordQueries, recordWrites } from './record.js';
import { recordChangeQueries } from './record-change.js';
import { relationshipQueries, relationshipWrites } from './relationship.js';
import { requestBlockWrites } from './request-block.js';
import { roleQueries, roleWrites } from './role.js';
import type { Sql } from './schema.js';
import { tokenQueries, tokenWrites } from './token.js';
import { userQueries, userWrites } from './user.js';

export function sharedQueries(sql: Sql) {
  return {
    ...clientQueries(sql),
    ...userQueries(sql),
    ...roleQueries(sql),
    ...tokenQueries(sql),
    ...metadataQueries(sql),
    ...relationshipQueries(sql),
    ...recordQueries(sql),
    ...mergedRecordQueries(sql),
    ...recordChangeQueries(sql),
    ...matchKeyQueries(sql),
    ...linkQueries(sql),
    ...changeQueries(sql),
    ...fileContentQueries(sql),
    ...keptAnswerQueries(sql),
    ...auditQueries(sql),
    ...findingQueries(sql),
  };
}

export function sharedWrites(bound: Bound) {
  return {
    ...clientWrites(bound),
    ...userWrites(bound),
    ...roleWrites(bound),
    ...tokenWrites(bound),
    ...metadataWrites(bound),
    ...relationshipWrites(bound),
    ...recordWrites(bound),
    ...mergedRecordWrites(bound),
    ...matchKeyWrites(bound),
    ...linkWrites(bound),
    ...changeWrites(bound),
    ...fileContentWrites(bound),
    ...keptAnswerWrites(bound),
    ...auditWrites(bound),
    ...requestBlockWrites(bound),
  };
}
