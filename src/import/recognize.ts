/** Guesses how a file of text is encoded, for people who see what comes of it before anything is sent. */
import { type FileBytes, peeked } from './bytes.js';
import { encodingOf } from './encoding.js';

/** Bytes of a file that are looked at for what is not UTF-8: in a list of names the first accent may come late. */
const lookedBytes = 16_000_000;

/** Bytes at its beginning that tell UTF-16 from texts of one byte a letter. */
const wideBytes = 4_096;

/** What most files are that are not UTF-8: spreadsheets of Western languages save them so. */
const usual = 'windows-1252';

/** Which of both a text in UTF-16 without a mark is: of what is mostly ASCII every other byte is 0. */
function wideOf(beginning: Uint8Array): string | undefined {
  const places = [...beginning.entries()].filter(([, byte]) => byte === 0).map(([at]) => at % 2);
  if (places.length <= beginning.length / 8) return undefined;
  const odd = places.filter((place) => place === 1).length;
  return odd > places.length / 2 ? 'utf-16le' : 'utf-16be';
}

/** Decodes and forgets. Answers whether it was UTF-8; at the end of a file nothing may be left over. */
function isUtf8(decoder: InstanceType<typeof TextDecoder>, bytes?: Uint8Array): boolean {
  try {
    decoder.decode(bytes, { stream: bytes !== undefined });
    return true;
  } catch {
    return false;
  }
}

/**
 * The encoding of a file of text: what its byte order mark says, UTF-8 where all that is looked at is, else the most
 * usual of the others.
 *
 * @throws what reading the file throws
 */
export async function recognizeEncoding(file: FileBytes): Promise<string> {
  const { beginning, whole } = await peeked(file, wideBytes);
  const { encoding, mark } = encodingOf(beginning, undefined);
  if (mark > 0) return encoding.name;
  const wide = wideOf(beginning.subarray(0, wideBytes));
  if (wide !== undefined) return wide;
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let looked = 0;
  for await (const bytes of whole) {
    if (!isUtf8(decoder, bytes)) return usual;
    looked += bytes.length;
    if (looked >= lookedBytes) return 'utf-8';
  }
  return isUtf8(decoder) ? 'utf-8' : usual;
}
