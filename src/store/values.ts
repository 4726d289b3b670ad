/** What goes across the store's port: the nouns of its methods. */
import type { DomainPermission } from '../contract/permissions.js';
import type { FieldType, LinkAction, LinkIdentity } from '../contract/words.js';

export { linkActions } from '../contract/words.js';

export interface Field {
  id: number;
  name: string;
  label: string;
  type: FieldType;
  /** The id of the domain that an association refers to. */
  refersTo: number | null;
  /** The values that a Coded field accepts. */
  codes: string[] | null;
}

export interface Domain {
  id: number;
  name: string;
  label: string;
  linkable: boolean;
  fields: Field[];
}

export interface Relationship {
  id: number;
  code: string;
  description: string;
}

/** At most so many links with a relationship on one record of a parent domain. */
export interface RelationshipLimit {
  relationship: number;
  parentDomain: number;
  most: number;
}

export type DroppedKind = 'domain' | 'field' | 'relationship';

/** What there was, under an id that history keeps: it is never given out again. */
export interface Dropped {
  kind: DroppedKind;
  id: number;
  name: string;
}

/** What describes a client's records and links, at one version. */
export interface Metadata {
  client: number;
  version: number;
  linkIdentity: LinkIdentity;
  domains: Domain[];
  relationships: Relationship[];
  relationshipLimits: RelationshipLimit[];
  /** All domains that were dropped, and the last field and the last relationship by id. */
  dropped: Dropped[];
}

/** The row that a client's writers take turns by. */
export interface ClientState {
  /** Grows with every change of metadata, roles, users and tokens. */
  version: number;
  linkIdentity: LinkIdentity;
  nextLinkId: number;
  nextChangeId: number;
}

/** What identifies the links between two records. */
export interface Pair {
  parentDomain: number;
  parent: number;
  childDomain: number;
  child: number;
}

export interface PairLink {
  id: number;
  relationship: number | null;
}

/** One relationship on one parent: what a limit is counted for. */
export interface RelationshipPlace extends Omit<Pair, 'child'> {
  relationship: number;
}

export interface NewLink extends Pair, PairLink {
  /** What tells the links of one pair apart: 0, or under identity `relationship` the relationship's id. */
  slot: number;
}

export interface LinkUpdate extends Pair {
  id: number;
  /** What the link carries from now on; `undefined` where only its modification is noted. */
  change: { relationship: number | null; slot: number } | undefined;
  user: number;
}

/** A link that goes, and the pair that it stands at. */
export interface LinkRemoval extends Pair {
  id: number;
}

export interface LinkChange extends Pair {
  id: number;
  link: number;
  action: LinkAction;
  before: number | null;
  after: number | null;
  user: number;
  requestId: string;
}

/** Everything that one batch writes about links; ids and order are the caller's. */
export interface LinkWrites {
  at: number;
  removals: LinkRemoval[];
  inserts: (NewLink & { user: number; modifiedBy: number })[];
  updates: LinkUpdate[];
  changes: LinkChange[];
}

/** The links that a query is about. */
export interface LinkFilter {
  client: number;
  /** Pairs of parent and child domain that the answer may hold. */
  domains: { parent: number; child: number }[];
  parent?: number;
  child?: number;
  relationship?: number;
}

export interface LinkPage extends LinkFilter {
  order: 'asc' | 'desc';
  /** The id of the last link of the page before. */
  after?: number;
  limit: number;
}

export interface StoredLink extends Pair, PairLink {
  createdAt: number;
  createdBy: string;
  modifiedAt: number;
  modifiedBy: string;
}

/** The changes that a query is about. */
export interface ChangeFilter {
  client: number;
  /** The domains that the answer may hold; any, where left out. */
  parentDomains?: number[];
  childDomains?: number[];
  parent?: number;
  child?: number;
  /** What the link carried before the change, or after it. */
  relationship?: number;
}

export interface ChangePage extends ChangeFilter {
  /** The links whose changes are wanted: found by link then, not by number. */
  links?: number[];
  order: 'asc' | 'desc';
  /** The numbers that are wanted: those above `above`, up to and with `through`. */
  above: number;
  through: number;
  limit: number;
}

export interface StoredLinkChange extends Omit<LinkChange, 'user'> {
  at: number;
  user: string;
}

export interface Client {
  id: number;
  account: string;
  name: string;
  linkIdentity: LinkIdentity;
  /** Which way of writing match keys all of its records have. */
  keyVersion: number;
}

export interface User {
  id: number;
  name: string;
  passwordHash: string | null;
  administrator: boolean;
}

/** A permission on one domain; `domain` 0 is every domain. */
export interface Grant {
  domain: number;
  permission: DomainPermission | 'Administer';
}

export interface UserAccess {
  id: number;
  name: string;
  administrator: boolean;
  grants: Grant[];
}

export interface Role {
  name: string;
  grants: Grant[];
}

/** A user as a list shows it. */
export interface ListedUser {
  id: number;
  name: string;
  administrator: boolean;
  hasPassword: boolean;
  createdAt: number;
  roles: string[];
}

/** A session comes from signing in; a token is made for a program. */
export const tokenKinds = ['session', 'token'] as const;
export type TokenKind = (typeof tokenKinds)[number];

export interface Token {
  id: number;
  user: string;
  name: string;
  kind: TokenKind;
  createdAt: number;
  expiresAt: number | null;
  /** Within a minute or so; `null` before the first use. */
  lastUsedAt: number | null;
}

/** A token to be kept: its hash, never its text. */
export interface NewToken {
  user: number;
  hash: string;
  name: string;
  kind: TokenKind;
  createdAt: number;
  expiresAt: number | null;
}

/** What a token stands for. */
export interface KnownToken {
  id: number;
  user: number;
  kind: TokenKind;
  expiresAt: number | null;
}

/** One thing that `doctor` found wrong. */
export interface Finding {
  /** What was counted, in words; complete with `count`. */
  problem: string;
  count: number;
  /** A few of the places, as words. */
  examples: string[];
}
