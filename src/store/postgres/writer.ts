/** Runs write programs, each in a transaction, and finds out what became of a commit that was not answered. */
import { setTimeout as pause } from 'node:timers/promises';
import type { Pool, PoolClient } from 'pg';
import { Refusal } from '../../contract/errors.js';
import { limits } from '../../contract/limits.js';
import { type Programs, StoreFault, type WriteItem } from '../store.js';
import { faultOf, StatementFailure } from './faults.js';
import { Progress, type TransactionMark } from './progress.js';
import { sessionOf } from './session.js';
import { type CommitStatus, commitStatus, transactionOf, workplaceOf } from './transaction.js';
import { Turns } from './turns.js';

export class Writer {
  private readonly pool: Pool;
  private readonly programs: Programs;
  private readonly turns = new Turns(limits.writesOfClient);

  constructor(pool: Pool, programs: Programs) {
    this.pool = pool;
    this.programs = programs;
  }

  /** @throws Refusal, StoreFault */
  write(item: WriteItem): Promise<unknown> {
    return this.turns.run(item.client, () => this.attempt(item));
  }

  async close(): Promise<void> {
    await this.pool.end();
  }

  private async connect(): Promise<PoolClient> {
    try {
      return await this.pool.connect();
    } catch (error) {
      throw new StoreFault('unavailable', (error as Error).message);
    }
  }

  private async attempt({ client, program, input }: WriteItem): Promise<unknown> {
    const run = this.programs[program];
    if (run === undefined) throw new Error(`no program is named ${program}`);
    const connection = await this.connect();
    const workplace = workplaceOf(connection);
    const progress = new Progress(workplace.session, client);
    let lost = false;
    try {
      const value = await run(transactionOf(workplace, progress), input);
      try {
        await progress.commit();
      } catch (error) {
        if (!(error instanceof StatementFailure && error.endsConnection)) throw error;
        lost = true;
        await this.requireCommitted(progress, error);
      }
      return value;
    } catch (error) {
      if (lost) throw error;
      const failure = await progress.firstFailure(error);
      lost = !(await progress.rollback());
      throw failure instanceof Refusal ? failure : faultOf(failure);
    } finally {
      connection.release(lost);
    }
  }

  /** @throws StoreFault where the transaction was not committed, or nobody can say it in time */
  private async requireCommitted({ client, mark }: Progress, error: unknown): Promise<void> {
    const { message } = error as Error;
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
      const session = sessionOf({ query: (config) => this.pool.query(config as never) });
      return await commitStatus(session, client, mark);
    } catch {
      // Still away: look again.
      return 'in progress';
    }
  }
}
