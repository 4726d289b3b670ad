/** Schemas for the OpenAPI document: pure JSON Schema, with each named one written once, under its name. */
import type { TSchema } from '../typebox.js';

/** JSON Schema, as far as the document uses it. */
export interface DocumentedSchema {
  $ref?: string;
  type?: string;
  format?: string;
  description?: string;
  const?: unknown;
  enum?: unknown[];
  anyOf?: DocumentedSchema[];
  properties?: Record<string, DocumentedSchema>;
  required?: string[];
  additionalProperties?: DocumentedSchema | boolean;
  items?: DocumentedSchema;
  minItems?: number;
  maxItems?: number;
  minimum?: number;
  maximum?: number;
  minLength?: number;
  maxLength?: number;
  pattern?: string;
  [word: string]: unknown;
}

/** What a schema says beyond JSON Schema, for the document and for messages. */
interface Hints {
  /** The words for what is accepted; the description ends with them. */
  accepts?: string;
  /** What the value means; the description begins with it. */
  description?: string;
  /** The schema that the document shows instead, as for a text that is read as a number or a switch; `not` hides it. */
  documented?: DocumentedSchema | 'not';
  /** Its name in the document. */
  title?: string;
}

const ownWords = ['accepts', 'description', 'documented', 'title'];

function sentence(words: string): string {
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}.`;
}

/** Turns several constants of one type into an enumeration, and a choice of one into that one. */
function simplified(schema: DocumentedSchema): DocumentedSchema {
  const { anyOf = [], ...rest } = schema;
  const [first] = anyOf;
  if (anyOf.length === 1) return { ...first, ...rest };
  if (first?.type === undefined) return schema;
  const isEnumeration = anyOf.every((each) => 'const' in each && each.type === first.type);
  return isEnumeration ? { type: first.type, enum: anyOf.map((each) => each.const), ...rest } : schema;
}

/** Collects the named schemas of one document. */
export class DocumentSchemas {
  readonly named: Record<string, DocumentedSchema> = {};
  private readonly sources = new Map<string, TSchema>();

  /** The schema as the document writes it: a reference, where it has a name. */
  of(schema: TSchema): DocumentedSchema {
    const { title } = schema as Hints;
    if (title === undefined) return this.written(schema);
    const known = this.sources.get(title);
    if (known === undefined) {
      this.sources.set(title, schema);
      this.named[title] = this.written(schema);
    } else if (known !== schema) throw new Error(`two schemas are named ${title}`);
    return { $ref: `#/components/schemas/${title}` };
  }

  private written(schema: TSchema): DocumentedSchema {
    const { accepts, documented, description: meaning } = schema as Hints;
    const words = [meaning, accepts && sentence(accepts)].filter((each) => each !== undefined);
    const description = words.length === 0 ? {} : { description: words.join(' ') };
    if (typeof documented === 'object') return { ...documented, ...description };
    const written: DocumentedSchema = { ...description };
    for (const [word, value] of Object.entries(schema)) {
      if (!ownWords.includes(word)) written[word] = this.value(word, value);
    }
    return simplified(written);
  }

  private value(word: string, value: unknown): unknown {
    if (word === 'properties' || word === 'patternProperties') {
      const properties = Object.entries(value as Record<string, TSchema>);
      return Object.fromEntries(properties.map(([name, schema]) => [name, this.of(schema)]));
    }
    if (word === 'anyOf') {
      const choices = (value as TSchema[]).filter((choice) => (choice as Hints).documented !== 'not');
      return choices.map((choice) => this.of(choice));
    }
    const isSchema = typeof value === 'object' && !Array.isArray(value);
    return isSchema && (word === 'items' || word === 'additionalProperties')
      ? this.of(value as TSchema)
      : value;
  }
}
