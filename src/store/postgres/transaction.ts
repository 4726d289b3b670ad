/** What a program works with, on a connection of its own. */
import { KeptMetadata } from '../kept-metadata.js';
import { recentRequestQueries } from '../sql/recent-request.js';
import { sharedQueries, sharedWrites } from '../sql/shared.js';
import type { StoreQueries, WriteTransaction } from '../store.js';
import { clientWrites } from './client.js';
import { findingQueries } from './finding.js';
import { linkWrites } from './link.js';
import { matchKeyQueries } from './match-key.js';
import { jsonWords, requestWrites } from './recent-request.js';
import { recordQueries, recordWrites } from './record.js';
import { type Asking, type Carrier, type Session, sessionOf } from './session.js';
import type { TransactionState } from './transaction-state.js';

export function storeQueries(session: Asking): StoreQueries {
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
  kept: KeptMetadata;
}

const contexts = new WeakMap<Carrier, ConnectionContext>();

/** @param kept what the transactions of other connections share too */
export function contextOf(connection: Carrier, kept = new KeptMetadata()): ConnectionContext {
  const known = contexts.get(connection);
  if (known !== undefined) return known;
  const session = sessionOf(connection);
  const made = { session, queries: storeQueries(session), kept };
  contexts.set(connection, made);
  return made;
}

type Maker = (state: TransactionState) => object;

/** What makes the methods that write; what comes later stands for what comes before. */
const makers: Maker[] = [sharedWrites, clientWrites, recordWrites, linkWrites, requestWrites];

/** Which of them makes a method, by its name. */
let makerOf: Map<PropertyKey, Maker> | undefined;

/**
 * The transaction of one program. It begins by itself; `state` says how far it is. No two programs share one: what one
 * that failed still has under way must not reach into another's. Of its methods those alone are made that the program
 * calls, with the few that are made together with them: all would take longer than what a small batch does.
 */
export function transactionOf(
  { queries, kept }: ConnectionContext,
  state: TransactionState,
): WriteTransaction {
  makerOf ??= new Map(makers.flatMap((make) => Object.keys(make(state)).map((name) => [name, make])));
  const known = makerOf;
  const made = new Map<Maker, object>();
  const metadataAt = (version: number) => kept.at(state.client, version, queries.metadata);
  return new Proxy(queries as WriteTransaction, {
    get(target, name) {
      if (name === 'client' || name === 'isRepeated') return state[name];
      if (name === 'metadataAt') return metadataAt;
      const make = known.get(name);
      if (make === undefined) return Reflect.get(target, name);
      const methods = made.get(make) ?? make(state);
      made.set(make, methods);
      return Reflect.get(methods, name);
    },
  });
}
