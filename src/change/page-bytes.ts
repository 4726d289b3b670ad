import { limits } from '../limits/limits.js';

/** What a row without values of fields takes, at most: its names are of bounded length. */
const bytesOfPlainRow = 4_000;

/**
 * How many of a page's rows it may have by their bytes, one at least (docs/reference/link-operations.md#pages).
 *
 * @param hasFields whether a row has values of fields, or others that may be long
 */
export function rowsThatFit<Row>(rows: Row[], hasFields: (at: number) => boolean): number {
  let bytes = 0;
  for (const [at, row] of rows.entries()) {
    bytes += hasFields(at) ? Buffer.byteLength(JSON.stringify(row)) : bytesOfPlainRow;
    if (bytes > limits.pageBytes && at > 0) return at;
  }
  return rows.length;
}
