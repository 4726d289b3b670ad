/**
 * Scans the text of JSON before anything is built from it: for its size in every respect that costs, and for properties
 * that are named twice. It takes one pass, in linear time. Whether the text is JSON at all, the parser finds out.
 */
import { type InvalidProperty, invalidProperties } from '../contract/errors.js';
import { limits } from '../limits/limits.js';
import { pathName, pointerStep, quoted } from '../text/quoted.js';

/** Limits that differ from those of every text. */
export interface JsonBounds {
  /** The most entries, where the whole is an array. */
  entries?: number | undefined;
  /** The most values in all, with each array and object counting as one too. */
  values?: number | undefined;
}

const [quote, comma, backslash] = [34, 44, 92];
const [openArray, closeArray, openObject, closeObject] = [91, 93, 123, 125];
const [plus, minus, point, zero, nine] = [43, 45, 46, 48, 57];
const [letterE, letterF, letterN, letterT, letterU] = [101, 102, 110, 116, 117];

/** A number with this many characters, or with an exponent, may not survive in a double. */
const longNumber = 16;

/** The array or object that the scan is in. */
interface Level {
  /** The names in it so far; `undefined` for an array. */
  names: Set<string> | undefined;
  /** The name of the property, or the index of the entry, that the scan is at. */
  step: string | number;
}

class JsonScan {
  /** The places of numbers that JavaScript may round, as pairs of beginning and end. */
  readonly long: number[] = [];
  private readonly text: string;
  private readonly entries: number;
  /** Whether long values are left for their entry alone to be refused by; reading them takes linear time. */
  private readonly isBulk: boolean;
  private readonly maxValues: number;
  private readonly levels: Level[] = [];
  private level: Level | undefined;
  private values = 0;
  /** The place of the next backslash, as last looked for; past the end where there is none. */
  private nextBackslash = -1;

  constructor(text: string, { entries, values }: JsonBounds) {
    this.text = text;
    this.entries = entries ?? Number.POSITIVE_INFINITY;
    this.isBulk = entries !== undefined;
    this.maxValues = values ?? Number.POSITIVE_INFINITY;
  }

  run(): void {
    const { text } = this;
    let expectsName = false;
    for (let at = 0; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (code === quote) {
        at = expectsName ? this.readName(at) : this.readText(at);
        expectsName = false;
      } else if (code === openObject || code === openArray) {
        this.open(code === openObject);
        expectsName = code === openObject;
      } else if (code === closeObject || code === closeArray) {
        this.levels.pop();
        this.level = this.levels.at(-1);
        expectsName = false;
      } else if (code === comma) {
        expectsName = this.level?.names !== undefined;
        if (!expectsName) this.nextEntry();
      } else if (code === minus || (code >= zero && code <= nine)) {
        at = this.readNumber(at, expectsName);
      } else if (code === letterT || code === letterF || code === letterN) {
        this.count();
      }
    }
  }

  private count(): void {
    if (++this.values > this.maxValues) {
      this.refuse([], `must hold at most ${this.maxValues} values in all.`);
    }
  }

  private open(isObject: boolean): void {
    this.count();
    if (this.levels.length === limits.bodyDepth) {
      this.refuse([], `must be nested at most ${limits.bodyDepth} deep.`);
    }
    this.level = isObject ? { names: new Set(), step: '' } : { names: undefined, step: 0 };
    this.levels.push(this.level);
  }

  private nextEntry(): void {
    const { level } = this;
    if (level === undefined) return;
    level.step = (level.step as number) + 1;
    if (this.levels.length === 1 && level.step >= this.entries) {
      this.refuse([], `must be ${entriesWords(this.entries)}; an array was given.`);
    }
  }

  /** Where the text that begins at a quote ends, and how many characters it has once its escapes are read. */
  private endOfText(at: number): { end: number; characters: number } {
    const { text } = this;
    const start = at + 1;
    const found = text.indexOf('"', start);
    let end = found === -1 ? text.length : found;
    if (this.nextBackslash < start) this.nextBackslash = this.backslashFrom(start);
    let escaping = 0;
    while (this.nextBackslash < end) {
      const behind = this.nextBackslash + 2;
      escaping += text.charCodeAt(behind - 1) === letterU ? 5 : 1;
      if (end < behind) {
        const next = text.indexOf('"', behind);
        end = next === -1 ? text.length : next;
      }
      this.nextBackslash = this.backslashFrom(behind);
    }
    return { end, characters: end - start - escaping };
  }

  private backslashFrom(start: number): number {
    // Escapes tend to come together, and this saves an escaped text a call for each of its characters.
    if (this.text.charCodeAt(start) === backslash) return start;
    const found = this.text.indexOf('\\', start);
    return found === -1 ? Number.POSITIVE_INFINITY : found;
  }

  private readText(at: number): number {
    this.count();
    const { end, characters } = this.endOfText(at);
    if (characters > limits.valueCharacters && !this.isBulk) {
      // The value is not repeated, since it may be a secret.
      const accepted = `a string of at most ${limits.valueCharacters} characters`;
      this.refuse(this.steps(), `must be ${accepted}; one of ${characters} was given.`);
    }
    return end;
  }

  private readName(at: number): number {
    const { end, characters } = this.endOfText(at);
    const level = this.level as Level;
    const names = level.names as Set<string>;
    const raw = this.text.slice(at + 1, Math.min(end, at + 1 + 6 * limits.nameCharacters));
    if (characters > limits.nameCharacters) {
      const detail = `can have no property ${quoted(raw)}: a name has at most ${limits.nameCharacters} characters.`;
      this.refuse(this.steps(-1), detail);
    }
    const name = characters === end - at - 1 ? raw : decoded(raw);
    level.step = name;
    const before = names.size;
    if (names.add(name).size === before) this.refuse(this.steps(), 'must be given once; it is named twice.');
    if (before === limits.bodyProperties) {
      this.refuse(this.steps(-1), `must have at most ${limits.bodyProperties} properties.`);
    }
    return end;
  }

  private readNumber(start: number, isName: boolean): number {
    this.count();
    const { text } = this;
    let at = start;
    let hasExponent = false;
    for (; ; at++) {
      const code = text.charCodeAt(at);
      if ((code | 32) === letterE) hasExponent = true;
      else if (!(code >= zero && code <= nine) && code !== point && code !== minus && code !== plus) break;
    }
    if (hasExponent || at - start >= longNumber) this.noteLong(start, at, isName);
    return at - 1;
  }

  private noteLong(start: number, end: number, isName: boolean): void {
    const max = limits.numberDigits;
    // The sign, the point and the exponent make a number a few characters longer than its digits.
    if (end - start > max && !this.isBulk) {
      const digits = this.text.slice(start, Math.min(end, start + 2 * max)).replace(/[eE].*|\D/g, '');
      if (digits.length > max || end - start > 2 * max) {
        const accepted = `a number of at most ${max} digits`;
        this.refuse(this.steps(), `must be ${accepted}; one of ${end - start} characters was given.`);
      }
    }
    // A marked text in this place would be a name, which a number cannot be.
    if (!isName) this.long.push(start, end);
  }

  /** The path to where the scan is; with -1, the path to what contains that. */
  private steps(end?: number): (string | number)[] {
    return this.levels.slice(0, end).map(({ step }) => step);
  }

  private refuse(steps: (string | number)[], detail: string): never {
    const error: InvalidProperty = {
      pointer: steps.map(pointerStep).join(''),
      detail: `${pathName(steps)} ${detail}`,
    };
    throw invalidProperties([error]);
  }
}

/** A name with its escapes read; one that the parser will refuse is returned as it is. */
function decoded(raw: string): string {
  try {
    return JSON.parse(`"${raw}"`);
  } catch {
    return raw;
  }
}

/** What the body of a bulk call must be, for messages. */
export function entriesWords(max: number): string {
  return `an array of at most ${max} entries`;
}

/**
 * Checks a text that should be JSON against the limits of a request. Answers the places of the numbers that JavaScript
 * may round, as pairs of beginning and end.
 *
 * @throws Refusal `invalid_request`, naming the property and the limit
 */
export function scanJson(text: string, bounds: JsonBounds): number[] {
  const scan = new JsonScan(text, bounds);
  scan.run();
  return scan.long;
}
