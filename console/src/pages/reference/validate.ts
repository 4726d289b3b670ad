/** Says in words what the document's schema does not accept in a JSON body. The server has the last word. */
import type { Schema } from './document.js';

/** How many faults are reported; the first ones suffice to show what is wrong. */
const max = 5;

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function typeFits(value: unknown, type: string): boolean {
  if (type === 'null') return value === null;
  if (type === 'array') return Array.isArray(value);
  if (type === 'object') return isObject(value);
  if (type === 'integer') return Number.isInteger(value);
  return typeof value === type;
}

/** Where it is, as people point at it: `[2].Fields[0].Name`. */
const place = (at: string) => (at === '' ? '' : `${at.replace(/^\./, '')}: `);

export class Validator {
  readonly faults: string[] = [];
  private readonly resolve: (schema: Schema) => Schema;
  private readonly words: {
    type(what: string): string;
    unknown(name: string): string;
    missing(name: string): string;
    tooMany(count: number): string;
    value(what: string): string;
  };

  constructor(resolve: Validator['resolve'], words: Validator['words']) {
    this.resolve = resolve;
    this.words = words;
  }

  check(value: unknown, sent: Schema, at = ''): void {
    if (this.faults.length >= max) return;
    const schema = this.resolve(sent);
    if (schema.anyOf !== undefined) {
      if (!schema.anyOf.some((choice) => this.accepts(value, choice))) this.mismatch(schema, at);
      return;
    }
    if (schema.type !== undefined && !typeFits(value, schema.type)) this.mismatch(schema, at);
    else if (schema.enum !== undefined && !schema.enum.includes(value)) this.mismatch(schema, at);
    else if (schema.const !== undefined && schema.const !== value) this.mismatch(schema, at);
    else if (!this.fits(value, schema)) this.mismatch(schema, at);
    if (Array.isArray(value)) this.checkItems(value, schema, at);
    if (isObject(value)) this.checkProperties(value, schema, at);
  }

  private fits(value: unknown, { minimum, maximum, minLength, maxLength, pattern }: Schema): boolean {
    if (typeof value === 'number') return value >= (minimum ?? value) && value <= (maximum ?? value);
    if (typeof value !== 'string') return true;
    const { length } = [...value];
    if (length < (minLength ?? 0) || length > (maxLength ?? length)) return false;
    return pattern === undefined || new RegExp(pattern, 'u').test(value);
  }

  private accepts(value: unknown, schema: Schema): boolean {
    const other = new Validator(this.resolve, this.words);
    other.check(value, schema);
    return other.faults.length === 0;
  }

  private mismatch({ description, type = '' }: Schema, at: string): void {
    this.faults.push(
      place(at) + (description === undefined ? this.words.type(type) : this.words.value(description)),
    );
  }

  private checkItems(value: unknown[], { items, maxItems }: Schema, at: string): void {
    if (maxItems !== undefined && value.length > maxItems) {
      this.faults.push(place(at) + this.words.tooMany(maxItems));
    }
    if (items !== undefined) {
      for (const [index, each] of value.entries()) this.check(each, items, `${at}[${index}]`);
    }
  }

  private checkProperties(
    value: Record<string, unknown>,
    { properties = {}, required = [], additionalProperties }: Schema,
    at: string,
  ): void {
    for (const name of required) {
      if (!Object.hasOwn(value, name)) this.faults.push(place(at) + this.words.missing(name));
    }
    for (const [name, each] of Object.entries(value)) {
      const known = Object.hasOwn(properties, name) ? properties[name] : undefined;
      const schema = known ?? (typeof additionalProperties === 'object' ? additionalProperties : undefined);
      if (schema !== undefined) this.check(each, schema, `${at}.${name}`);
      else if (additionalProperties === false) this.faults.push(place(at) + this.words.unknown(name));
    }
  }
}
