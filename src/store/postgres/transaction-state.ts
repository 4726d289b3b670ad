/** What one program has of a transaction: it ends with the program, while others may share the transaction. */
import type { ClientState } from '../port/client.js';
import type { Bound } from '../sql/bound.js';
import type { Sql } from '../sql/schema.js';
import type { Session } from './session.js';
import type { SharedTransaction, TransactionMark } from './shared-transaction.js';

export class TransactionState implements Bound {
  client: number;
  /** Whether the program was tried before. */
  readonly isRepeated: boolean;
  /** Whether it may have written something, which only the end of the transaction undoes. */
  mayHaveWritten = false;
  private readonly transaction: SharedTransaction;
  private hasEnded = false;

  constructor(transaction: SharedTransaction, client: number, isRepeated = false) {
    this.transaction = transaction;
    this.client = client;
    this.isRepeated = isRepeated;
  }

  get session(): Session {
    return this.transaction.session;
  }

  /** Where the client stands, as far as the transaction knows. */
  get known(): ClientState | undefined {
    return this.transaction.state;
  }

  /** Begins the transaction, if it has not begun. */
  begin(): void {
    // What a program that failed still has under way must not reach into what others write.
    if (this.hasEnded) throw new Error('the program has ended');
    this.transaction.begin();
  }

  /** Where a statement that both databases share is sent. */
  sql(): Sql {
    this.begin();
    this.mayHaveWritten = true;
    return this.session.shared;
  }

  /** Takes note of writes that end with the transaction; a failure shows then. */
  willBeAwaited(writes: Promise<unknown>[]): void {
    this.mayHaveWritten = true;
    this.transaction.willBeAwaited(writes);
  }

  /** Takes note of the lock that it has, and of where the client stands. */
  locked(mark: TransactionMark, state?: ClientState): void {
    this.transaction.mark = mark;
    this.transaction.state = state;
  }

  /** Takes note of the version and the counters; the setting is not saved with them. */
  stateSaved(state: ClientState): void {
    const { known } = this;
    if (known !== undefined) this.transaction.state = { ...state, linkIdentity: known.linkIdentity };
  }

  stateChanged(): void {
    this.transaction.state = undefined;
  }

  /** The program has ended: it can reach nothing of the transaction any more. */
  end(): void {
    this.hasEnded = true;
  }
}
