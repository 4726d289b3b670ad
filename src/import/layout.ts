/** How a file of rows is laid out, found by its beginning. */
import { CsvRecord } from './csv-record.js';
import type { LineEnd } from './lines.js';

/** How many bytes of a file are looked at. */
export const lookedBytes = 65_536;

const delimiters = [',', ';', '\t', '|'];

/**
 * What ends the lines: by the first end that stands outside quotes. In the other kind of file a carriage return alone is
 * a part of a cell.
 */
export function lineEndOf(beginning: string): LineEnd {
  let isQuoted = false;
  for (const { 0: found, index } of beginning.matchAll(/["\r\n]/g)) {
    if (found === '"') isQuoted = !isQuoted;
    else if (!isQuoted) return found === '\r' && beginning.charAt(index + 1) !== '\n' ? '\r' : '\n';
  }
  return '\n';
}

/** How many cells each record has, as far as records can be read. */
function cellCounts(lines: string[], delimiter: string): number[] {
  const counts: number[] = [];
  let record = new CsvRecord(delimiter);
  for (const line of lines) {
    const state = record.read(line, '\n');
    if (state === 'open') continue;
    if (state === 'misplaced quote' || state === 'too long') break;
    if (line !== '') counts.push(record.cells.length);
    record = new CsvRecord(delimiter);
  }
  return counts;
}

/**
 * The delimiter of a file, by its first lines: the one that divides most records as it divides the header, and of
 * several such the one that divides it most.
 */
export function delimiterOf(beginning: string, end: LineEnd, otherwise: string): string {
  const lines = beginning.split(end).map((line) => line.replace(/\r$/, ''));
  // The last one is perhaps not whole.
  if (lines.length > 1) lines.pop();
  let best = { delimiter: otherwise, alike: 0, cells: 1 };
  for (const delimiter of delimiters) {
    const [cells = 0, ...rest] = cellCounts(lines, delimiter);
    const alike = 1 + rest.filter((count) => count === cells).length;
    const isBetter = alike > best.alike || (alike === best.alike && cells > best.cells);
    if (cells > 1 && isBetter) best = { delimiter, alike, cells };
  }
  return best.delimiter;
}

/** The delimiter that somebody means by a sign, `tab` or `\\t`; `undefined` where cells cannot be divided by it. */
export function delimiterCalled(text: string): string | undefined {
  const delimiter = ['tab', '\\t'].includes(text.toLowerCase()) ? '\t' : text;
  return delimiter.length === 1 && !/["\r\n]/.test(delimiter) ? delimiter : undefined;
}

/** The delimiter that a line `sep=;` in front of the header names; `undefined` for any other line. */
export function namedDelimiter(line: string): string | undefined {
  return /^"?sep=(.)"?$/iu.exec(line)?.[1];
}
