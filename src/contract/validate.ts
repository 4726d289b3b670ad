/** Checks a value by its schema and says what is wrong with it (docs/reference/upsert.md#reading-the-body). */

import { limits } from '../limits/limits.js';
import { ExactNumber } from '../text/exact-number.js';
import { hint } from '../text/nearest.js';
import { listed, pathName, pointerStep, quoted } from '../text/quoted.js';
import { type InvalidProperty, invalidProperties, invalidRequest } from './errors.js';
import { Compile, Settings, type Static, type TSchema, type Validator } from './typebox.js';

/** What a schema may add to JSON Schema: the words for what a property accepts. */
export interface Accepts {
  accepts?: string;
}

// A property that accepts several kinds yields an error for each of them.
Settings.Set({ maxErrors: 10 * limits.namedErrors });

type SchemaNode = TSchema &
  Accepts & {
    properties?: Record<string, SchemaNode>;
    patternProperties?: Record<string, SchemaNode>;
    items?: SchemaNode;
    maxItems?: number;
    additionalProperties?: SchemaNode | boolean;
    format?: string;
  };

const compiled = new WeakMap<TSchema, Validator>();

function validatorOf(schema: TSchema): Validator {
  let validator = compiled.get(schema);
  if (validator === undefined) {
    validator = Compile(schema) as unknown as Validator;
    compiled.set(schema, validator);
  }
  return validator;
}

function steps(pointer: string): string[] {
  return pointer
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
}

/** The schema and the value at a pointer, and the name that a person would use for it. */
function at(schema: SchemaNode, value: unknown, pointer: string) {
  let node: SchemaNode | undefined = schema;
  let here = value;
  const path = steps(pointer);
  for (const step of path) {
    const others: SchemaNode['additionalProperties'] = node?.additionalProperties;
    // All properties of a record have the same schema.
    node =
      node?.properties?.[step] ??
      node?.items ??
      Object.values(node?.patternProperties ?? {})[0] ??
      (typeof others === 'object' ? others : undefined);
    here = (here as Record<string, unknown> | undefined)?.[step];
  }
  return { node, here, name: pathName(path) };
}

/**
 * As much of the value as naming its errors takes: at most one entry of an array beyond those allowed, and only as many
 * unknown properties as are named.
 */
function trimmed(node: SchemaNode | undefined, value: unknown): unknown {
  if (node === undefined || typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) {
    const items = node.maxItems === undefined ? value : value.slice(0, node.maxItems + 1);
    return node.items === undefined ? items : items.map((item) => trimmed(node.items, item));
  }
  const { properties } = node;
  if (properties === undefined || node.additionalProperties !== false) return value;
  const unknown = Object.keys(value).filter((name) => !Object.hasOwn(properties, name));
  const passedOver = new Set(unknown.slice(limits.namedErrors));
  const kept = Object.entries(value).filter(([name]) => !passedOver.has(name));
  return Object.fromEntries(
    kept.map(([name, inner]) => [
      name,
      Object.hasOwn(properties, name) ? trimmed(properties[name], inner) : null,
    ]),
  );
}

function describe(schema: SchemaNode, sent: unknown): InvalidProperty[] {
  const value = trimmed(schema, sent);
  let wasListed = false;
  const found = new Map<string, InvalidProperty>();
  for (const error of validatorOf(schema).Errors(value)) {
    const { node, here, name } = at(schema, value, error.instancePath);
    if (found.size === limits.namedErrors) break;
    if (error.keyword === 'boolean') {
      // The schema of an unknown property is `false`.
      const unknown = steps(error.instancePath).at(-1) ?? '';
      const parent = at(schema, value, error.instancePath.slice(0, error.instancePath.lastIndexOf('/')));
      const known = Object.keys(parent.node?.properties ?? {});
      const meant = hint(unknown, known);
      // The list is given once, since unknown properties mostly belong to the same object.
      const accepted: string = meant !== '' || wasListed ? '' : ` Accepted: ${listed(known) || 'none'}.`;
      wasListed ||= accepted !== '';
      const detail = `Unknown property ${quoted(unknown)}.${meant}${accepted}`;
      found.set(error.instancePath, { pointer: error.instancePath, detail });
    } else if (error.keyword === 'required') {
      for (const missing of (error.params as { requiredProperties: string[] }).requiredProperties) {
        const pointer = error.instancePath + pointerStep(missing);
        const property = at(schema, value, pointer);
        const accepts = property.node?.accepts;
        const detail = `${property.name} is required${accepts === undefined ? '' : `: ${accepts}`}.`;
        if (!found.has(pointer)) found.set(pointer, { pointer, detail });
      }
    } else if (error.keyword !== 'additionalProperties' && !found.has(error.instancePath)) {
      const accepted = node?.accepts ?? error.message.replace(/^must (be )?/, '');
      // Secrets are not repeated, since messages are logged and shown.
      const given = node?.format === 'password' ? 'something else' : quoted(here);
      const detail = `${name} must be ${accepted}; ${given} was given.`;
      found.set(error.instancePath, { pointer: error.instancePath, detail });
    }
  }
  return [...found.values()];
}

/**
 * The value, typed, where it fits the schema.
 *
 * @param unread names of properties that are ignored, whatever they hold; called only where something is wrong
 * @throws Refusal `invalid_request`, naming what is wrong, what came and what is accepted
 */
export function validate<Schema extends TSchema>(
  schema: Schema,
  value: unknown,
  unread?: () => string[],
): Static<Schema> {
  // A schema would take it for an object.
  if (value instanceof ExactNumber) return validate(schema, String(value));
  if (validatorOf(schema).Check(value)) return value as Static<Schema>;
  const hidden = unread?.() ?? [];
  if (hidden.length > 0) {
    const read = Object.entries(value as object).filter(([name]) => !hidden.includes(name));
    validate(schema, Object.fromEntries(read));
    return value as Static<Schema>;
  }
  const errors = describe(schema as SchemaNode, value);
  throw errors.length === 0 ? invalidRequest('The body is not as described.') : invalidProperties(errors);
}
