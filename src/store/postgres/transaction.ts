/** What a program works with, on a connection of its own. */
import { sharedQueries } from '../queries/index.js';
import type { ClientState, StoreQueries, WriteTransaction } from '../store.js';
import { sharedWrites } from '../writes/index.js';
import { StatementFailure } from './faults.js';
import { linksCarrying, linksOfPairs, writeLinks } from './link.js';
import type { Progress, TransactionMark } from './progress.js';
import { writeRequests } from './recent-request.js';
import { countMatchKeys, findRecords, recordsByKeys, writeRecords } from './record.js';
import { type Sender, type Session, type Statement, sessionOf } from './session.js';

/**
 * When the database's statistics began: anew after each crash, and readable by every user. A crash gives
 * the numbers of transactions that it undid out again, so a number means nothing beyond it.
 */
const era = `coalesce(extract(epoch FROM pg_stat_get_bgwriter_stat_reset_time())::text, '')`;

const lockState: Statement = {
  name: 'client_lock',
  // The transaction's number tells afterwards whether a commit that was not answered took place.
  text: `SELECT version, link_identity, next_link_id, next_change_id, pg_current_xact_id()::text, ${era}
    FROM client_state WHERE client_id = $1 FOR UPDATE`,
};

const clientIsLocked: Statement = {
  name: 'client_is_locked',
  text: `WITH free AS (SELECT client_id FROM client_state WHERE client_id = $1 FOR UPDATE SKIP LOCKED)
    SELECT FROM client_state WHERE client_id = $1 AND NOT EXISTS (SELECT FROM free)`,
};

const saveState: Statement = {
  name: 'client_save',
  text: `UPDATE client_state SET version = $2, next_link_id = $3, next_change_id = $4 WHERE client_id = $1`,
};

/** Those who make clients take turns. The number is this lock's own. */
const lockClients: Statement = {
  name: 'clients_lock',
  text: `SELECT pg_advisory_xact_lock(7612090121), pg_current_xact_id()::text, ${era}`,
};

/** Asked where the number was given out: of the client's machine by its row, of the coordinator without any. */
const transactionStatus: Record<TransactionMark['machine'], Statement> = {
  'of the client': {
    name: 'transaction_status',
    text: `SELECT pg_xact_status($1), ${era} FROM client_state WHERE client_id = $2`,
  },
  asked: { name: 'transaction_status_here', text: `SELECT pg_xact_status($1), ${era}` },
};

const damagedParts: Statement = {
  name: 'damaged_parts',
  text: `SELECT 'the index ' || relname || ' is not valid' FROM pg_index
      JOIN pg_class ON pg_class.oid = indexrelid
      WHERE NOT indisvalid AND relnamespace = current_schema()::regnamespace
    UNION ALL
    SELECT 'the constraint ' || conname || ' was never checked' FROM pg_constraint
      WHERE NOT convalidated AND connamespace = current_schema()::regnamespace`,
};

export function storeQueries(session: Session): StoreQueries {
  return {
    ...sharedQueries(session.shared),
    findRecords: (client, references) => findRecords(session, client, references),
    countMatchKeys: (client, domain, keys) => countMatchKeys(session, client, domain, keys),
    damage: async () => (await session.rows<[string]>(damagedParts, [])).map(([line]) => line),
  };
}

/** What every transaction of a connection shares. */
export interface Workplace {
  session: Session;
  queries: StoreQueries;
}

const workplaces = new WeakMap<Sender, Workplace>();

export function workplaceOf(connection: Sender): Workplace {
  const known = workplaces.get(connection);
  if (known !== undefined) return known;
  const session = sessionOf(connection);
  const made = { session, queries: storeQueries(session) };
  workplaces.set(connection, made);
  return made;
}

/** The transaction of one program. It begins by itself; `progress` says how far it is. */
export function transactionOf({ session, queries }: Workplace, progress: Progress): WriteTransaction {
  const writes = writesOf(session, progress);
  return {
    ...queries,
    ...writes,
    get client() {
      return progress.client;
    },
    async lock(): Promise<ClientState> {
      progress.begin();
      const [row] = await session.rows<[number, ClientState['linkIdentity'], number, number, string, string]>(
        lockState,
        [progress.client],
      );
      if (row === undefined) throw new Error(`there is no client ${progress.client}`);
      const [version, linkIdentity, nextLinkId, nextChangeId, number, begunIn] = row;
      progress.mark = { number, era: begunIn, machine: 'of the client' };
      return { version, linkIdentity, nextLinkId, nextChangeId };
    },
    async lockClients() {
      progress.begin();
      const [[, number, begunIn]] = (await session.rows(lockClients, [])) as [[unknown, string, string]];
      progress.mark = { number, era: begunIn, machine: 'asked' };
    },
    async saveState({ version, nextLinkId, nextChangeId }) {
      const values = [progress.client, version, nextLinkId, nextChangeId];
      progress.willBeAwaited([session.rows(saveState, values)]);
    },
    async linksOfPairs(pairs) {
      progress.begin();
      return linksOfPairs(session, progress.client, pairs);
    },
    async linksCarrying(places) {
      progress.begin();
      return linksCarrying(session, progress.client, places);
    },
    async writeLinks(links) {
      progress.begin();
      progress.willBeAwaited(writeLinks(session, progress.client, links));
    },
    recordsByKeys: (domain, fields, tuples) =>
      recordsByKeys(session, progress.client, domain, fields, tuples),
    async writeRecords(records) {
      progress.begin();
      progress.willBeAwaited(writeRecords(session, progress.client, records));
    },
    async insertRequests(requests) {
      progress.begin();
      progress.willBeAwaited(writeRequests(session, progress.client, requests));
    },
  };
}

/** The writes that both dialects share; each begins the transaction where nothing has. */
function writesOf(session: Session, progress: Progress): ReturnType<typeof sharedWrites> {
  const writes = sharedWrites(session.shared, progress);
  for (const [name, write] of Object.entries(writes) as [keyof typeof writes, () => Promise<unknown>][]) {
    writes[name] = ((...parameters: []) => {
      progress.begin();
      return write(...parameters);
    }) as never;
  }
  return writes;
}

/** Whether another transaction holds the client's lock at the moment. */
export async function isClientLocked(session: Session, client: number): Promise<boolean> {
  return (await session.rows(clientIsLocked, [client])).length > 0;
}

export type CommitStatus = 'committed' | 'aborted' | 'in progress' | 'unknown';

/** PostgreSQL's refusal of a transaction's number that it has not given out, or not since it crashed. */
const numberNotGivenOut = '22023';

/** What became of a transaction whose commit was not answered. Asked on another connection. */
export async function commitStatus(
  session: Session,
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
