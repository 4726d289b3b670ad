import type { AuditLogEntry } from 'linkwright/client';
import { figures } from './figures.js';

type Words<Names extends string> = Record<Names, string>;

const kinds: Words<AuditLogEntry['Kind']> = {
  user: 'User',
  role: 'Role',
  token: 'Token',
  relationship: 'Relationship',
  domain: 'Domain',
  field: 'Field',
  linkField: 'Field of links',
  setting: 'Setting',
  signIn: 'Sign-in',
};

const many: Words<AuditLogEntry['Kind']> = {
  user: 'Users',
  role: 'Roles',
  token: 'Tokens',
  relationship: 'Relationships',
  domain: 'Domains',
  field: 'Fields',
  linkField: 'Fields of links',
  setting: 'Settings',
  signIn: 'Sign-ins',
};

/** The audit log, as a section of administration. */
export const audit = {
  description: 'Who changed which setting, and who signed in or tried to, the newest first.',
  list: 'Audit log',
  time: 'Time',
  what: 'What',
  user: 'Who',
  anyUser: 'Anybody',
  kind: 'Kind',
  anyKind: 'Everything',
  from: 'From',
  to: 'To',
  action: 'Outcome',
  address: 'Address',
  userAgent: 'User agent',
  request: 'Request id',
  copyId: 'Copy the request id',
  several: 'Several',
  kinds,
  actions: {
    created: 'Made',
    changed: 'Changed',
    deleted: 'Deleted',
    succeeded: 'Succeeded',
    failed: 'Failed',
    limited: 'Refused for a while',
  } satisfies Words<AuditLogEntry['Action']>,
  /** What an entry is about. */
  sentence: ({ Kind, Subject, User }: AuditLogEntry) => {
    if (Kind === 'signIn') return User === null ? many.signIn : `${kinds.signIn} of ${User}`;
    return Subject === null ? many[Kind] : `${kinds[Kind]} ${Subject}`;
  },
  open: (what: string) => `Details of ${what}`,
  details: 'Details of the entry',
  differences: 'What differs',
  property: 'Property',
  before: 'Before',
  after: 'After',
  empty: 'No entry fits',
  kept: (days: number) => `Entries are kept for ${figures(days)} days.`,
};
