/** Users, roles, tokens and clients as callers read them. */
import type {
  ClientAnswer,
  ClientLimits,
  MeAnswer,
  RoleAnswer,
  TokenAnswer,
  UserAnswer,
} from '../contract/access.js';
import { domainPermissions } from '../contract/permissions.js';
import type { MetadataIndex } from '../metadata/metadata-index.js';
import type { Client, ListedUser, Role, Token } from '../store/store.js';
import type { SignedInCaller } from './callers.js';
import { grantsByDomain } from './roles.js';

export const timeText = (at: number): string => new Date(at).toISOString();

export const timeOrNull = (at: number | null) => (at === null ? null : timeText(at));

export function userAnswer({
  id,
  name,
  administrator,
  hasPassword,
  createdAt,
  roles,
}: ListedUser): UserAnswer {
  return {
    ID: id,
    Name: name,
    Administrator: administrator,
    Roles: roles,
    HasPassword: hasPassword,
    CreatedAt: timeText(createdAt),
  };
}

export function roleAnswer(metadata: MetadataIndex, role: Role): RoleAnswer {
  return { Name: role.name, Grants: grantsByDomain(metadata, role) };
}

export function tokenAnswer(token: Token): TokenAnswer {
  return {
    ID: token.id,
    User: token.user,
    Name: token.name,
    Kind: token.kind,
    Roles: token.roles,
    CreatedAt: timeText(token.createdAt),
    ExpiresAt: timeOrNull(token.expiresAt),
    LastUsedAt: timeOrNull(token.lastUsedAt),
  };
}

/** Which client it is. */
function named({ account, name, linkIdentity }: Client) {
  return { Account: account, Client: name, LinkIdentity: linkIdentity };
}

export function clientAnswer(client: Client, limits: ClientLimits): ClientAnswer {
  return { ...named(client), AuditLogDays: client.auditDays, Limits: limits };
}

/** Who is asking, and what of everything there is they may do. */
export function meAnswer(caller: SignedInCaller, client: Client, { domains }: MetadataIndex): MeAnswer {
  const permissions: MeAnswer['Permissions'] = {};
  for (const { id, name } of domains) {
    const held = domainPermissions.filter((permission) => caller.may(id, permission));
    if (held.length > 0) permissions[name] = held;
  }
  return {
    ...named(client),
    User: caller.name,
    Administrator: caller.administrator,
    Permissions: permissions,
    TokenID: caller.token.id,
    TokenKind: caller.token.kind,
    TokenExpiresAt: timeOrNull(caller.token.expiresAt),
  };
}
