/** The row that a client's writers take turns by: here `BEGIN IMMEDIATE` has made one the only writer of the file. */
import type { ClientState, ClientTransaction } from '../port/client.js';
import type { Bound } from '../sql/bound.js';
import type { Connection } from './connection.js';

export const stateStatements = {
  lock: `SELECT version, link_identity AS linkIdentity, next_link_id AS nextLinkId,
      next_change_id AS nextChangeId
    FROM client_state WHERE client_id = ?`,
  save: 'UPDATE client_state SET version = ?, next_link_id = ?, next_change_id = ? WHERE client_id = ?',
};

type OwnWrites = Pick<ClientTransaction, 'lock' | 'lockClients' | 'saveState'>;

export function clientWriter(connection: Connection): (bound: Bound) => OwnWrites {
  const lock = connection.prepare(stateStatements.lock);
  const save = connection.prepare(stateStatements.save);
  return (bound) => ({
    lock: async () => lock.get(bound.client) as ClientState,
    lockClients: async () => {},
    async saveState({ version, nextLinkId, nextChangeId }) {
      save.run(version, nextLinkId, nextChangeId, bound.client);
    },
  });
}
