/** Clients, and the row that each client's writers take turns by. */
import type { LinkIdentity } from '../../contract/words.js';

export interface Client {
  id: number;
  account: string;
  name: string;
  linkIdentity: LinkIdentity;
  /** Which way of writing match keys all of its records have. */
  keyVersion: number;
  /** Days that an entry of its audit log is kept. */
  auditDays: number;
}

/** The row that a client's writers take turns by. */
export interface ClientState {
  /** Grows with every change of metadata, roles, users and tokens. */
  version: number;
  linkIdentity: LinkIdentity;
  nextLinkId: number;
  nextChangeId: number;
}

export interface ClientQueries {
  clients(): Promise<Client[]>;
  /** Whether there is any client. */
  hasClients(): Promise<boolean>;
  clientByName(account: string, name: string): Promise<Client | undefined>;
  clientById(client: number): Promise<Client | undefined>;
  /** The versions of the given clients; a client that is gone is left out. */
  versions(clients: number[]): Promise<{ client: number; version: number }[]>;
  /** The database's id, which stands with its first client; `undefined` before it was needed. */
  databaseId(client: number): Promise<string | undefined>;
}

export interface ClientTransaction {
  /**
   * Makes this the client's only writer until the transaction ends, and says where it stands.
   * What is read after it cannot change under the transaction.
   */
  lock(): Promise<ClientState>;
  /** Writes the counters and the version back. Needs `lock`. */
  saveState(state: ClientState): Promise<void>;
  /**
   * Makes this the only transaction that makes clients until it ends: what it reads of them after that cannot
   * change under it.
   */
  lockClients(): Promise<void>;
  /** A new client with its state; its writer from then on. Needs `lockClients`. */
  createClient(account: string, name: string, identity: LinkIdentity, keyVersion: number): Promise<number>;
  /** Notes which way of writing match keys all of the client's records have. */
  saveKeyVersion(version: number): Promise<void>;
  saveAuditDays(days: number): Promise<void>;
  saveDatabaseId(id: string): Promise<void>;
}
