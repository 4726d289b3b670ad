/** The shapes of the audit log (docs/reference/audit-log.md). */
import { limits } from '../limits/limits.js';
import { Id, OrNull, Time } from './answers.js';
import { filterParameter, meaning, pageParameters } from './shapes.js';
import Type, { type Static } from './typebox.js';
import { auditActions, auditKinds } from './words.js';

const timeAccepts = 'a day like 2027-01-31, or a date and time like 2027-01-31T13:45:00Z';

/** A leap second is a valid time, but has no value in milliseconds, so it is refused. */
const TimeParameter = Type.Optional(
  Type.Refine(
    Type.Union([Type.String({ format: 'date' }), Type.String({ format: 'date-time' })], {
      accepts: timeAccepts,
    }),
    (text) => !Number.isNaN(Date.parse(text)),
    () => timeAccepts,
  ),
);

/** `GET /api/AuditLog` */
export const AuditLogParameters = Type.Object(
  {
    user: meaning(
      filterParameter(`the name of a user, of at most ${limits.auditUserCharacters} characters`),
      'Who did it, or tried to sign in',
    ),
    kind: Type.Optional(Type.Enum([...auditKinds], { accepts: `one of ${auditKinds.join(', ')}` })),
    from: meaning(TimeParameter, 'The earliest time; of a day its beginning (UTC)'),
    to: meaning(TimeParameter, 'The latest time; of a day its end (UTC)'),
    pageSize: pageParameters.pageSize,
    after: Type.Optional(
      Type.String({ pattern: '^([0-9]{1,15}-[0-9]{1,15})?$', accepts: 'the cursor of an earlier page' }),
    ),
  },
  { additionalProperties: false },
);
export type AuditLogParameters = Static<typeof AuditLogParameters>;

const Values = Type.Record(Type.String(), Type.Unknown());

export const AuditLogEntry = Type.Object(
  {
    EntryID: Id,
    At: Time,
    Kind: Type.Enum([...auditKinds]),
    Action: Type.Enum([...auditActions]),
    Subject: OrNull(Type.String(), {
      description: 'The name of what was changed, the number of a token; null for several, and for none.',
    }),
    User: OrNull(Type.String(), {
      description: 'Who did it; of a sign-in as it was given. null for several.',
    }),
    Address: OrNull(Type.String(), { description: 'null for what no request did.' }),
    UserAgent: OrNull(Type.String()),
    RequestID: OrNull(Type.String()),
    Before: OrNull(Values, { description: 'What differs, as it was; null where there was nothing.' }),
    After: OrNull(Values, { description: 'The same, as it is; null where there is nothing.' }),
  },
  { additionalProperties: false, title: 'AuditLogEntry' },
);
export type AuditLogEntry = Static<typeof AuditLogEntry>;

export const AuditLogEntries = Type.Array(AuditLogEntry);
