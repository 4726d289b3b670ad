/** What a program works with, on a connection of its own. */
import { recentRequestQueries } from '../sql/recent-request.js';
import { sharedQueries, sharedWrites } from '../sql/shared.js';
import type { StoreQueries, WriteTransaction } from '../store.js';
import { clientWrites } from './client.js';
import { findingQueries } from './finding.js';
import { linkWrites } from './link.js';
import { matchKeyQueries } from './match-key.js';
import { jsonWords, requestWrites } from './recent-request.js';
import { recordQueries, recordWrites } from './record.js';
import { type Sender, type Session, sessionOf } from './session.js';
import type { TransactionState } from './transaction-state.js';

export function storeQueries(session: Session): StoreQueries {
  return {
    ...sharedQueries(session.shared),
    ...recentRequestQueries(session.shared, jsonWords),
    ...recordQueries(session),
    ...matchKeyQueries(session),
    ...findingQueries(session),
  };
}

/** What every transaction of a connection shares. */
export interface ConnectionContext {
  session: Session;
  queries: StoreQueries;
}

const contexts = new WeakMap<Sender, ConnectionContext>();

export function contextOf(connection: Sender): ConnectionContext {
  const known = contexts.get(connection);
  if (known !== undefined) return known;
  const session = sessionOf(connection);
  const made = { session, queries: storeQueries(session) };
  contexts.set(connection, made);
  return made;
}

/**
 * The transaction of one program. It begins by itself; `state` says how far it is. No two programs share one: what one
 * that failed still has under way must not reach into another's.
 */
export function transactionOf({ queries }: ConnectionContext, state: TransactionState): WriteTransaction {
  return {
    ...queries,
    ...sharedWrites(state),
    ...clientWrites(state),
    ...recordWrites(state),
    ...linkWrites(state),
    ...requestWrites(state),
    get client() {
      return state.client;
    },
    isRepeated: state.isRepeated,
  };
}
