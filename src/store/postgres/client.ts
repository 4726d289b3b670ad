/** The row that a client's writers take turns by, and the number by which a transaction is known afterwards. */
import type { ClientState, ClientTransaction } from '../port/client.js';
import { era } from './commit-status.js';
import type { AskingRows, Statement } from './session.js';
import type { TransactionState } from './transaction-state.js';

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

type OwnWrites = Pick<ClientTransaction, 'lock' | 'lockClients' | 'saveState'>;

export function clientWrites(state: TransactionState): OwnWrites {
  const { session } = state;
  return {
    async lock(): Promise<ClientState> {
      state.begin();
      if (state.known !== undefined) return state.known;
      const [row] = await session.rows<[number, ClientState['linkIdentity'], number, number, string, string]>(
        lockState,
        [state.client],
      );
      if (row === undefined) throw new Error(`there is no client ${state.client}`);
      const [version, linkIdentity, nextLinkId, nextChangeId, number, begunIn] = row;
      const known = { version, linkIdentity, nextLinkId, nextChangeId };
      state.locked({ number, era: begunIn, machine: 'of the client' }, known);
      return known;
    },

    async lockClients() {
      state.begin();
      const [row] = await session.rows<[unknown, string, string]>(lockClients, []);
      if (row === undefined) throw new Error('the lock of all clients gave no answer');
      const [, number, begunIn] = row;
      state.locked({ number, era: begunIn, machine: 'asked' });
    },

    async saveState(saved) {
      state.begin();
      const { version, nextLinkId, nextChangeId } = saved;
      state.willBeAwaited([session.rows(saveState, [state.client, version, nextLinkId, nextChangeId])]);
      state.stateSaved(saved);
    },
  };
}

/** Whether another transaction holds the client's lock at the moment. */
export async function isClientLocked(session: AskingRows, client: number): Promise<boolean> {
  return (await session.rows(clientIsLocked, [client])).length > 0;
}
