/** Array parameters as PostgreSQL's own bytes, which cost neither side a text to write and read. */

/** The types of elements, by the numbers that every PostgreSQL knows them by. */
const elementTypes = { bigint: 20, text: 25 };

const headBytes = 20;
const lengthBytes = 4;
const bigintBytes = 8;

/** An array of one dimension with room for `bytes` of elements, and where the first of them begins. */
function begin(elementType: number, count: number, bytes: number): Buffer {
  const array = Buffer.allocUnsafe(headBytes + bytes);
  array.writeInt32BE(1, 0);
  // Some elements may be null.
  array.writeInt32BE(1, 4);
  array.writeInt32BE(elementType, 8);
  array.writeInt32BE(count, 12);
  array.writeInt32BE(1, 16);
  return array;
}

/** The parameter of a `bigint[]`: numbers that JavaScript holds exactly. */
export function bigints(values: readonly (number | null | undefined)[]): Buffer {
  const array = begin(elementTypes.bigint, values.length, values.length * (lengthBytes + bigintBytes));
  let at = headBytes;
  for (const value of values) {
    if (value === null || value === undefined) {
      at = array.writeInt32BE(-1, at);
      continue;
    }
    at = array.writeInt32BE(bigintBytes, at);
    at = array.writeInt32BE(Math.floor(value / 2 ** 32), at);
    at = array.writeUInt32BE(value >>> 0, at);
  }
  return array.subarray(0, at);
}

/** The parameter of a `bigint[]` that is one column of many rows. */
export function column<Row>(rows: readonly Row[], numberOf: (row: Row) => number | null | undefined): Buffer {
  return bigints(rows.map(numberOf));
}

/** The parameter of a `text[]`. */
export function texts(values: readonly (string | null)[]): Buffer {
  let bytes = 0;
  for (const value of values) bytes += lengthBytes + (value === null ? 0 : Buffer.byteLength(value));
  const array = begin(elementTypes.text, values.length, bytes);
  let at = headBytes;
  for (const value of values) {
    if (value === null) {
      at = array.writeInt32BE(-1, at);
      continue;
    }
    const written = array.write(value, at + lengthBytes);
    array.writeInt32BE(written, at);
    at += lengthBytes + written;
  }
  return array;
}
