/** The tables as Kysely sees them; `migrations/` makes them. */
import type { DomainPermission } from '../../contract/permissions.js';
import type {
  AuditAction,
  AuditKind,
  FieldType,
  Format,
  LinkIdentity,
  Matching,
} from '../../contract/words.js';
import type { DroppedKind } from '../port/metadata.js';
import type { Kysely } from './kysely.js';

export interface Schema {
  client: { id: number; account: string; name: string };
  client_state: {
    client_id: number;
    version: number;
    link_identity: LinkIdentity;
    next_link_id: number;
    next_change_id: number;
    next_token_id: number;
    key_version: number;
    database_id: string | null;
    next_audit_id: number;
    audit_days: number;
  };
  domain: {
    client_id: number;
    id: number;
    name: string;
    label: string;
    linkable: number;
    next_record_id: number;
  };
  field: {
    client_id: number;
    id: number;
    domain_id: number;
    name: string;
    label: string;
    type: FieldType;
    refers_to: number | null;
    codes: string | null;
    matching: Matching;
    required: number;
    is_unique: number;
    format: Format | null;
    currency: string | null;
  };
  link_field: {
    client_id: number;
    id: number;
    child_domain_id: number;
    name: string;
    label: string;
    type: FieldType;
    codes: string | null;
  };
  relationship: { client_id: number; id: number; code: string; description: string };
  relationship_limit: {
    client_id: number;
    relationship_id: number;
    parent_domain_id: number;
    most: number;
  };
  dropped: { client_id: number; kind: DroppedKind; id: number; name: string };
  record: {
    client_id: number;
    domain_id: number;
    id: number;
    fields: string;
    created_at: number;
    created_by: number;
    modified_at: number;
    modified_by: number;
  };
  match_key: {
    client_id: number;
    domain_id: number;
    field_id: number;
    value: string;
    record_id: number;
    folded: string | null;
  };
  merged_record: { client_id: number; domain_id: number; merged_id: number; kept_id: number };
  link: {
    client_id: number;
    id: number;
    parent_domain_id: number;
    parent_id: number;
    child_domain_id: number;
    child_id: number;
    slot: number;
    relationship_id: number | null;
    fields: string | null;
    created_at: number;
    created_by: number;
    modified_at: number;
    modified_by: number;
  };
  removed_link: {
    client_id: number;
    id: number;
    created_at: number;
    created_by: number;
    modified_at: number;
    modified_by: number;
  };
  link_change: {
    client_id: number;
    id: number;
    link_id: number;
    action: number;
    parent_domain_id: number;
    parent_id: number;
    child_domain_id: number;
    child_id: number;
    before_relationship_id: number | null;
    after_relationship_id: number | null;
    fields: string | null;
    at: number;
    user_id: number;
    request_id: string;
  };
  record_change: {
    client_id: number;
    domain_id: number;
    id: number;
    record_id: number;
    action: number;
    before_fields: string;
    after_fields: string;
    merged_id: number | null;
    at: number;
    user_id: number;
    request_id: string;
  };
  file_content: {
    client_id: number;
    sha256: string;
    size: number;
    claimed_at: number;
    removed_at: number | null;
  };
  kept_answer: { client_id: number; key: string; fingerprint: string; answer: string; at: number };
  app_user: {
    client_id: number;
    id: number;
    name: string;
    password_hash: string | null;
    administrator: number;
    created_at: number;
    /** Set for a user that is there for history alone. */
    deleted_at: number | null;
  };
  role: { client_id: number; id: number; name: string };
  role_grant: {
    client_id: number;
    role_id: number;
    domain_id: number;
    permission: DomainPermission | 'Administer';
  };
  user_role: { client_id: number; user_id: number; role_id: number };
  token: {
    client_id: number;
    id: number;
    user_id: number;
    hash: string;
    name: string;
    kind: 'session' | 'token';
    created_at: number;
    expires_at: number | null;
    last_used_at: number | null;
    /** Ids as JSON; `null` for a token that is bound to none. */
    roles: string | null;
  };
  known_address: { client_id: number; user_id: number; address: string; seen_at: number };
  audit_log: {
    client_id: number;
    at: number;
    id: number;
    kind: AuditKind;
    action: AuditAction;
    subject: string | null;
    user_name: string | null;
    address: string | null;
    user_agent: string | null;
    request_id: string | null;
    before_values: string | null;
    after_values: string | null;
  };
  request_block: {
    client_id: number;
    id: string;
    first_id: string;
    minute: number;
    user_id: number;
    administrative: number;
    requests: number;
    operations: string;
    statuses: string;
    errors: string;
    packed: string;
  };
  request_total: { client_id: number; user_id: number; administrative: number; requests: number };
}

export type Sql = Kysely<Schema>;
