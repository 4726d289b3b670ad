/** The typed client of a Linkwright server, for Node and browsers. */
export type {
  AuditLog,
  AuditLogEntry,
  ClientSettings,
  Done,
  Me,
  NewToken,
  Role,
  RoleBody,
  Roles,
  Self,
  Settings,
  SettingsBody,
  Sizes,
  Token,
  TokenBody,
  Tokens,
  User,
  UserBody,
  Users,
} from './administration.js';
export type { CallOptions, WriteOptions } from './call.js';
export type { ChangeFilters, ChangePage, Changes } from './changes.js';
export { type ClientOptions, createClient, type LinkwrightClient } from './client.js';
export { type ErrorCode, type FailureCode, LinkwrightError } from './error.js';
export { etagOf } from './etag.js';
export type { DownloadOptions, Files, Upload, UploadAnswer, UploadTarget } from './files.js';
export type {
  ChangeRow,
  FieldColumn,
  HistoryQuery,
  LinkFilters,
  LinkQuery,
  LinkRow,
  Links,
  ManyLinksOptions,
  QueriedLink,
  RefusedEntry,
  RelationshipCount,
  RemovalAnswer,
  RemovalBody,
  UndoAnswer,
  UpsertAnswer,
  UpsertBody,
} from './links.js';
export type { Entries, ManyOptions } from './many.js';
export type {
  Domain,
  DomainBody,
  Domains,
  Field,
  LinkField,
  LinkFieldsBody,
  Relationship,
  RelationshipBody,
  RelationshipEntry,
  RelationshipEntryAnswer,
  Relationships,
} from './metadata.js';
export type { components, operations, paths } from './openapi.js';
export type {
  FollowRequestsOptions,
  RecentRequest,
  RecentRequests,
  RequestSummary,
} from './recent-requests.js';
export type { RecordChangeRow, RecordChanges, RecordChangesOptions } from './record-changes.js';
export type {
  ConditionalOptions,
  ManyRecordsOptions,
  MergeAnswer,
  MergeOptions,
  RecordAnswer,
  RecordFields,
  RecordHistoryQuery,
  RecordQuery,
  RecordRow,
  Records,
} from './records.js';
export type { Page, Rows } from './rows.js';
export type { Credentials } from './session.js';
