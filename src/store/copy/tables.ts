/**
 * The tables as a copy sees them. They come from the database's own catalog, not from a list kept here, so
 * that a table or column of a later migration is copied without a word.
 */

export type ColumnType = 'integer' | 'text';

/** A column as a catalog tells it. */
export interface CatalogColumn {
  table: string;
  column: string;
  type: string;
  /** The position in the primary key; 0 outside it. */
  keyPosition: number;
}

/** A foreign key as a catalog tells it. */
export interface CatalogReference {
  table: string;
  parent: string;
}

export interface Table {
  name: string;
  /** The client's column first, the others by name: the same in every database, however it came about. */
  columns: { name: string; type: ColumnType }[];
  /** Where in `columns` the primary key's columns stand, without the client's, which is in front of it. */
  key: number[];
}

/** One row, in the order of its table's columns. */
export type Row = (number | string | null)[];

const types: Record<string, ColumnType> = { integer: 'integer', bigint: 'integer', text: 'text' };

/** The column by which a table's rows belong to a client. */
function clientColumnOf(table: string): string {
  return table === 'client' ? 'id' : 'client_id';
}

function tableOf(name: string, catalog: CatalogColumn[]): Table {
  const key = catalog
    .filter(({ keyPosition }) => keyPosition > 0)
    .sort((one, other) => one.keyPosition - other.keyPosition)
    .map(({ column }) => column);
  const clientColumn = clientColumnOf(name);
  if (key[0] !== clientColumn) throw new Error(`the primary key of ${name} does not begin with its client`);
  const others = catalog.map(({ column }) => column).filter((column) => column !== clientColumn);
  const names = [clientColumn, ...others.sort()];
  const columns = names.map((column) => {
    const { type } = catalog.find((each) => each.column === column) as CatalogColumn;
    const known = types[type.toLowerCase()];
    if (known === undefined) throw new Error(`copying knows no ${type} as in ${name}.${column}`);
    return { name: column, type: known };
  });
  return { name, columns, key: key.slice(1).map((column) => names.indexOf(column)) };
}

/** The tables of a catalog, each behind those that it refers to; the same from both dialects. */
export function tablesOf(catalog: CatalogColumn[], references: CatalogReference[]): Table[] {
  const waiting = new Set(catalog.map(({ table }) => table).sort());
  const tables: Table[] = [];
  while (waiting.size > 0) {
    const ready = [...waiting].filter((name) =>
      references.every(({ table, parent }) => table !== name || parent === name || !waiting.has(parent)),
    );
    if (ready.length === 0) throw new Error(`tables refer to each other: ${[...waiting].join(', ')}`);
    for (const name of ready) {
      waiting.delete(name);
      tables.push(
        tableOf(
          name,
          catalog.filter(({ table }) => table === name),
        ),
      );
    }
  }
  return tables;
}
