/** The fixed words (docs/reference/words.md). */

export const fieldTypes = ['Text', 'Numeric', 'Date', 'DateTime', 'Boolean', 'Coded', 'Association'] as const;

export type FieldType = (typeof fieldTypes)[number];

/** Whether a field of this type may be a match field (docs/reference/identification.md#match-fields). */
export function canMatch(type: FieldType): boolean {
  return type === 'Text' || type === 'Numeric';
}

/** How values of a Text field are compared (docs/reference/identification.md#what-equals-what). */
export const matchings = ['exact', 'loose'] as const;
export type Matching = (typeof matchings)[number];

/** What the values of a Text field may be required to look like (docs/reference/metadata.md#rules-of-a-field). */
export const formats = ['email', 'url', 'phone'] as const;
export type Format = (typeof formats)[number];

export const linkIdentities = ['pair', 'relationship'] as const;

/** A client's setting: what makes two links the same link. */
export type LinkIdentity = (typeof linkIdentities)[number];

/** The child domain whose links carry a relationship. */
export const contactDomain = 'Contact';

/** The child domain whose records may have content. */
export const fileDomain = 'File';

/** What a record's id is called among its fields; a field of that name takes precedence. */
export const idName = 'ID';

/** Domain and field names serve as path segments and property names, so they are plain words. */
export const wordPattern = '[A-Za-z][A-Za-z0-9_]{0,99}';

const customPrefix = 'Custom.';

/** What a new domain may be called; the built-in ones have other names. */
export const customDomainName = new RegExp(`^Custom\\.${wordPattern}$`);

/** Whether the domain is the client's own rather than built in. */
export function isCustomDomain(name: string): boolean {
  return name.startsWith(customPrefix);
}

/** What can happen to a link (docs/reference/link-operations.md#history). */
export const linkActions = ['inserted', 'changed', 'removed', 'restored'] as const;
export type LinkAction = (typeof linkActions)[number];

/** What can happen to a record (docs/reference/records.md#history). */
export const recordActions = ['created', 'updated', 'merged', 'deleted'] as const;
export type RecordAction = (typeof recordActions)[number];

/** What an entry of the audit log is about (docs/reference/audit-log.md#entries). */
export const auditKinds = [
  'user',
  'role',
  'token',
  'relationship',
  'domain',
  'field',
  'linkField',
  'setting',
  'signIn',
] as const;
export type AuditKind = (typeof auditKinds)[number];

/** What was done; the last three are what became of a sign-in. */
export const auditActions = ['created', 'changed', 'deleted', 'succeeded', 'failed', 'limited'] as const;
export type AuditAction = (typeof auditActions)[number];
