/** What became of a transaction whose commit was not answered. */
import { StatementFailure } from './faults.js';
import type { AskingRows, Statement } from './session.js';
import type { TransactionMark } from './shared-transaction.js';

/**
 * When the database's statistics began: anew after each crash, and readable by every user. A crash gives
 * the numbers of transactions that it undid out again, so a number means nothing beyond it.
 */
export const era = `coalesce(extract(epoch FROM pg_stat_get_bgwriter_stat_reset_time())::text, '')`;

/** The machine that gave the number out is asked: the client's, reached by its row, or else the coordinator. */
const transactionStatus: Record<TransactionMark['machine'], Statement> = {
  'of the client': {
    name: 'transaction_status',
    text: `SELECT pg_xact_status($1), ${era} FROM client_state WHERE client_id = $2`,
  },
  asked: { name: 'transaction_status_here', text: `SELECT pg_xact_status($1), ${era}` },
};

export type CommitStatus = 'committed' | 'aborted' | 'in progress' | 'unknown';

/** PostgreSQL's refusal of a transaction's number that it has not given out, or not since it crashed. */
const numberNotGivenOut = '22023';

/** What became of a transaction whose commit was not answered. Asked on another connection. */
export async function commitStatus(
  session: AskingRows,
  client: number,
  mark: TransactionMark,
): Promise<CommitStatus> {
  try {
    const values = mark.machine === 'asked' ? [mark.number] : [mark.number, client];
    const rows = await session.rows<[CommitStatus | null, string]>(transactionStatus[mark.machine], values);
    // A client that is locked is there, and none is ever removed.
    const [status, presentEra] = rows[0] as (typeof rows)[number];
    if (presentEra === mark.era) return status ?? 'unknown';
    // A crash lets nothing go on; what is committed under the number may be another transaction.
    return status === 'committed' || status === null ? 'unknown' : 'aborted';
  } catch (error) {
    if (error instanceof StatementFailure && error.state === numberNotGivenOut) return 'aborted';
    throw error;
  }
}
