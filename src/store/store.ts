/**
 * The port between Linkwright's rules and a database (design section 2). No rule lives behind it and no
 * SQL in front of it. Two adapters are held to the same suite of store tests.
 *
 * Everything here is bound to one client: a method never sees, returns or changes another client's rows.
 * Times are milliseconds since 1970 (UTC). Ids are positive integers that JavaScript holds exactly.
 */

import type { LinkIdentity } from '../contract/words.js';
import type { RecentRequestQueries, RecentRequestWrites } from './recent-request.js';
import type {
  ChangeFilter,
  ChangePage,
  Client,
  ClientState,
  Domain,
  Dropped,
  Field,
  Finding,
  KnownToken,
  LinkFilter,
  LinkPage,
  LinkWrites,
  ListedUser,
  Metadata,
  Pair,
  PairLink,
  RecordReference,
  RecordWrites,
  Relationship,
  RelationshipLimit,
  RelationshipPlace,
  Role,
  StoredLink,
  StoredLinkChange,
  StoredRecord,
  Token,
  TokenKind,
  User,
  UserAccess,
} from './values.js';

export * from './recent-request.js';
export * from './values.js';

/** What can be read, inside a transaction or outside. */
export interface StoreQueries extends RecentRequestQueries {
  clients(): Promise<Client[]>;
  clientByName(account: string, name: string): Promise<Client | undefined>;
  clientById(client: number): Promise<Client | undefined>;
  /** The versions of the given clients; a client that is gone is left out. */
  versions(clients: number[]): Promise<{ client: number; version: number }[]>;
  /** The client's metadata, domains and fields in order of id; `undefined` where there is no such client. */
  metadata(client: number): Promise<Metadata | undefined>;

  /** A user that was deleted is not found, by name or by id, and not listed; history goes on naming it. */
  userByName(client: number, name: string): Promise<User | undefined>;
  /** Users in order of id, with an id above `after`; all of them, where no page is asked for. */
  users(client: number, page?: { after: number; limit: number }): Promise<ListedUser[]>;
  /** What a user may do, through all of its roles. */
  userAccess(client: number, user: number): Promise<UserAccess | undefined>;
  /** The names of the users that have the role, in order. */
  usersOfRole(client: number, role: string): Promise<string[]>;
  /** The names of the users that may administer the client, by themselves or through a role, in order. */
  administrators(client: number): Promise<string[]>;
  roles(client: number): Promise<Role[]>;
  /** What a token stands for that is neither revoked nor expired at `now`. */
  tokenByHash(client: number, hash: string, now: number): Promise<KnownToken | undefined>;
  /**
   * Tokens, also expired ones, and the sessions that have not ended at `now`, in order of id: of one user,
   * of one page, where asked for.
   */
  tokens(
    client: number,
    now: number,
    filter?: { user?: number; after?: number; limit?: number },
  ): Promise<Token[]>;

  /**
   * For each reference the ids of the records that fit it: none, one, or (by key) two where two or more
   * fit. Reads at most two rows a reference, however many fit.
   */
  findRecords(client: number, references: RecordReference[]): Promise<number[][]>;
  /** Records whose folded key equals `folded`, in order of id, at most `limit`. */
  nearKeys(
    client: number,
    domain: number,
    field: number,
    folded: string,
    limit: number,
  ): Promise<{ id: number; key: string }[]>;
  /** The records of these ids that exist, in order of id. */
  records(client: number, domain: number, ids: number[]): Promise<StoredRecord[]>;
  /** The domain's records with an id above `after`, in order of id. */
  recordPage(client: number, domain: number, after: number, limit: number): Promise<StoredRecord[]>;

  linkPage(page: LinkPage): Promise<StoredLink[]>;
  linkCount(filter: LinkFilter): Promise<number>;
  linkCountByRelationship(filter: LinkFilter): Promise<{ relationship: number | null; count: number }[]>;

  /**
   * How many records have more links than the limit allows, and the first few of them by id. Looks through the
   * links of the limit's domain.
   */
  recordsPastLimit(
    client: number,
    limit: RelationshipLimit,
    shown: number,
  ): Promise<{ count: number; records: number[] }>;
  /** How many links carry the relationship. Looks through the client's links. */
  relationshipTotal(client: number, relationship: number): Promise<number>;
  /** The records of whose links one was given the relationship by a change numbered above `above`. */
  recordsGiven(
    client: number,
    relationship: number,
    above: number,
  ): Promise<{ domain: number; record: number }[]>;

  /** The number of the client's newest change; 0 before the first, and where there is no such client. */
  lastChange(client: number): Promise<number>;
  /** The ids of the links that the records of the filter have, or had, in no order; at most `limit`. */
  linksEver(filter: Omit<ChangeFilter, 'relationship'>, limit: number): Promise<number[]>;
  /** Changes by number: history backwards, the feed forwards. */
  changePage(page: ChangePage): Promise<StoredLinkChange[]>;

  /** Every fault of the client's data that can be found without knowing a rule of the product. */
  faultsOf(client: number): Promise<Finding[]>;
  /** What the database itself finds wrong with its file or tables. */
  damage(): Promise<string[]>;
  /** How many of these match keys are there. */
  countMatchKeys(
    client: number,
    domain: number,
    keys: { record: number; field: number; value: string }[],
  ): Promise<number>;
  /** How many match keys the domain's records have: in all, of one field, or of one value of it. */
  matchKeyTotal(client: number, domain: number, field?: number, value?: string): Promise<number>;
  /** How many records the domain has. */
  recordTotal(client: number, domain: number): Promise<number>;
}

/** One transaction for one client. What it wrote is there for all when it has ended, or not at all. */
export interface WriteTransaction extends StoreQueries, RecentRequestWrites {
  /** 0 until `createClient`, where the transaction was begun without a client. */
  readonly client: number;

  /**
   * Makes this the client's only writer until the transaction ends, and says where it stands.
   * What is read after it cannot change under the transaction.
   */
  lock(): Promise<ClientState>;
  /** Writes the counters and the version back. Needs `lock`. */
  saveState(state: ClientState): Promise<void>;

  /** The links of each pair, in order of id. */
  linksOfPairs(pairs: Pair[]): Promise<PairLink[][]>;
  /** For each place how many links with the relationship the parent has. */
  linksCarrying(places: RelationshipPlace[]): Promise<number[]>;
  /**
   * Writes links and history. Removals come before updates, and updates before inserts, so that a slot which
   * is left can be taken; several links of one pair may trade their relationships in one call. Each link
   * appears once, in one of the three; `changes` may speak of links that come and go within the call. A link to a record that is not there, and a second
   * link in one slot of a pair, fail the transaction.
   */
  writeLinks(writes: LinkWrites): Promise<void>;
  /** At most `limit` links that the record is the parent or the child of; none only where there are none. */
  linksOfRecord(domain: number, record: number, limit: number): Promise<(Pair & PairLink)[]>;
  /** The records that links of these ids are between, or were; an id that was never given out is left out. */
  pairsOfLinks(links: number[]): Promise<{ link: number; pair: Pair }[]>;
  /** How many pairs of the client have several links, and the first few of them. */
  pairsWithSeveralLinks(limit: number): Promise<{ count: number; pairs: Pair[] }>;
  /** Sets the setting, and the slot of every link to `child` domain that follows from it. */
  setLinkIdentity(identity: LinkIdentity, childDomain: number): Promise<void>;

  /**
   * For each tuple of canonical keys, one a field, the ids of the records that carry all of them: at most
   * two.
   */
  recordsByKeys(domain: number, fields: number[], tuples: string[][]): Promise<number[][]>;
  /** Takes `count` ids for new records of the domain and answers the first of them. Needs `lock`. */
  takeRecordIds(domain: number, count: number): Promise<number>;
  /** Makes sure that the next id given out is above `highest`. Needs `lock`. */
  raiseRecordIds(domain: number, highest: number): Promise<void>;
  /** Writes records and their match keys. A removal of a record that links refer to fails the transaction. */
  writeRecords(writes: RecordWrites): Promise<void>;

  /** A new client with its state; its writer from then on. */
  createClient(account: string, name: string, identity: LinkIdentity): Promise<number>;
  insertDomain(domain: Omit<Domain, 'fields'>): Promise<void>;
  updateDomain(domain: Omit<Domain, 'fields'>): Promise<void>;
  insertFields(domain: number, fields: Field[]): Promise<void>;
  /** Sets a field's label and codes. */
  updateField(field: Pick<Field, 'id' | 'label' | 'codes'>): Promise<void>;
  /** Deletes a field that no record has a value of. */
  deleteField(field: number): Promise<void>;
  /** Deletes a domain with its fields and the limits on it. One with records, or that a field of another refers to, fails. */
  deleteDomain(domain: number): Promise<void>;
  /** Sets a relationship's words, or makes it. */
  saveRelationship(relationship: Relationship): Promise<void>;
  /** Sets a relationship's limit on a parent domain, or with `null` lifts it. */
  saveRelationshipLimit(limit: Omit<RelationshipLimit, 'most'> & { most: number | null }): Promise<void>;
  /** Deletes a relationship that no link carries, with its limits. */
  deleteRelationship(relationship: number): Promise<void>;
  /** Keeps the names of what is dropped, and thereby its ids from being given out again. */
  noteDropped(dropped: Dropped[]): Promise<void>;

  /**
   * Sets a user's password and rights by name, or makes the user, and sets its roles where given. One that
   * was deleted is the same user again.
   */
  saveUser(
    user: { name: string; passwordHash: string | null; administrator: boolean; roles?: string[] },
    now: number,
  ): Promise<number>;
  /** Takes a user's password, rights, roles and tokens away, and leaves its name to history. */
  deleteUser(user: number, now: number): Promise<void>;
  /** Sets a role's grants, or makes the role. */
  saveRole(role: Role): Promise<void>;
  /** Needs that no user has it. Whether there was such a role. */
  deleteRole(name: string): Promise<boolean>;
  insertToken(token: {
    user: number;
    hash: string;
    name: string;
    kind: TokenKind;
    createdAt: number;
    expiresAt: number | null;
  }): Promise<number>;
  /** Whether there was such a token; of this user, where one is given. */
  deleteToken(token: number, user?: number): Promise<boolean>;
  /** Forgets the user's sessions that ended before `now`. */
  deleteEndedSessions(user: number, now: number): Promise<void>;
  /** Ends the user's sessions, but for the one that is named. */
  deleteSessions(user: number, except?: number): Promise<void>;
  /** Notes when tokens were used; of one that is gone nothing. */
  noteTokenUse(tokens: number[], at: number): Promise<void>;
}

/**
 * A piece of work in one transaction. Programs are the only way to write: an adapter runs them where its
 * database is (SQLite: in a thread of its own), so input and output are plain data.
 *
 * @throws Refusal to undo the transaction and tell the caller why
 */
// biome-ignore lint/suspicious/noExplicitAny: a table of programs holds many inputs and outputs
export type Program = (transaction: WriteTransaction, input: any) => Promise<any>;
export type Programs = Record<string, Program>;

export interface WriteItem {
  /** 0 for a program that makes its client. */
  client: number;
  program: string;
  input: unknown;
  /**
   * The program takes no lock and may be run twice: it runs beside the client's writers, never in their way.
   */
  unlocked?: true;
}

/** What went wrong with a write, as far as the caller can act on it. */
export type FaultKind =
  /** Nothing was written, though it was tried several times; the same again may succeed. */
  | 'passing'
  /** The database cannot be written at the moment. */
  | 'unavailable'
  /** Anything else; nothing was written. */
  | 'unexpected';

/** A failure of the store. The message is for the log, never for a caller. */
export class StoreFault extends Error {
  readonly kind: FaultKind;
  constructor(kind: FaultKind, message: string) {
    super(message);
    this.name = 'StoreFault';
    this.kind = kind;
  }
}

/** A database that cannot be opened. The message says why and is meant for the person at the console. */
export class OpenError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'OpenError';
  }
}

export interface Store extends StoreQueries {
  /**
   * Runs a program in a transaction of its own and answers after that is durable.
   *
   * @throws Refusal what the program refused; nothing was written
   * @throws StoreFault
   */
  write(item: WriteItem): Promise<unknown>;
  /** Whether other servers may work on the same database. */
  readonly shared: boolean;
  /** Calls back after another process, or this one, may have committed something. */
  watch(onCommit: () => void): void;
  /** Ends what is under way, then closes. */
  close(): Promise<void>;
}
