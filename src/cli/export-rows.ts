/** How exported rows are written: as lines that `import` reads back. */
import { once } from 'node:events';
import { stringify } from 'csv-stringify/sync';

export type Row = Record<string, unknown>;
export type Format = 'ndjson' | 'csv';

/** The text of a row with its line end. A column that the row has not is an empty cell. */
export function rowText(row: Row, columns: string[], format: Format): string {
  if (format === 'ndjson') return `${JSON.stringify(row)}\n`;
  return stringify([columns.map((column) => String(row[column] ?? ''))]);
}

/** Writes rows to stdout no faster than they are taken. */
export async function writeRows(rows: AsyncIterable<Row>, columns: string[], format: Format): Promise<void> {
  const write = async (text: string) => {
    if (!process.stdout.write(text)) await once(process.stdout, 'drain');
  };
  if (format === 'csv') await write(stringify([columns]));
  for await (const row of rows) await write(rowText(row, columns, format));
}
