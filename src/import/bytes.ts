/** Files as bytes, piece by piece. */

/** The content of a file, piece by piece, as streams give it in Node and in a browser. */
export type FileBytes = AsyncIterable<Uint8Array>;

export function joined(pieces: readonly Uint8Array[]): Uint8Array {
  const [first] = pieces;
  if (first !== undefined && pieces.length === 1) return first;
  const whole = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}

/** The first bytes of a file, at least as many as are asked for where it has them, and the whole file still. */
export async function peeked(
  file: FileBytes,
  atLeast: number,
): Promise<{ beginning: Uint8Array; whole: FileBytes }> {
  const rest = file[Symbol.asyncIterator]();
  const pieces: Uint8Array[] = [];
  let length = 0;
  while (length < atLeast) {
    const next = await rest.next();
    if (next.done === true) break;
    pieces.push(next.value);
    length += next.value.length;
  }
  async function* whole(): FileBytes & AsyncGenerator<Uint8Array> {
    yield* pieces;
    yield* { [Symbol.asyncIterator]: () => rest };
  }
  return { beginning: joined(pieces), whole: whole() };
}
