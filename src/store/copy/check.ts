/** Whether two databases hold the same, table by table. */
import { createHash } from 'node:crypto';
import type { CopyEnd } from './end.js';
import { pagesOf } from './pages.js';
import type { Table } from './tables.js';

export interface TableDigest {
  rows: number;
  /** SHA-256 over the rows in order of the primary key, in hexadecimal. */
  digest: string;
}

export interface TableCheck {
  table: string;
  same: boolean;
  source: TableDigest;
  target: TableDigest;
}

async function digestOf(
  end: CopyEnd,
  table: Table,
  clients: number[],
  onRows: (count: number) => void,
): Promise<TableDigest> {
  const hash = createHash('sha256');
  let rows = 0;
  // The client stands in front of every primary key, so one client after the other is the key's order.
  for (const client of clients) {
    for await (const { texts } of pagesOf(end, table, client)) {
      for (const text of texts) hash.update(`${text}\n`);
      rows += texts.length;
      onRows(texts.length);
    }
  }
  return { rows, digest: hash.digest('hex') };
}

/**
 * Counts and digests every table of both databases. `onRows` hears of the source's rows as they are read.
 *
 * @throws StoreFault
 */
export async function checkTables(
  source: CopyEnd,
  target: CopyEnd,
  onRows: (count: number) => void,
): Promise<TableCheck[]> {
  const [sourceClients, targetClients] = await Promise.all([source.clients(), target.clients()]);
  const checks: TableCheck[] = [];
  for (const table of source.tables) {
    const [one, other] = await Promise.all([
      digestOf(source, table, sourceClients, onRows),
      digestOf(target, table, targetClients, () => {}),
    ]);
    checks.push({ table: table.name, same: one.digest === other.digest, source: one, target: other });
  }
  return checks;
}
