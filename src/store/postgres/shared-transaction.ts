/** A transaction on one connection, which programs of one client share: what was sent in it, and how it ends. */
import { limits } from '../../limits/limits.js';
import type { ClientState } from '../port/client.js';
import { StatementFailure } from './faults.js';
import type { Session } from './session.js';

/** Named so that what is read after the lock is what was committed before it, whatever the default. */
const begin = 'BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE';

/**
 * What a transaction begins with. On a Citus cluster it sets what the session is set to already: only
 * so does that reach the machine that has the client's rows, which waits for the lock and flushes the commit.
 */
export function beginning(cluster?: { synchronousCommit: string }): string[] {
  if (cluster === undefined) return [begin];
  const settings = {
    lock_timeout: limits.lockWaitMilliseconds,
    synchronous_commit: cluster.synchronousCommit,
    enable_seqscan: 'off',
  };
  return [begin, ...Object.entries(settings).map(([name, value]) => `SET LOCAL ${name} = ${value}`)];
}

/** What PostgreSQL answers to whatever comes after a failure. */
const failedTransaction = '25P02';

/**
 * A transaction among all of a database: its number, and the time between two crashes that it began in. On a Citus
 * cluster each machine has numbers of its own, so it says which machine's it is as well.
 */
export interface TransactionMark {
  number: string;
  era: string;
  /** The machine that has the client's rows, or the one that statements are sent to. */
  machine: 'of the client' | 'asked';
}

export class SharedTransaction {
  readonly session: Session;
  /** What identifies the transaction, once it has its lock. */
  mark: TransactionMark | undefined;
  /** Where its client stands, once it is locked: the next program that locks it need not ask. */
  state: ClientState | undefined;
  private begun: Promise<unknown> | undefined;
  /** Writes that were sent, and whose answers nobody has waited for. */
  private readonly sent: Promise<unknown>[] = [];
  private readonly beginning: string[];

  constructor(session: Session, begins = beginning()) {
    this.session = session;
    this.beginning = begins;
  }

  /** Begins at the first lock or write: records are found before that, while others still write. */
  begin(): void {
    if (this.begun !== undefined) return;
    this.begun = this.session.begin(this.beginning);
    this.willBeAwaited([this.begun]);
  }

  /** Takes note of writes that end with the transaction; a failure shows then. */
  willBeAwaited(writes: Promise<unknown>[]): void {
    for (const write of writes) {
      write.catch(() => {});
      this.sent.push(write);
    }
  }

  /**
   * Commits what was sent, and says when that is on its way.
   *
   * @returns what ended the connection meanwhile, which leaves open whether the commit took place
   * @throws StatementFailure where what was sent failed, and nothing was written
   */
  async commit(onSent: () => void): Promise<StatementFailure | undefined> {
    if (this.begun === undefined) return undefined;
    // Sent behind the writes, in one go: after a failed one the database passes over it.
    const commit = this.session.end('COMMIT');
    onSent();
    const settled = await Promise.allSettled([...this.sent, commit]);
    const failed = settled.find((each) => each.status === 'rejected');
    if (failed === undefined) return undefined;
    const failure = await this.firstFailure(failed.reason);
    if (failure instanceof StatementFailure && failure.endsConnection) return failure;
    throw failure;
  }

  /** Undoes what was sent. Answers whether the connection can be used again. */
  async rollback(): Promise<boolean> {
    if (this.begun === undefined) return true;
    try {
      await this.session.end('ROLLBACK');
      return true;
    } catch {
      return false;
    }
  }

  /** The first of several failures in a transaction says why it failed; the others say only that it has. */
  async firstFailure(error: unknown): Promise<unknown> {
    if (!(error instanceof StatementFailure) || error.state !== failedTransaction) return error;
    const settled = await Promise.allSettled(this.sent);
    const failed = settled.find((each) => each.status === 'rejected');
    return failed?.reason ?? error;
  }
}
