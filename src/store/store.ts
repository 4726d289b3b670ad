/**
 * The port between Linkwright's rules and a database (docs/architecture.md#the-store). No rule lives behind it and no
 * SQL in front of it. Two adapters are held to the same suite of store tests.
 *
 * Everything here is bound to one client: a method never sees, returns or changes another client's rows.
 * Times are milliseconds since 1970 (UTC). Ids are positive integers that JavaScript holds exactly.
 */

import type { LinkIdentity } from '../contract/words.js';
import type { StoreTrouble } from './fault.js';
import type { FileContentQueries, FileContentWrites } from './file-content.js';
import type { MetadataQueries, MetadataWrites } from './metadata.js';
import type { WriteItem } from './program.js';
import type { RecentRequestQueries, RecentRequestWrites } from './recent-request.js';
import type { RecordChanges, RecordQueries } from './record.js';
import type {
  ChangeFilter,
  ChangePage,
  Client,
  ClientState,
  Finding,
  KnownToken,
  LinkFilter,
  LinkPage,
  LinkWrites,
  ListedUser,
  Metadata,
  NewToken,
  Pair,
  PairLink,
  RelationshipPlace,
  Role,
  StoredLink,
  StoredLinkChange,
  Token,
  User,
  UserAccess,
} from './values.js';

export * from './fault.js';
export * from './file-content.js';
export * from './program.js';
export * from './recent-request.js';
export * from './record.js';
export * from './values.js';

/** What can be read, inside a transaction or outside. */
export interface StoreQueries
  extends MetadataQueries,
    RecordQueries,
    FileContentQueries,
    RecentRequestQueries {
  clients(): Promise<Client[]>;
  /** Whether there is any client. */
  hasClients(): Promise<boolean>;
  clientByName(account: string, name: string): Promise<Client | undefined>;
  clientById(client: number): Promise<Client | undefined>;
  /** The versions of the given clients; a client that is gone is left out. */
  versions(clients: number[]): Promise<{ client: number; version: number }[]>;
  /** The client's metadata, domains and fields in order of id; `undefined` where there is no such client. */
  metadata(client: number): Promise<Metadata | undefined>;

  /** A user that was deleted is not found, by name or by id, and not listed; history goes on naming it. */
  userByName(client: number, name: string): Promise<User | undefined>;
  /** All users in order of id. */
  users(client: number): Promise<ListedUser[]>;
  /**
   * The next users above the id `after`, at most `limit`, and fewer where they have more roles than one page may
   * list. `reached` is the id of the last where there may be more.
   */
  userPage(
    client: number,
    page: { after: number; limit: number },
  ): Promise<{ users: ListedUser[]; reached: number | undefined }>;
  /** What a user may do, through all of its roles. */
  userAccess(client: number, user: number): Promise<UserAccess | undefined>;
  /** The names of the users that have the role, in order. */
  usersOfRole(client: number, role: string): Promise<string[]>;
  /** The names of the users that may administer the client, by themselves or through a role, in order. */
  administrators(client: number): Promise<string[]>;
  roles(client: number): Promise<Role[]>;
  /** Whether the user has signed in from the address, which stands as a digest. */
  knowsAddress(client: number, user: number, address: string): Promise<boolean>;
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

  linkPage(page: LinkPage): Promise<StoredLink[]>;
  /** How many links fit; `most` where there are as many or more. */
  linkCount(filter: LinkFilter, most?: number): Promise<number>;
  /** How many links the records of a domain have as parents; `most` where there are as many or more. */
  linkTotal(client: number, parentDomain: number, most: number): Promise<number>;
  linkCountByRelationship(filter: LinkFilter): Promise<{ relationship: number | null; count: number }[]>;

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
}

/** One transaction for one client. What it wrote is there for all when it has ended, or not at all. */
export interface WriteTransaction
  extends StoreQueries,
    MetadataWrites,
    RecordChanges,
    FileContentWrites,
    RecentRequestWrites {
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
   * appears once, in one of the three; `changes` may speak of links that come and go within the call. A link to a
   * record that is not there, and a second link in one slot of a pair, fail the transaction.
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
   * Makes this the only transaction that makes clients until it ends: what it reads of them after that cannot
   * change under it.
   */
  lockClients(): Promise<void>;
  /** A new client with its state; its writer from then on. Needs `lockClients`. */
  createClient(account: string, name: string, identity: LinkIdentity, keyVersion: number): Promise<number>;

  /**
   * Sets a user's password and rights by name, or makes the user, and sets its roles where given. One that
   * was deleted is the same user again.
   */
  saveUser(
    user: { name: string; passwordHash: string | null; administrator: boolean; roles?: string[] },
    now: number,
  ): Promise<number>;
  /** Takes a user's password, rights, roles, tokens and known addresses away, and leaves its name to history. */
  deleteUser(user: number, now: number): Promise<void>;
  /** Sets a role's grants, or makes the role. */
  saveRole(role: Role): Promise<void>;
  /** Needs that no user has it. Whether there was such a role. */
  deleteRole(name: string): Promise<boolean>;
  /** Knows that the user signed in from the address, and forgets all but so many of the latest. */
  noteAddress(user: number, address: string, at: number, most: number): Promise<void>;
  insertToken(token: NewToken): Promise<number>;
  /** Whether there was such a token; of this user, where one is given. */
  deleteToken(token: number, user?: number): Promise<boolean>;
  /** Forgets the user's sessions that ended before `now`. */
  deleteEndedSessions(user: number, now: number): Promise<void>;
  /** Ends the user's sessions, but for the one that is named. */
  deleteSessions(user: number, except?: number): Promise<void>;
  /** Notes when tokens were used; of one that is gone nothing. */
  noteTokenUse(tokens: number[], at: number): Promise<void>;
}

export interface Store extends StoreQueries {
  /**
   * Runs a program in a transaction of its own and answers after that is durable.
   *
   * @throws Refusal what the program refused; nothing was written
   * @throws StoreFault
   */
  write<Input, Output>(item: WriteItem<Input, Output>): Promise<Output>;
  /** Whether other servers may work on the same database. */
  readonly shared: boolean;
  /** Whether it can be read now, and written: asks both sides, and writes nothing. Never fails. */
  works(): Promise<{ reading: boolean; writing: boolean }>;
  /** Calls back when a part of the store has ended by itself; at once, where one is lost for good already. */
  onTrouble(listener: (trouble: StoreTrouble) => void): void;
  /** Calls back after another process, or this one, may have committed something. */
  watch(onCommit: () => void): void;
  /** Ends what is under way, then closes. */
  close(): Promise<void>;
}
