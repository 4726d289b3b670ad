/** What a row of a file says. */
export interface RowValues {
  /** Values by column or property; absent where the row is broken. */
  values?: Record<string, unknown>;
  /** The columns whose values are not in the file's encoding. */
  undecoded?: string[];
  /** Why the row is broken. */
  broken?: string;
}

/** A row of a file. A broken one is a row too, with the reason. */
export interface Row extends RowValues {
  /** The line that the row begins on, from 1. */
  line: number;
  /** The row as it stands in the file, and decoded. */
  bytes: Uint8Array;
  text: string;
  /** Where the row ends in the file, in bytes. */
  offset: number;
}

/** How many rows are read at a time, and of how many bytes. */
const chunkRows = 1_000;
const chunkBytes = 8_000_000;

/** Gathers rows in chunks. What ends the rows ends them behind the last chunk. */
export async function* inChunks(rows: AsyncIterable<Row>): AsyncGenerator<Row[]> {
  let chunk: Row[] = [];
  let bytes = 0;
  const taken = () => {
    const whole = chunk;
    chunk = [];
    bytes = 0;
    return whole;
  };
  try {
    for await (const row of rows) {
      chunk.push(row);
      bytes += row.bytes.length;
      if (chunk.length === chunkRows || bytes > chunkBytes) yield taken();
    }
  } catch (error) {
    if (chunk.length > 0) yield taken();
    throw error;
  }
  if (chunk.length > 0) yield taken();
}
