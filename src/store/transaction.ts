/** What can be asked of a store, and what a transaction can do. */
import type { AuditQueries, AuditTransaction } from './port/audit.js';
import type { ChangeQueries, ChangeTransaction } from './port/change.js';
import type { ClientQueries, ClientTransaction } from './port/client.js';
import type { FileContentQueries, FileContentTransaction } from './port/file-content.js';
import type { FindingQueries } from './port/finding.js';
import type { KeptAnswerQueries, KeptAnswerTransaction } from './port/kept-answer.js';
import type { LinkQueries, LinkTransaction } from './port/link.js';
import type { MatchKeyQueries, MatchKeyTransaction } from './port/match-key.js';
import type { MergedRecordQueries, MergedRecordTransaction } from './port/merged-record.js';
import type { MetadataQueries, MetadataTransaction } from './port/metadata.js';
import type { RecentRequestQueries, RecentRequestTransaction } from './port/recent-request.js';
import type { RecordQueries, RecordTransaction } from './port/record.js';
import type { RecordChangeQueries } from './port/record-change.js';
import type { RelationshipQueries, RelationshipTransaction } from './port/relationship.js';
import type { RoleQueries, RoleTransaction } from './port/role.js';
import type { TokenQueries, TokenTransaction } from './port/token.js';
import type { UserQueries, UserTransaction } from './port/user.js';

/** What can be read, inside a transaction or outside. */
export interface StoreQueries
  extends ClientQueries,
    UserQueries,
    RoleQueries,
    TokenQueries,
    MetadataQueries,
    RelationshipQueries,
    RecordQueries,
    MergedRecordQueries,
    RecordChangeQueries,
    MatchKeyQueries,
    LinkQueries,
    ChangeQueries,
    FileContentQueries,
    KeptAnswerQueries,
    RecentRequestQueries,
    AuditQueries,
    FindingQueries {}

/** One transaction for one client. What it wrote is there for all when it has ended, or not at all. */
export interface WriteTransaction
  extends StoreQueries,
    ClientTransaction,
    UserTransaction,
    RoleTransaction,
    TokenTransaction,
    MetadataTransaction,
    RelationshipTransaction,
    RecordTransaction,
    MergedRecordTransaction,
    MatchKeyTransaction,
    LinkTransaction,
    ChangeTransaction,
    FileContentTransaction,
    KeptAnswerTransaction,
    RecentRequestTransaction,
    AuditTransaction {
  /** 0 until `createClient`, where the transaction was begun without a client. */
  readonly client: number;
  /**
   * Whether it was tried before, and failed for a reason that passes: what a program reads ahead of its lock may have
   * been deleted meanwhile, and would be again.
   */
  readonly isRepeated: boolean;
}
