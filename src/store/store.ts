/**
 * The port between Linkwright's rules and a database (docs/architecture.md#the-store). No rule lives behind it and no
 * SQL in front of it. Two adapters are held to the same suite of store tests. Each noun has a file of its name in
 * `port/`, for the queries that both databases share in `sql/`, and for what each does in its own way in `sqlite/` and
 * `postgres/`.
 *
 * Everything here is bound to one client: a method never sees, returns or changes another client's rows.
 * Times are milliseconds since 1970 (UTC). Ids are positive integers that JavaScript holds exactly.
 */
import type { StoreTrouble } from './fault.js';
import type { StoreHealth, StoreMeasures, TransactionMeasure } from './measures.js';
import type { WriteItem } from './program.js';
import type { StoreQueries } from './transaction.js';

export { linkActions, recordActions } from '../contract/words.js';
export * from './fault.js';
export * from './measures.js';
export * from './port/audit.js';
export * from './port/change.js';
export * from './port/client.js';
export * from './port/file-content.js';
export * from './port/finding.js';
export * from './port/kept-answer.js';
export * from './port/link.js';
export * from './port/match-key.js';
export * from './port/merged-record.js';
export * from './port/metadata.js';
export * from './port/pair.js';
export * from './port/recent-request.js';
export * from './port/record.js';
export * from './port/record-change.js';
export * from './port/relationship.js';
export * from './port/role.js';
export * from './port/token.js';
export * from './port/user.js';
export * from './program.js';
export * from './request-block.js';
export * from './transaction.js';

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
  works(): Promise<StoreHealth>;
  /** What it has to do at the moment. Never fails. */
  measures(): Promise<StoreMeasures>;
  /** Calls back after each transaction that was committed. */
  onTransaction(listener: (measure: TransactionMeasure) => void): void;
  /** Calls back when a part of the store has ended by itself; at once, where one is lost for good already. */
  onTrouble(listener: (trouble: StoreTrouble) => void): void;
  /** Calls back after another process, or this one, may have committed something. */
  watch(onCommit: () => void): void;
  /** Ends what is under way, then closes. */
  close(): Promise<void>;
}
