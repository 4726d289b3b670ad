/** The types and helpers that all calls share. */
import type { Client } from 'openapi-fetch';
import type { components, operations, paths } from './openapi.js';
import type { Transport } from './transport.js';

export type Schemas = components['schemas'];

/** The query string of an operation. */
export type QueryOf<Id extends keyof operations> = NonNullable<operations[Id]['parameters']['query']>;

/** The server's operations by path, typed. A call that fails throws; so `data` is always there. */
export type Api = Client<paths>;

/** What each group of calls needs in order to send them. */
export interface Connection {
  api: Api;
  transport: Transport;
}

export interface CallOptions {
  /** Aborts the call, which then throws the signal's reason. */
  signal?: AbortSignal | undefined;
}

export interface KeyedOptions extends CallOptions {
  /**
   * The `Idempotency-Key` of the call: it makes one thing, however often it is sent within a day. Without it each call has
   * a key of its own, under which it is sent again where its answer was lost.
   */
  idempotencyKey?: string | undefined;
}

export interface WriteOptions extends CallOptions {
  /** The server says what it would do, and writes nothing. */
  dryRun?: boolean | undefined;
}

/** A key for one call. `crypto.randomUUID` would do, but is not there on a page without TLS. */
export function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** The data of a call's answer. @throws what the call throws */
export async function dataOf<Data>(answered: Promise<{ data?: Data | undefined }>): Promise<Data> {
  return (await answered).data as Data;
}

type Given<Values> = { [Name in keyof Values]?: Exclude<Values[Name], undefined> };

/** The values without those that are `undefined`. */
export function given<Values extends object>(values: Values): Given<Values> {
  return Object.fromEntries(
    Object.entries(values).filter(([, value]) => value !== undefined),
  ) as Given<Values>;
}
