/** A whole database into another (docs/reference/command-line.md#copy). Nothing that is there is ever overwritten. */
import { isDeepStrictEqual } from 'node:util';
import { checkTables, type TableCheck } from './check.js';
import type { CopyEnd } from './end.js';
import { pagesOf, textOf } from './pages.js';
import type { Row, Table } from './tables.js';

/** A target that is no empty database and no copy of the source. The message is for the person at the console. */
export class CopyRefusal extends Error {}

/** Hears how far a copy is. */
export interface CopyListener {
  /** A part of the work begins that goes through so many rows. */
  begin(work: 'copying' | 'checking', rows: number): void;
  rows(count: number): void;
}

export interface CopyOutcome {
  /** Rows that this run wrote. */
  copied: number;
  /** Rows that it found written. */
  present: number;
  /** Whether the target was half a copy or empty, and not a database in use. */
  wasUnfinished: boolean;
  tables: TableCheck[];
}

const emptyIt =
  'Nothing that was there was changed. Copy into an empty database: drop this one and create it again, or name a new file.';

async function countRows(source: CopyEnd, clients: number[]): Promise<number> {
  let count = 0;
  for (const client of clients) {
    for (const table of source.tables) count += await source.count(table, client);
  }
  return count;
}

async function requireKnownClients(source: CopyEnd, target: CopyEnd): Promise<void> {
  const known = new Set(await source.clients());
  const strange = (await target.clients()).filter((client) => !known.has(client));
  if (strange.length === 0) return;
  throw new CopyRefusal(
    `The target ${target.shown} holds clients that the source ${source.shown} has not. ${emptyIt}`,
  );
}

/** Copies what is missing of a client's rows behind those that are there, which must be the source's first. */
async function copyTable(
  source: CopyEnd,
  target: CopyEnd,
  table: Table,
  client: number,
  onRows: (present: number, copied: number) => void,
): Promise<void> {
  let mayHaveMore = true;
  for await (const { rows, texts, after, limit } of pagesOf(source, table, client)) {
    const present: Row[] = mayHaveMore ? await target.page(table, client, after, limit) : [];
    if (present.some((row, at) => textOf(row) !== texts[at])) {
      throw new CopyRefusal(
        `The target ${target.shown} is a copy begun of something else: its rows of ${table.name} are not those of ` +
          `the source ${source.shown}. Either it is of another source, or one of the two was written since. ${emptyIt}`,
      );
    }
    mayHaveMore = present.length === limit;
    const missing = rows.slice(present.length);
    if (missing.length > 0) await target.insert(table, client, missing);
    onRows(present.length, missing.length);
  }
}

/**
 * Makes the target the same as the source, and says of each table whether it is. A target that is empty, or
 * half a copy of this source, gets what it lacks and can be opened when all is the same; any other is only
 * compared.
 *
 * @throws CopyRefusal where the target holds something that is not the source's
 * @throws StoreFault; the same again goes on where it was
 */
export async function copyDatabase(
  source: CopyEnd,
  target: CopyEnd,
  listener: CopyListener,
): Promise<CopyOutcome> {
  if (!isDeepStrictEqual(source.tables, target.tables)) {
    throw new CopyRefusal(`The tables of ${source.shown} and ${target.shown} are not alike.`);
  }
  await requireKnownClients(source, target);
  const clients = await source.clients();
  const outcome: CopyOutcome = { copied: 0, present: 0, wasUnfinished: await target.isMarked(), tables: [] };
  if (!outcome.wasUnfinished && (await target.clients()).length === 0) {
    await target.mark(source.shown);
    outcome.wasUnfinished = true;
  }
  const total = await countRows(source, clients);
  if (outcome.wasUnfinished) {
    listener.begin('copying', total);
    for (const client of clients) {
      for (const table of source.tables) {
        await copyTable(source, target, table, client, (present, copied) => {
          outcome.present += present;
          outcome.copied += copied;
          listener.rows(present + copied);
        });
      }
    }
  }
  listener.begin('checking', total);
  outcome.tables = await checkTables(source, target, (count) => listener.rows(count));
  if (outcome.wasUnfinished && outcome.tables.every(({ same }) => same)) {
    await target.settle();
    await target.unmark();
  }
  return outcome;
}
