/** What all calls share. */
import type { Client } from 'openapi-fetch';
import type { components, operations, paths } from './openapi.js';
import type { Transport } from './transport.js';

export type Schemas = components['schemas'];

/** The query string of an operation. */
export type QueryOf<Id extends keyof operations> = NonNullable<operations[Id]['parameters']['query']>;

/** The server's operations by path, typed. A call that fails throws; so `data` is always there. */
export type Api = Client<paths>;

/** What the groups of calls are made with. */
export interface Connection {
  api: Api;
  transport: Transport;
}

export interface CallOptions {
  /** Ends the call, which throws the signal's reason. */
  signal?: AbortSignal | undefined;
}

export interface WriteOptions extends CallOptions {
  /** Say what would be done, and write nothing. */
  dryRun?: boolean | undefined;
}

/** What a call answers. */
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
