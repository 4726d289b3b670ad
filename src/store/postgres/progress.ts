/** How far a transaction is: whether it has begun, what was sent in it, and how it ends. */
import { StatementFailure } from './faults.js';
import type { Session } from './session.js';

/** Named so that what is read after the lock is what was committed before it, whatever the default. */
const begin = 'BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE';

/** What PostgreSQL answers to whatever comes after a failure. */
const failedTransaction = '25P02';

/** A transaction among all of a database: its number, and the time between two crashes that it began in. */
export interface TransactionMark {
  number: string;
  era: string;
}

export class Progress {
  client: number;
  /** By what the transaction is known, once it has its lock. */
  mark: TransactionMark | undefined;
  /** Whether the commit has been sent: a connection that ends from then on leaves its fate open. */
  isCommitting = false;
  private begun: Promise<unknown> | undefined;
  /** Writes that were sent, and whose answers nobody has waited for. */
  private readonly sent: Promise<unknown>[] = [];
  private readonly session: Session;

  constructor(session: Session, client: number) {
    this.session = session;
    this.client = client;
  }

  /** Begins at the first lock or write: records are found before that, while others still write. */
  begin(): void {
    if (this.begun !== undefined) return;
    this.begun = this.session.command(begin);
    this.willBeAwaited([this.begun]);
  }

  /** Takes note of writes that end with the transaction; a failure shows then. */
  willBeAwaited(writes: Promise<unknown>[]): void {
    for (const write of writes) {
      write.catch(() => {});
      this.sent.push(write);
    }
  }

  /** Commits what was sent, and says when that is on its way. Where one of it failed, nothing was written. */
  async commit(onSent: () => void): Promise<void> {
    if (this.begun === undefined) return;
    this.isCommitting = true;
    // Sent behind the writes, in one go: after a failed one the database takes it for a rollback.
    const commit = this.session.command('COMMIT');
    onSent();
    const settled = await Promise.allSettled([...this.sent, commit]);
    const failed = settled.find((each) => each.status === 'rejected');
    if (failed !== undefined) throw failed.reason;
  }

  /** Undoes what was sent. Answers whether the connection can be used again. */
  async rollback(): Promise<boolean> {
    if (this.begun === undefined) return true;
    try {
      await this.session.command('ROLLBACK');
      return true;
    } catch {
      return false;
    }
  }

  /** Of several failures in a transaction the first says why; the others say that it has failed. */
  async firstFailure(error: unknown): Promise<unknown> {
    if (!(error instanceof StatementFailure) || error.state !== failedTransaction) return error;
    const settled = await Promise.allSettled(this.sent);
    const failed = settled.find((each) => each.status === 'rejected');
    return failed?.reason ?? error;
  }
}
