/** Runs write programs, each in a transaction, and finds out what became of a commit that was not answered. */
import { setTimeout as pause } from 'node:timers/promises';
import type { Pool, PoolClient } from 'pg';
import { Refusal } from '../../contract/errors.js';
import { limits } from '../../limits/limits.js';
import { StoreFault, type WriteItem } from '../store.js';
import { isClientLocked } from './client.js';
import { type CommitStatus, commitStatus } from './commit-status.js';
import { faultOf, StatementFailure } from './faults.js';
import { KeyedMutex } from './keyed-mutex.js';
import { type Session, sessionOf } from './session.js';
import { contextOf, transactionOf } from './transaction.js';
import { type TransactionMark, TransactionState } from './transaction-state.js';

/** The SQLSTATE of a lock that was waited for too long. */
const lockNotAvailable = '55P03';

interface Attempt<Input, Output> extends WriteItem<Input, Output> {
  isRepeated: boolean;
}

export class Writer {
  private readonly pool: Pool;
  /** One transaction of each client at a time holds, or waits for, the client's lock. */
  private readonly mutex = new KeyedMutex<number>();
  /** Any connection of the pool. */
  private readonly session: Session;
  /** What each transaction begins with. */
  private readonly beginning: string;

  constructor(pool: Pool, beginning: string) {
    this.pool = pool;
    this.beginning = beginning;
    this.session = sessionOf({ query: (config) => pool.query(config) });
  }

  /** @throws Refusal, StoreFault */
  async write<Input, Output>(item: WriteItem<Input, Output>, isRepeated: boolean): Promise<Output> {
    const attempt = { ...item, isRepeated };
    try {
      if (item.program.unlocked) return await this.onceUnlocked(attempt, () => {});
      return await this.mutex.run(item.client, (release) => this.onceUnlocked(attempt, release));
    } catch (error) {
      throw error instanceof Refusal ? error : faultOf(error);
    }
  }

  /** Whether a transaction could be written now. */
  async works(): Promise<boolean> {
    try {
      const connection = await this.connect();
      try {
        // A standby refuses it.
        await connection.query('BEGIN READ WRITE');
        await connection.query('ROLLBACK');
        connection.release();
      } catch (error) {
        connection.release(true);
        throw error;
      }
      return true;
    } catch {
      return false;
    }
  }

  async close(): Promise<void> {
    await this.pool.end();
  }

  private async connect(): Promise<PoolClient> {
    try {
      return await this.pool.connect();
    } catch (error) {
      const failure = new StatementFailure(error);
      throw failure.state === undefined ? new StoreFault('unavailable', failure.message) : failure;
    }
  }

  /** Waits without a connection for a lock that is held for long, so that other clients find one. */
  private async onceUnlocked<Input, Output>(
    item: Attempt<Input, Output>,
    release: () => void,
  ): Promise<Output> {
    const until = Date.now() + limits.lockMilliseconds;
    for (;;) {
      try {
        return await this.attempt(item, release);
      } catch (error) {
        const isLocked = error instanceof StatementFailure && error.state === lockNotAvailable;
        if (!isLocked || Date.now() > until) throw error;
      }
      do await pause(limits.lockPollMilliseconds);
      while (Date.now() < until && (await isClientLocked(this.session, item.client)));
    }
  }

  /** @throws Refusal, StatementFailure, StoreFault */
  private async attempt<Input, Output>(item: Attempt<Input, Output>, release: () => void): Promise<Output> {
    const { value, state, unanswered } = await this.transact(item, release);
    if (unanswered !== undefined) await this.requireCommitted(state, unanswered);
    return value;
  }

  /**
   * Runs the program on a connection and commits. `unanswered` is what ended the connection after the commit was sent.
   *
   * @throws Refusal, StatementFailure, StoreFault where nothing was written
   */
  private async transact<Input, Output>(
    { client, program, input, isRepeated }: Attempt<Input, Output>,
    release: () => void,
  ): Promise<{ value: Output; state: TransactionState; unanswered?: StatementFailure }> {
    const connection = await this.connect();
    const context = contextOf(connection);
    const state = new TransactionState(context.session, client, this.beginning, isRepeated);
    let isUsable = false;
    try {
      const value = await program.run(transactionOf(context, state), input);
      const unanswered = await state.commit(release);
      isUsable = unanswered === undefined;
      return { value, state, ...(unanswered === undefined ? {} : { unanswered }) };
    } catch (error) {
      const failure = await state.firstFailure(error);
      const isCut = failure instanceof StatementFailure && failure.endsConnection;
      isUsable = !isCut && (await state.rollback());
      throw failure;
    } finally {
      connection.release(!isUsable);
    }
  }

  /** @throws StoreFault where the transaction was not committed, or nobody can say it in time */
  private async requireCommitted(
    { client, mark }: TransactionState,
    { message }: StatementFailure,
  ): Promise<void> {
    const until = Date.now() + limits.commitStatusMilliseconds;
    while (mark !== undefined && Date.now() < until) {
      const status = await this.statusOf(client, mark);
      if (status === 'committed') return;
      if (status === 'aborted') throw new StoreFault('passing', message);
      if (status === 'unknown') break;
      await pause(limits.commitStatusPollMilliseconds);
    }
    throw new StoreFault('unavailable', `a commit was not answered: ${message}`);
  }

  private async statusOf(client: number, mark: TransactionMark): Promise<CommitStatus> {
    try {
      return await commitStatus(this.session, client, mark);
    } catch {
      // Still away: look again.
      return 'in progress';
    }
  }
}
