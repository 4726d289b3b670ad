/** Reads the rows of a file, whatever its format. */
import type { FileBytes } from './bytes.js';
import { openCsv } from './csv-rows.js';
import type { RowFormat } from './format.js';
import { openJson } from './json-rows.js';
import type { RejectsForm } from './rejects.js';
import { inChunks, type Row } from './row.js';
import { openXlsx } from './xlsx-rows.js';

/** A file, how it is to be read, and where in it reading begins. */
export interface RowSource {
  file: FileBytes;
  format: RowFormat;
  /** The encoding of a file that neither is UTF-8 nor begins with a byte order mark. */
  encoding?: string | undefined;
  /** The sheet of a workbook, by its name or its number from 1; the first where it is not said. */
  sheet?: string | undefined;
  /** What divides the cells; found where it is not said. */
  delimiter?: string | undefined;
  /** Rows that end at or before this byte are passed over. */
  after?: number;
  /** Names of columns that are wanted, where they are also those of a file of rejected rows. */
  wanted?: ReadonlySet<string>;
}

/** A file whose header, where it has one, has been read. */
export interface OpenedRows {
  /** The names of the columns; absent where rows name their own. */
  columns?: string[];
  /** What divides the cells of a table; absent where rows are JSON. */
  delimiter?: string;
  /** The encoding as platforms call it; absent where a workbook says its own. */
  encoding?: string;
  /** How its rejected rows are written. */
  rejects: RejectsForm;
  /** The rows; whoever reads them ends with `ReadingStopped` where it is in doubt what a row is. */
  rows: AsyncIterable<Row>;
}

/** A file whose rows come in chunks. */
export interface OpenedChunks extends Omit<OpenedRows, 'rows'> {
  chunks: AsyncGenerator<Row[]>;
}

const openers: Record<RowFormat, (source: RowSource) => Promise<OpenedRows>> = {
  csv: openCsv,
  tsv: openCsv,
  json: openJson,
  xlsx: openXlsx,
};

/** Opens a file of rows. @throws UnreadableFile, and what reading the file throws */
export async function openRows(source: RowSource): Promise<OpenedChunks> {
  const { rows, ...opened } = await openers[source.format](source);
  return { ...opened, chunks: inChunks(rows) };
}
