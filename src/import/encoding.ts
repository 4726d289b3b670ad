/** The encoding of a file: how its lines are decoded, and how what is written beside them is encoded. */
const marks: [name: string, bytes: number[]][] = [
  ['utf-8', [0xef, 0xbb, 0xbf]],
  ['utf-16le', [0xff, 0xfe]],
  ['utf-16be', [0xfe, 0xff]],
];

const replacement = '\uFFFD';

export interface Decoded {
  text: string;
  /** Where it is false, U+FFFD stands in the text for what is not in the encoding. */
  isSound: boolean;
}

/** Names of encodings, for messages. */
export const encodingExamples = 'utf-8, utf-16le, windows-1252, iso-8859-2 or shift_jis';

/** Whether the platform can decode it. */
export function isEncoding(label: string): boolean {
  try {
    new TextDecoder(label);
    return true;
  } catch {
    return false;
  }
}

type Decoder = InstanceType<typeof TextDecoder>;

export class Encoding {
  /** As platforms call it, in lower case. */
  readonly name: string;
  private readonly strict: Decoder;
  private readonly lenient: Decoder;
  private bytesOf: Map<string, number> | undefined;

  /** @throws RangeError where the platform knows no such encoding */
  constructor(label: string) {
    this.strict = new TextDecoder(label, { fatal: true, ignoreBOM: true });
    this.lenient = new TextDecoder(label, { ignoreBOM: true });
    this.name = this.strict.encoding;
  }

  /** How many bytes a character of ASCII has. */
  get width(): 1 | 2 {
    return this.name.startsWith('utf-16') ? 2 : 1;
  }

  /** Where the byte of a character of ASCII is among its bytes. */
  get place(): 0 | 1 {
    return this.name === 'utf-16be' ? 1 : 0;
  }

  decode(bytes: Uint8Array): Decoded {
    try {
      return { text: this.strict.decode(bytes), isSound: true };
    } catch {
      return { text: this.lenient.decode(bytes), isSound: false };
    }
  }

  /** The text in the encoding; `?` stands for what has no byte in it. */
  encode(text: string): Uint8Array {
    if (this.name === 'utf-8') return new TextEncoder().encode(text);
    if (this.width === 1) {
      const bytes = this.singleBytes();
      return Uint8Array.from(text, (character) => bytes.get(character) ?? 63);
    }
    const bytes = new Uint8Array(text.length * 2);
    for (let at = 0; at < text.length; at++) {
      const unit = text.charCodeAt(at);
      bytes[2 * at + this.place] = unit & 0xff;
      bytes[2 * at + 1 - this.place] = unit >> 8;
    }
    return bytes;
  }

  /** The characters that are one byte each. */
  private singleBytes(): Map<string, number> {
    this.bytesOf ??= new Map(
      Array.from({ length: 256 }, (_, byte): [string, number] => [
        this.lenient.decode(Uint8Array.of(byte)),
        byte,
      ]).filter(([character]) => character.length === 1 && character !== replacement),
    );
    return this.bytesOf;
  }
}

/** Whether the text holds what could not be decoded. */
export const hasUndecoded = (text: string): boolean => text.includes(replacement);

/**
 * The encoding of a file by its first bytes, and how many of them are a byte order mark. A mark says more than whoever
 * names an encoding; without either it is UTF-8.
 *
 * @throws RangeError where there is no such encoding
 */
export function encodingOf(
  beginning: Uint8Array,
  given: string | undefined,
): { encoding: Encoding; mark: number } {
  const named = new Encoding(given ?? 'utf-8');
  const marked = marks.find(([, bytes]) => bytes.every((byte, at) => beginning[at] === byte));
  if (marked === undefined) return { encoding: named, mark: 0 };
  const [name, bytes] = marked;
  return { encoding: new Encoding(name), mark: bytes.length };
}
