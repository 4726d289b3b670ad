/** How rejected rows are written: each as it came, byte for byte, with its line, the code and the reason. */

import { joined } from './bytes.js';
import { csvCell } from './csv-record.js';
import type { Encoding } from './encoding.js';
import type { Row } from './row.js';

const quote = '"'.charCodeAt(0);
const backslash = '\\'.charCodeAt(0);

/** The code of a row that is none: it cannot be divided into values. */
export const invalidRow = 'invalid_row';

/** The code of a row with a value that cannot be sent. */
export const invalidValue = 'invalid_value';

/** Why a row was rejected. */
export class Rejection {
  readonly code: string;
  readonly reason: string;

  constructor(code: string, reason: string) {
    this.code = code;
    this.reason = reason;
  }
}

/** The columns that a file of rejected rows has behind those of the rows. An import passes over them. */
export const rejectsColumns: readonly string[] = ['line', 'code', 'reason'];

/** What is written of rejected rows: a file that can be imported as it is. */
export interface RejectsForm {
  /** What stands in front of the rows. */
  head: Uint8Array;
  /** A row with its line end. */
  row(row: Row, rejection: Rejection): Uint8Array;
}

/** The bytes of a text in quotes, so that what could not be decoded stands in it as it came. */
function quotedBytes(bytes: Uint8Array, escapeOf: (byte: number) => string | undefined): Uint8Array {
  const encoder = new TextEncoder();
  const pieces: Uint8Array[] = [encoder.encode('"')];
  let from = 0;
  for (let at = 0; at < bytes.length; at++) {
    const escaped = escapeOf(bytes[at] as number);
    if (escaped === undefined) continue;
    pieces.push(bytes.subarray(from, at), encoder.encode(escaped));
    from = at + 1;
  }
  return joined([...pieces, bytes.subarray(from), encoder.encode('"')]);
}

const csvEscape = (byte: number) => (byte === quote ? '""' : undefined);

function jsonEscape(byte: number): string | undefined {
  const isPlain = byte >= 0x20 && byte !== quote && byte !== backslash;
  return isPlain ? undefined : JSON.stringify(String.fromCharCode(byte)).slice(1, -1);
}

/** How the cells of a file are written. */
export interface CsvForm {
  encoding: Encoding;
  delimiter: string;
  ending: string;
  /** How many columns the file has. */
  columns: number;
}

/**
 * A row that could not be divided would break the rows around it, so all of it stands in the first column.
 *
 * @param beginning the file up to its header, without the header's line end
 */
export function csvRejects(beginning: Uint8Array, form: CsvForm): RejectsForm {
  const { encoding, delimiter, ending, columns } = form;
  const asOneCell = ({ bytes, text }: Row) => [
    encoding.width === 1 ? quotedBytes(bytes, csvEscape) : encoding.encode(csvCell(text, '')),
    encoding.encode(delimiter.repeat(columns - 1)),
  ];
  const behind = (values: readonly (string | number)[]) =>
    encoding.encode(values.map((value) => delimiter + csvCell(value, delimiter)).join('') + ending);
  return {
    head: joined([beginning, behind(rejectsColumns)]),
    row: (row, { code, reason }) =>
      joined([
        ...(row.values === undefined ? asOneCell(row) : [row.bytes]),
        behind([row.line, code, reason]),
      ]),
  };
}

/** Rows as NDJSON, under `row`; one that is no JSON as a text. */
export function jsonRejects(mark: Uint8Array, encoding: Encoding): RejectsForm {
  const encoded = (text: string) => encoding.encode(text);
  return {
    head: mark,
    row: ({ line, bytes, text, values }, { code, reason }) => {
      const head = `${JSON.stringify({ line, code, reason }).slice(0, -1)},"row":`;
      // Ends of lines stand between the tokens of JSON alone.
      if (values !== undefined) return encoded(`${head}${text.replace(/[\r\n]+/g, ' ')}}\n`);
      const row = encoding.width === 1 ? quotedBytes(bytes, jsonEscape) : encoded(JSON.stringify(text));
      return joined([encoded(head), row, encoded('}\n')]);
    },
  };
}

/** The columns of a file without those that a file of rejected rows adds, unless somebody asks for one of them. */
export function ownColumns(columns: string[], wanted: ReadonlySet<string>): string[] {
  for (let own = columns; ; ) {
    const rest = own.slice(0, -rejectsColumns.length);
    const isRejects = rejectsColumns.every((name, at) => own[rest.length + at] === name);
    if (!isRejects || rejectsColumns.some((name) => wanted.has(name) && !rest.includes(name))) return own;
    own = rest;
  }
}

/**
 * The row that a row of a file of rejected rows holds as one text, behind whose columns the three stand; `undefined` for
 * any other.
 */
export function wholeRow(cells: string[], columns: number): string | undefined {
  const [text, ...others] = cells.slice(0, columns);
  const code = cells[columns + rejectsColumns.indexOf('code')];
  return code === invalidRow && others.every((cell) => cell === '') ? text : undefined;
}

/** The row that a row of a file of rejected rows holds, or the row itself. */
export function ownRow(
  values: Record<string, unknown>,
  wanted: ReadonlySet<string>,
): Record<string, unknown> {
  const { row } = values;
  const isRejects =
    Object.keys(values).join() === [...rejectsColumns, 'row'].join() &&
    typeof row === 'object' &&
    row !== null &&
    !wanted.has('row');
  return isRejects ? ownRow(row as Record<string, unknown>, wanted) : values;
}
