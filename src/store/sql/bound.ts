import type { Sql } from './schema.js';

/** A transaction as its statements see it. */
export interface Bound {
  /** The client whose transaction it is; `createClient` sets it. */
  client: number;
  /** Where a statement of the transaction is sent; the first begins it. */
  sql(): Sql;
  /** The client's state was set in another way than by `saveState`. */
  stateChanged(): void;
}
