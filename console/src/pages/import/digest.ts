/** Bytes at a file's beginning that tell it from another of the same name and size. */
const looked = 65_536;

/**
 * A digest of a file's beginning. It tells apart files that somebody may confuse, and is no proof; the browser's own
 * digests are not available where a server is reached without TLS.
 */
export async function digestOf(file: File): Promise<string> {
  const bytes = new Uint8Array(await file.slice(0, looked).arrayBuffer());
  // FNV-1a, in two lanes of 32 bits.
  let [one, other] = [0x811c9dc5, 0x01234567];
  for (const byte of bytes) {
    one = Math.imul(one ^ byte, 0x01000193);
    other = Math.imul(other ^ (byte + 1), 0x01000193);
  }
  return [one, other].map((lane) => (lane >>> 0).toString(16).padStart(8, '0')).join('');
}
