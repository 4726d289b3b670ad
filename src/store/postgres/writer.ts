/** Runs write programs, each in a transaction, and finds out what became of a commit that was not answered. */
import { setTimeout as pause } from 'node:timers/promises';
import type { Pool, PoolClient } from 'pg';
import { Refusal } from '../../contract/errors.js';
import { limits } from '../../limits/limits.js';
import { type Programs, StoreFault, type WriteItem } from '../store.js';
import { faultOf, StatementFailure } from './faults.js';
import { Progress, type TransactionMark } from './progress.js';
import { type Session, sessionOf } from './session.js';
import {
  type CommitStatus,
  commitStatus,
  isClientLocked,
  transactionOf,
  workplaceOf,
} from './transaction.js';
import { Turns } from './turns.js';

/** PostgreSQL's word for a lock that was waited for too long. */
const lockNotAvailable = '55P03';

export class Writer {
  private readonly pool: Pool;
  private readonly programs: Programs;
  private readonly turns = new Turns();
  /** Any connection of the pool. */
  private readonly session: Session;
  /** What each transaction begins with. */
  private readonly beginning: string;

  constructor(pool: Pool, programs: Programs, beginning: string) {
    this.pool = pool;
    this.beginning = beginning;
    this.session = sessionOf({ query: (config) => pool.query(config as never) });
    this.programs = programs;
  }

  /** @throws Refusal, StoreFault */
  async write(item: WriteItem): Promise<unknown> {
    try {
      if (item.unlocked) return await this.patiently(item, () => {});
      return await this.turns.run(item.client, (passOn) => this.patiently(item, passOn));
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

  /** A lock that is held for long is waited for without a connection, so that other clients find one. */
  private async patiently(item: WriteItem, passOn: () => void): Promise<unknown> {
    const until = Date.now() + limits.lockMilliseconds;
    for (;;) {
      try {
        return await this.attempt(item, passOn);
      } catch (error) {
        const isLocked = error instanceof StatementFailure && error.state === lockNotAvailable;
        if (!isLocked || Date.now() > until) throw error;
      }
      do await pause(limits.lockPollMilliseconds);
      while (Date.now() < until && (await isClientLocked(this.session, item.client)));
    }
  }

  /** @throws Refusal, StatementFailure, StoreFault */
  private async attempt({ client, program, input }: WriteItem, passOn: () => void): Promise<unknown> {
    const run = this.programs[program];
    if (run === undefined) throw new Error(`no program is named ${program}`);
    const connection = await this.connect();
    const workplace = workplaceOf(connection);
    const progress = new Progress(workplace.session, client, this.beginning);
    let value: unknown;
    let unanswered: StatementFailure;
    let isUsable = false;
    try {
      value = await run(transactionOf(workplace, progress), input);
      await progress.commit(passOn);
      isUsable = true;
      return value;
    } catch (error) {
      const failure = await progress.firstFailure(error);
      const isCut = failure instanceof StatementFailure && failure.endsConnection;
      if (!(isCut && progress.isCommitting)) {
        isUsable = !isCut && (await progress.rollback());
        throw failure;
      }
      unanswered = failure;
    } finally {
      connection.release(!isUsable);
    }
    await this.requireCommitted(progress, unanswered);
    return value;
  }

  /** @throws StoreFault where the transaction was not committed, or nobody can say it in time */
  private async requireCommitted({ client, mark }: Progress, { message }: StatementFailure): Promise<void> {
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
