/** Reads the rows of files, from bytes in pieces. */
import type { FileBytes } from '#linkwright/import/bytes.js';
import type { RejectsForm } from '#linkwright/import/rejects.js';
import type { Row } from '#linkwright/import/row.js';
import { openRows, type RowSource } from '#linkwright/import/rows.js';
import { required } from './required.js';

/** Bytes in pieces of these sizes, one after the other, again and again. */
export async function* inPieces(bytes: Uint8Array, sizes: number[]): FileBytes {
  for (let from = 0, turn = 0; from < bytes.length; turn++) {
    const size = required(sizes[turn % sizes.length]);
    yield bytes.subarray(from, from + size);
    from += size;
  }
}

export interface ReadRows {
  columns: string[] | undefined;
  rejects: RejectsForm;
  rows: Row[];
  /** Why reading stopped in front of the file's end. */
  stopped?: string;
}

/** All rows of a file, and why they ended where they did not come to their end. */
export async function rowsOf(
  file: FileBytes | Uint8Array | string,
  format: RowSource['format'] = 'csv',
  options: Omit<RowSource, 'file' | 'format'> = {},
): Promise<ReadRows> {
  const bytes = typeof file === 'string' ? new TextEncoder().encode(file) : file;
  const source = bytes instanceof Uint8Array ? inPieces(bytes, [bytes.length || 1]) : bytes;
  const { columns, rejects, chunks } = await openRows({ ...options, file: source, format });
  const rows: Row[] = [];
  try {
    for await (const chunk of chunks) rows.push(...chunk);
  } catch (error) {
    return { columns, rejects, rows, stopped: (error as Error).message };
  }
  return { columns, rejects, rows };
}
