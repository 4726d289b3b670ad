/** Finds rows that change what an earlier row of the same file did. */

/** How many ids share a piece of memory: ids that an import gives out follow each other. */
const idsOfPiece = 256;

/** FNV-1a, in 32 bits; never 0. */
function digestOf(text: string): number {
  let digest = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) digest = Math.imul(digest ^ text.charCodeAt(at), 0x01000193) >>> 0;
  return digest || 1;
}

/** What rows did last, as four bytes for each record or link. */
export class Overwriting {
  private readonly pieces = new Map<number, Uint32Array>();

  /** Notes what a row did to a record or link, and answers whether an earlier row had done something else to it. */
  note(id: number, content: unknown): boolean {
    const digest = digestOf(JSON.stringify(content));
    const number = Math.floor(id / idsOfPiece);
    let piece = this.pieces.get(number);
    if (piece === undefined) {
      piece = new Uint32Array(idsOfPiece);
      this.pieces.set(number, piece);
    }
    const before = piece[id % idsOfPiece];
    piece[id % idsOfPiece] = digest;
    return before !== 0 && before !== digest;
  }
}
