/**
 * The keys under which answers are kept. Each begins with what a change invalidates: a change of a link invalidates what
 * is under the `links` of both its records.
 */
export const keys = {
  me: ['me'],
  settings: ['settings'],
  domains: ['domains'],
  fields: (domain: string) => ['fields', domain],
  linkFields: (childDomain: string) => ['link-fields', childDomain],
  relationships: ['relationships'],
  users: ['users'],
  roles: ['roles'],
  tokens: ['tokens'],
  recordsOf: (domain: string) => ['records', domain],
  record: (domain: string, id: number) => ['records', domain, 'one', id],
  /** What is linked to a record, and what has been. */
  links: (domain: string, id: number) => ['links', domain, id],
  /** What became of the record and of its links: a change of either is in it. */
  history: (domain: string, id: number) => ['links', domain, id, 'history'],
  changes: ['changes'],
  /** This is not below `changes`: later changes are followed from there. */
  newestChanges: (domain: string | null, count: number) => ['newest-changes', domain, count],
  newestRecordChanges: (domain: string) => ['newest-record-changes', domain],
  /** Paths from one record to another. They stay as they were found until they are searched for again. */
  paths: ['paths'],
  /** The records that may have been meant where a row of an import was rejected. */
  near: (row: unknown) => ['near', row],
  auditLog: ['audit-log'],
  recentRequests: ['recent-requests'],
  openApi: ['open-api'],
} satisfies Record<string, readonly unknown[] | ((...names: never[]) => readonly unknown[])>;
