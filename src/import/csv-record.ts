/** Reads the cells of CSV records, line by line, and knows where a record ends. */
import { limits } from '../limits/limits.js';

/** How many characters one record may have: the server accepts no larger body. */
const longestRecord = limits.bodyBytes;

/** What a line did to the record. */
export type RecordState =
  /** A quote is open: the record goes on in the next line. */
  | 'open'
  | 'ended'
  /** It ended, with a quote in a cell that does not begin with one. */
  | 'stray quote'
  /** Nobody can say where it ends: text stands behind a closing quote, or a quote behind blanks. */
  | 'misplaced quote'
  /** A quote is open for longer than a record may be. */
  | 'too long';

/**
 * Reads one record. A cell that does not begin with a quote ends at the delimiter or with the line, whatever is in it,
 * and so every program reads it. In one that does, a quote is doubled, or is the last thing: else its writer doubled
 * none, and any quote behind it may be text or an end.
 */
export class CsvRecord {
  readonly cells: string[] = [];
  private readonly delimiter: string;
  private cell = '';
  private isQuoted = false;
  private length = 0;

  constructor(delimiter: string) {
    this.delimiter = delimiter;
  }

  /** Reads the next line of the record. It must not be called again once it has answered anything but `open`. */
  read(line: string, ending: string): RecordState {
    this.length += line.length + ending.length;
    let state: RecordState = 'ended';
    for (let at = 0; at <= line.length; ) {
      if (!this.isQuoted && line.charAt(at) === '"') {
        this.isQuoted = true;
        at++;
      }
      if (this.isQuoted) {
        const end = this.readQuoted(line, at);
        if (end === undefined) {
          this.cell += ending;
          return this.length > longestRecord ? 'too long' : 'open';
        }
        if (end < line.length && line.charAt(end) !== this.delimiter) return 'misplaced quote';
        this.take(this.cell);
        at = end + 1;
        continue;
      }
      const found = line.indexOf(this.delimiter, at);
      const end = found < 0 ? line.length : found;
      const text = line.slice(at, end);
      if (text.includes('"')) {
        if (text.trimStart().startsWith('"')) return 'misplaced quote';
        state = 'stray quote';
      }
      this.take(text);
      at = end + 1;
    }
    return state;
  }

  /** Takes in what stands within quotes. Answers where the cell ends; `undefined` where it goes on in the next line. */
  private readQuoted(line: string, from: number): number | undefined {
    for (let at = from; ; ) {
      const quote = line.indexOf('"', at);
      if (quote < 0) {
        this.cell += line.slice(at);
        return undefined;
      }
      this.cell += line.slice(at, quote);
      if (line.charAt(quote + 1) !== '"') return quote + 1;
      this.cell += '"';
      at = quote + 2;
    }
  }

  private take(cell: string): void {
    this.cells.push(cell);
    this.cell = '';
    this.isQuoted = false;
  }
}

/** A value as a cell. */
export function csvCell(value: string | number, delimiter: string): string {
  const text = String(value);
  const isPlain = !/["\r\n]/.test(text) && !text.includes(delimiter);
  return isPlain ? text : `"${text.replaceAll('"', '""')}"`;
}
