/** The shapes of users, roles and tokens, and of a client's settings. */

import { limits } from '../limits/limits.js';
import {
  accessNamePattern,
  accessNameWords,
  clientNamePattern,
  clientNameWords,
  isAccessName,
  isClientName,
} from './access-name.js';
import { Count, Id, OrNull, Time } from './answers.js';
import { domainPermissions, grantablePermissions } from './permissions.js';
import { pageParameters } from './shapes.js';
import Type, { type Static } from './typebox.js';
import { linkIdentities } from './words.js';

const closed = { additionalProperties: false, accepts: 'a JSON object' };

function nameOf(pattern: string, accepts: string, fits: (text: string) => boolean) {
  const text = Type.String({ minLength: 1, maxLength: limits.nameCharacters, pattern, accepts });
  return Type.Refine(text, fits, () => accepts);
}

/** The name of a user, role or token. */
export const AccessName = nameOf(accessNamePattern, accessNameWords, isAccessName);

/** The name of an account, or of a client. */
export const NewClientName = nameOf(clientNamePattern, clientNameWords, isClientName);

export const passwordWords = `a string of ${limits.passwordCharacters} to ${limits.maxPasswordCharacters} characters`;

/** A password that is being set. One that is only compared may be shorter, since it may date from before this rule. */
export const NewPassword = Type.String({
  minLength: limits.passwordCharacters,
  maxLength: limits.maxPasswordCharacters,
  format: 'password',
  accepts: passwordWords,
});

const LinkIdentityWord = Type.Enum([...linkIdentities], { accepts: linkIdentities.join(' or ') });

export const UserPath = Type.Object({ user: AccessName });

/** `PUT /api/Users/{user}`: properties that are left out stay as they are. */
export const UserBody = Type.Object(
  {
    Password: Type.Optional(
      Type.Union([NewPassword, Type.Null()], {
        format: 'password',
        accepts: `${passwordWords}, or null for a user who works with tokens alone`,
      }),
    ),
    Administrator: Type.Optional(Type.Boolean({ accepts: 'true or false' })),
    Roles: Type.Optional(
      Type.Array(AccessName, { maxItems: limits.roles, accepts: 'an array of names of roles' }),
    ),
  },
  { ...closed, title: 'UserBody' },
);
export type UserBody = Static<typeof UserBody>;

export const UserAnswer = Type.Object(
  {
    ID: Id,
    Name: Type.String(),
    Administrator: Type.Boolean({
      description: 'Whether the user may administer without a role that says so.',
    }),
    Roles: Type.Array(Type.String()),
    HasPassword: Type.Boolean(),
    CreatedAt: Time,
  },
  { additionalProperties: false, title: 'User' },
);
export type UserAnswer = Static<typeof UserAnswer>;
export const Users = Type.Array(UserAnswer);

export const UserListParameters = Type.Object(pageParameters, { additionalProperties: false });

export const RolePath = Type.Object({ role: AccessName });

const Permission = Type.Enum([...grantablePermissions], {
  accepts: `one of ${grantablePermissions.join(', ')}`,
});

const Grants = Type.Record(
  Type.String(),
  Type.Array(Permission, {
    maxItems: grantablePermissions.length,
    accepts: `an array of ${grantablePermissions.join(', ')}`,
  }),
  {
    accepts: 'an object of permissions by domain, or by * for every domain',
  },
);

/** `PUT /api/Roles/{role}` */
export const RoleBody = Type.Object({ Grants }, { ...closed, title: 'RoleBody' });
export type RoleBody = Static<typeof RoleBody>;

export const RoleAnswer = Type.Object(
  { Name: Type.String(), Grants },
  { additionalProperties: false, title: 'Role' },
);
export type RoleAnswer = Static<typeof RoleAnswer>;
export const Roles = Type.Array(RoleAnswer);

export const TokenPath = Type.Object({
  id: Type.String({
    pattern: '^[1-9][0-9]{0,14}$',
    accepts: 'the number of a token',
    documented: { type: 'integer', minimum: 1 },
  }),
});

export const TokenListParameters = Type.Object(
  { user: Type.Optional(AccessName), ...pageParameters },
  { additionalProperties: false },
);

/** A leap second is a valid time, but has no value in milliseconds, so it is refused. */
const Moment = Type.Refine(
  Type.String({ format: 'date-time' }),
  (text) => !Number.isNaN(Date.parse(text)),
  () => 'date and time',
);

/** `POST /api/Tokens` */
export const TokenBody = Type.Object(
  {
    User: AccessName,
    Name: Type.Optional(
      Type.Union([AccessName, Type.Literal(''), Type.Null()], { accepts: accessNameWords }),
    ),
    ExpiresAt: Type.Optional(
      Type.Union([Moment, Type.Literal(''), Type.Null()], {
        accepts: 'a date and time to come, like 2027-01-31T13:45:00Z',
      }),
    ),
    Roles: Type.Optional(
      Type.Union([Type.Array(AccessName, { minItems: 1, maxItems: limits.roles }), Type.Null()], {
        accepts:
          "an array of names of the user's roles, at least one; null, or nothing, for all that the user has",
      }),
    ),
  },
  { ...closed, title: 'TokenBody' },
);
export type TokenBody = Static<typeof TokenBody>;

const tokenAnswer = {
  ID: Id,
  User: Type.String(),
  Name: Type.String({ description: 'What it is for; empty for a session.' }),
  Kind: Type.Union([Type.Literal('session'), Type.Literal('token')], {
    description: 'A session comes from signing in; a token is made for a program.',
  }),
  Roles: OrNull(Type.Array(Type.String()), {
    description:
      "Those of the user's roles that it is bound to; null where it stands for all that the user may do.",
  }),
  CreatedAt: Time,
  ExpiresAt: OrNull(Time, { description: 'null for none.' }),
  LastUsedAt: OrNull(Time, { description: 'To the minute; null before the first use.' }),
};
export const TokenAnswer = Type.Object(tokenAnswer, { additionalProperties: false, title: 'Token' });
export type TokenAnswer = Static<typeof TokenAnswer>;
export const Tokens = Type.Array(TokenAnswer);

export const NewTokenAnswer = Type.Object(
  { ...tokenAnswer, Token: Type.String({ description: 'Its text, which is shown this once.' }) },
  { additionalProperties: false, title: 'NewToken' },
);
export type NewTokenAnswer = Static<typeof NewTokenAnswer>;

export const MeAnswer = Type.Object(
  {
    Account: Type.String(),
    Client: Type.String(),
    User: Type.String(),
    Administrator: Type.Boolean({
      description: 'Whether the user may administer the client, and so everything in it.',
    }),
    LinkIdentity: LinkIdentityWord,
    Permissions: Type.Record(Type.String(), Type.Array(Type.Enum([...domainPermissions])), {
      description: 'What the user may do with each domain; those with which nothing are left out.',
    }),
    TokenID: Id,
    TokenKind: tokenAnswer.Kind,
    TokenExpiresAt: tokenAnswer.ExpiresAt,
  },
  { additionalProperties: false, title: 'Me' },
);
export type MeAnswer = Static<typeof MeAnswer>;

/** `PUT /api/Me/Password` */
export const PasswordBody = Type.Object(
  {
    OldPassword: Type.String({
      minLength: 1,
      maxLength: limits.maxPasswordCharacters,
      format: 'password',
      accepts: `a string of 1 to ${limits.maxPasswordCharacters} characters`,
    }),
    NewPassword,
  },
  { ...closed, title: 'PasswordBody' },
);

export const AuditLogDays = Type.Integer({
  minimum: limits.fewestAuditDays,
  maximum: limits.mostAuditDays,
  accepts: `an integer from ${limits.fewestAuditDays} to ${limits.mostAuditDays}`,
  description: 'Days that an entry of the audit log is kept.',
});

/** `PUT /api/Client`: properties that are left out stay as they are. */
export const ClientBody = Type.Object(
  { LinkIdentity: Type.Optional(LinkIdentityWord), AuditLogDays: Type.Optional(AuditLogDays) },
  { ...closed, title: 'ClientBody' },
);

const ClientLimits = Type.Object(
  {
    BulkEntries: Type.Integer({ minimum: 1, description: 'Entries of one bulk call.' }),
    BodyBytes: Type.Integer({ minimum: 1, description: "Bytes of a request's body." }),
    FileBytes: Type.Integer({ minimum: 1, description: "Bytes of one file's content." }),
    ContentBytes: Type.Integer({
      minimum: 1,
      description: "Bytes of the content of all the client's files.",
    }),
    PageRows: Type.Integer({ minimum: 1, description: 'Rows of one page.' }),
    SessionMinutes: Type.Number({ minimum: 0, description: 'How long a session lasts.' }),
    RecentRequestDays: Type.Integer({ minimum: 0, description: 'How long a request is shown.' }),
    RecentRequests: Type.Integer({ minimum: 1, description: 'Requests of the client that are kept.' }),
  },
  {
    additionalProperties: false,
    title: 'ClientLimits',
    description: 'What the server that answers is set to.',
  },
);
export type ClientLimits = Static<typeof ClientLimits>;

export const ClientAnswer = Type.Object(
  {
    Account: Type.String(),
    Client: Type.String(),
    LinkIdentity: LinkIdentityWord,
    AuditLogDays,
    Limits: ClientLimits,
  },
  { additionalProperties: false, title: 'Client' },
);
export type ClientAnswer = Static<typeof ClientAnswer>;

/** `GET /api/Client/Sizes` */
export const ClientSizes = Type.Object(
  {
    CountedTo: Type.Integer({
      minimum: 1,
      description: 'How far each is counted; one that is as large may be larger.',
    }),
    Domains: Type.Array(
      Type.Object(
        {
          Domain: Type.String(),
          Records: Count,
          Links: Type.Integer({ minimum: 0, description: 'Of which its records are the parents.' }),
        },
        { additionalProperties: false, title: 'DomainSize' },
      ),
    ),
    Contents: Type.Integer({
      minimum: 0,
      description: 'Contents of files; equal ones, which are kept once, count as one.',
    }),
    ContentBytes: Type.Integer({ minimum: 0, description: 'Bytes of the contents that are counted.' }),
  },
  { additionalProperties: false, title: 'ClientSizes' },
);
export type ClientSizes = Static<typeof ClientSizes>;
