/** Runs write programs, those of a client that wait at once in one transaction (docs/decisions/0060-shared-transactions.md). */
import { setTimeout as pause } from 'node:timers/promises';
import type { Pool, PoolClient } from 'pg';
import { Refusal } from '../../contract/errors.js';
import { limits } from '../../limits/limits.js';
import { KeptMetadata } from '../kept-metadata.js';
import { StoreFault, type TransactionMeasure, type WriteItem, type WriteTransaction } from '../store.js';
import { type QueuedWrite, WriteQueues } from '../write-queues.js';
import { isClientLocked } from './client.js';
import { type CommitStatus, commitStatus } from './commit-status.js';
import { faultOf, StatementFailure } from './faults.js';
import { type AskingRows, askingOf, connect } from './session.js';
import { SharedTransaction, type TransactionMark } from './shared-transaction.js';
import { type ConnectionContext, contextOf, transactionOf } from './transaction.js';
import { TransactionState } from './transaction-state.js';

/** The SQLSTATE of a lock that was waited for too long. */
const lockNotAvailable = '55P03';

/** Tells whoever waits what became of a write. */
type Answer = () => void;

interface Attempt extends QueuedWrite {
  isRepeated: boolean;
  run(transaction: WriteTransaction): Promise<Answer>;
  fail(error: unknown): void;
}

/** What became of programs that were run one after the other. */
interface Ran {
  answers: Answer[];
  /** Which of them failed after it may have written: it is the last that was run, and nothing undoes it alone. */
  spoiltBy?: number;
}

/** @throws StatementFailure, after which the transaction is of no use to any of them */
async function runPrograms(
  context: ConnectionContext,
  transaction: SharedTransaction,
  attempts: Attempt[],
): Promise<Ran> {
  const answers: Answer[] = [];
  for (const [at, attempt] of attempts.entries()) {
    const state = new TransactionState(transaction, attempt.client, attempt.isRepeated);
    try {
      answers.push(await attempt.run(transactionOf(context, state)));
    } catch (error) {
      if (error instanceof StatementFailure) throw error;
      answers.push(() => attempt.fail(error));
      if (state.mayHaveWritten) return { answers, spoiltBy: at };
    } finally {
      state.end();
    }
  }
  return { answers };
}

/** Whether a transaction may have failed of one of its programs alone. */
function mayBeOfOne(error: unknown): boolean {
  return error instanceof StatementFailure && !error.endsConnection && error.state !== lockNotAvailable;
}

/** A transaction that is durable now. */
function measureOf({ length: writes }: Attempt[], began: number, sent: number): TransactionMeasure {
  const now = performance.now();
  return { writes, seconds: (now - began) / 1_000, commitSeconds: (now - sent) / 1_000 };
}

export class Writer {
  private readonly pool: Pool;
  /** One transaction of each client at a time holds, or waits for, the client's lock. */
  private readonly queues = new WriteQueues<Attempt>((attempts, release) => this.settle(attempts, release));
  /** Any connection of the pool. */
  private readonly session: AskingRows;
  private readonly kept = new KeptMetadata();
  /** What each transaction begins with. */
  private readonly beginning: string[];
  /** Writes that are not answered yet. */
  waiting = 0;
  /** Hears of each transaction that was committed. */
  onTransaction: ((measure: TransactionMeasure) => void) | undefined;

  constructor(pool: Pool, beginning: string[]) {
    this.pool = pool;
    this.beginning = beginning;
    this.session = askingOf(pool);
  }

  /** @throws Refusal, StoreFault */
  write<Input, Output>(
    { client, program, input }: WriteItem<Input, Output>,
    isRepeated: boolean,
  ): Promise<Output> {
    this.waiting++;
    return new Promise((resolve, reject) => {
      const settled = () => {
        this.waiting--;
      };
      const attempt: Attempt = {
        client,
        size: program.sizeOf(input),
        // What one that makes its client, or that failed before, does to its transaction, it does to nobody else's.
        alone: client === 0 || isRepeated,
        isRepeated,
        async run(transaction) {
          const value = await program.run(transaction, input);
          return () => {
            settled();
            resolve(value);
          };
        },
        fail(error) {
          settled();
          reject(error instanceof Refusal ? error : faultOf(error));
        },
      };
      if (program.unlocked) void this.settle([attempt], () => {});
      else this.queues.push(attempt);
    });
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
      return await connect(this.pool);
    } catch (error) {
      const isAway = error instanceof StatementFailure && error.state === undefined;
      throw isAway ? new StoreFault('unavailable', error.message) : error;
    }
  }

  /**
   * Runs the programs in one transaction, and answers each. Where it fails of one, those are found that it does not
   * fail of; none fails of another. Never rejects.
   */
  private async settle(attempts: Attempt[], release: () => void): Promise<void> {
    if (attempts.length === 0) return;
    try {
      const spoiltBy = await this.onceUnlocked(attempts, release);
      if (spoiltBy === undefined) return;
      await this.settleParts([
        attempts.slice(0, spoiltBy),
        attempts.slice(spoiltBy, spoiltBy + 1),
        attempts.slice(spoiltBy + 1),
      ]);
    } catch (error) {
      if (attempts.length === 1 || !mayBeOfOne(error)) {
        for (const attempt of attempts) attempt.fail(error);
        return;
      }
      const half = Math.ceil(attempts.length / 2);
      const repeated = attempts.map((attempt) => ({ ...attempt, isRepeated: true }));
      await this.settleParts([repeated.slice(0, half), repeated.slice(half)]);
    }
  }

  private async settleParts(parts: Attempt[][]): Promise<void> {
    for (const part of parts) await this.settle(part, () => {});
  }

  /** Waits without a connection for a lock that is held for long, so that other clients find one. */
  private async onceUnlocked(attempts: Attempt[], release: () => void): Promise<number | undefined> {
    const until = Date.now() + limits.lockMilliseconds;
    const [{ client }] = attempts as [Attempt];
    for (;;) {
      try {
        return await this.transact(attempts, release);
      } catch (error) {
        const isLocked = error instanceof StatementFailure && error.state === lockNotAvailable;
        if (!isLocked || Date.now() > until) throw error;
      }
      do await pause(limits.lockPollMilliseconds);
      while (Date.now() < until && (await isClientLocked(this.session, client)));
    }
  }

  /**
   * Runs the programs on a connection, commits and answers: all of them, unless one has spoilt the transaction for others.
   * Then it answers which, and nothing was written.
   *
   * @throws StatementFailure, StoreFault where nothing was written, or nobody knows
   */
  private async transact(attempts: Attempt[], release: () => void): Promise<number | undefined> {
    const connection = await this.connect();
    const context = contextOf(connection, this.kept);
    const transaction = new SharedTransaction(context.session, this.beginning);
    let isUsable = false;
    let unanswered: StatementFailure | undefined;
    let ran: Ran;
    let measure: TransactionMeasure | undefined;
    const began = performance.now();
    try {
      ran = await runPrograms(context, transaction, attempts);
      if (ran.spoiltBy === undefined) {
        const sent = performance.now();
        unanswered = await transaction.commit(release);
        isUsable = unanswered === undefined;
        if (isUsable) measure = measureOf(attempts, began, sent);
      } else {
        isUsable = await transaction.rollback();
        if (attempts.length > 1) return ran.spoiltBy;
      }
    } catch (error) {
      const failure = await transaction.firstFailure(error);
      const isCut = failure instanceof StatementFailure && failure.endsConnection;
      isUsable = !isCut && (await transaction.rollback());
      throw failure;
    } finally {
      connection.release(!isUsable);
    }
    const [{ client }] = attempts as [Attempt];
    if (unanswered !== undefined) await this.requireCommitted(client, transaction.mark, unanswered);
    if (measure !== undefined) this.onTransaction?.(measure);
    for (const answer of ran.answers) answer();
    return undefined;
  }

  /** @throws StoreFault where the transaction was not committed, or nobody can say it in time */
  private async requireCommitted(
    client: number,
    mark: TransactionMark | undefined,
    unanswered: StatementFailure,
  ): Promise<void> {
    const until = Date.now() + limits.commitStatusMilliseconds;
    while (mark !== undefined && Date.now() < until) {
      const status = await this.statusOf(client, mark);
      if (status === 'committed') return;
      if (status === 'aborted') {
        throw new StoreFault(faultOf(unanswered).kind === 'cut' ? 'cut' : 'passing', unanswered.message);
      }
      if (status === 'unknown') break;
      await pause(limits.commitStatusPollMilliseconds);
    }
    throw new StoreFault('unavailable', `a commit was not answered: ${unanswered.message}`);
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
