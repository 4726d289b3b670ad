/** One of the two databases of a copy, as rows of tables, with no rule of the product in between. */
import { copyMark } from '../migrations/run.js';
import type { Row, Table } from './tables.js';

/** What is copied is a source as it stands; what is written is a target, which may be half a copy. */
export type CopyRole = 'source' | 'target';

/** What to do about a server that works on one of the databases. */
export const stopServer =
  'Stop it first, and start it on the copy when that is done: what it writes meanwhile would not be copied.';

/** What an adapter gives for a copy: a connection that nobody else uses. */
export interface CopyConnection {
  /** The database as it may be shown. */
  readonly shown: string;
  readonly tables: Table[];
  /** How the dialect writes a statement's parameter; parameters stand in the order of their positions. */
  parameter(position: number): string;
  /** The rows that a statement answers, with integers as numbers. @throws StoreFault */
  rows(statement: string, values: Row): Promise<Row[]>;
  /** Inserts rows of one client in one transaction, durable when it answers. @throws StoreFault */
  insert(table: Table, client: number, rows: Row[]): Promise<void>;
  /** What the dialect wants after so many rows at once, so that it plans its queries well. @throws StoreFault */
  settle(): Promise<void>;
  /** Gives back the locks too. */
  close(): Promise<void>;
}

/** Every statement on a table of clients' rows is bound to one client. Each method throws StoreFault. */
export interface CopyEnd extends Omit<CopyConnection, 'parameter' | 'rows'> {
  /** The clients' ids, in order. */
  clients(): Promise<number[]>;
  count(table: Table, client: number): Promise<number>;
  /** How many bytes of text each of the same rows has; neither database reads a long text to know it. */
  sizes(table: Table, client: number, after: Row | undefined, limit: number): Promise<number[]>;
  /** The client's next rows after `after`, or its first, in order of the primary key. */
  page(table: Table, client: number, after: Row | undefined, limit: number): Promise<Row[]>;
  /** Whether a copy into the database was begun and has not ended. */
  isMarked(): Promise<boolean>;
  /** From now on no program but a copy opens the database. */
  mark(source: string): Promise<void>;
  unmark(): Promise<void>;
}

const quoted = (names: string[]) => names.map((name) => `"${name}"`).join(', ');

/** The head of an insert, up to its columns. */
export function insertInto({ name, columns }: Table): string {
  return `INSERT INTO "${name}" (${quoted(columns.map((column) => column.name))})`;
}

function clientColumn({ columns }: Table): string {
  return columns[0]?.name as string;
}

/** The primary key of a row. */
function keyOf({ key }: Table, row: Row | undefined): Row {
  return row === undefined ? [] : key.map((at) => row[at] as number | string);
}

/** What can be asked of any database, whatever its dialect. */
export function copyEnd(connection: CopyConnection): CopyEnd {
  const { parameter, rows } = connection;

  function pageStatement(table: Table, isFirst: boolean, wanted?: string): string {
    const names = table.columns.map(({ name }) => name);
    const key = table.key.map((at) => names[at] as string);
    const beyond = `(${quoted(key)}) > (${key.map((_, at) => parameter(at + 2)).join(', ')})`;
    return (
      `SELECT ${wanted ?? quoted(names)} FROM "${table.name}" ` +
      `WHERE "${clientColumn(table)}" = ${parameter(1)}${isFirst ? '' : ` AND ${beyond}`} ` +
      `ORDER BY ${quoted([clientColumn(table), ...key])} LIMIT ${parameter(isFirst ? 2 : key.length + 2)}`
    );
  }

  return {
    shown: connection.shown,
    tables: connection.tables,
    insert: connection.insert,
    settle: connection.settle,
    close: connection.close,

    async clients() {
      return (await rows('SELECT id FROM client ORDER BY id', [])).map(([id]) => id as number);
    },

    async count(table, client) {
      const statement = `SELECT count(*) FROM "${table.name}" WHERE "${clientColumn(table)}" = ${parameter(1)}`;
      return (await rows(statement, [client]))[0]?.[0] as number;
    },

    async sizes(table, client, after, limit) {
      const texts = table.columns.filter(({ type }) => type === 'text');
      const size = texts.map(({ name }) => `coalesce(octet_length("${name}"), 0)`).join(' + ');
      const statement = pageStatement(table, after === undefined, size === '' ? '0' : size);
      return (await rows(statement, [client, ...keyOf(table, after), limit])).map(
        ([bytes]) => bytes as number,
      );
    },

    async page(table, client, after, limit) {
      return rows(pageStatement(table, after === undefined), [client, ...keyOf(table, after), limit]);
    },

    async isMarked() {
      const statement = `SELECT name FROM migration WHERE number = ${parameter(1)}`;
      return (await rows(statement, [copyMark])).length > 0;
    },

    async mark(source) {
      const statement = `INSERT INTO migration (number, name) VALUES (${parameter(1)}, ${parameter(2)})`;
      await rows(statement, [copyMark, `copy of ${source}`]);
    },

    async unmark() {
      await rows(`DELETE FROM migration WHERE number = ${parameter(1)}`, [copyMark]);
    },
  };
}
