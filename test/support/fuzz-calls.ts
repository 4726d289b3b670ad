/** Calls of an operation for fast-check: as its examples have them, nearly so, and hostile. */
import fc from 'fast-check';
import { examples } from '#linkwright/contract/examples/index.js';
import type { DocumentedOperation } from '#linkwright/contract/openapi/document.js';
import type { DocumentedSchema } from '#linkwright/contract/openapi/schema.js';
import type { Operation, OperationExample } from '#linkwright/contract/operation.js';
import type { Bytes } from './answers.js';
import type { Asker } from './examples-server.js';
import { document, documentedOperation } from './openapi.js';
import { required } from './required.js';
import { encodeForm } from './upload.js';

/** A call as it goes over the wire. `path` has its query string. */
export interface FuzzCall {
  client: string;
  as: Asker;
  method: string;
  path: string;
  headers: Record<string, string>;
  body: string | Bytes | undefined;
}

type Values = Record<string, unknown>;

/** Nothing in here looks like what must never be in an answer, since messages repeat what was sent. */
const hostileTexts = [
  '',
  ' ',
  '0',
  '-1',
  '00000000000000000001',
  '1e400',
  '9007199254740993',
  '99999999999999999999999999999999',
  'NaN',
  'null',
  'true',
  '\u0000',
  '\ud800',
  'a\r\nX-Injected: 1',
  "' OR '1'='1",
  '"; DROP TABLE link; --',
  '%',
  '_',
  '*',
  '\\',
  '../../../secret',
  '..%2f..%2fsecret',
  '{{7*7}}',
  '<script>alert(1)</script>',
  '=1+1',
  '__proto__',
  'constructor',
  'toString',
  'ﬃ ẞ İ ı Å',
  '\u202eevil',
  '👩‍👩‍👧‍👦',
  'é',
  'e\u0301',
  'x'.repeat(300),
];

const hostileText = fc.oneof(
  { weight: 60, arbitrary: fc.constantFrom(...hostileTexts) },
  { weight: 40, arbitrary: fc.string({ unit: 'binary', maxLength: 20 }) },
  { weight: 1, arbitrary: fc.constant('😀'.repeat(70_000)) },
);

const deep = (depth: number) => JSON.parse(`${'['.repeat(depth)}${']'.repeat(depth)}`);

const hostileValue: fc.Arbitrary<unknown> = fc.oneof(
  hostileText,
  fc.constantFrom(null, true, false, 0, -0, -1, 1.5, 1e308, 5e-324, 2 ** 53, [], {}, [null], deep(200)),
  fc.integer(),
  fc.jsonValue({ maxDepth: 3 }),
  fc.constant(JSON.parse('{"__proto__":{"administrator":true},"constructor":1}')),
);

function resolved(schema: DocumentedSchema = {}): DocumentedSchema {
  const name = schema.$ref?.split('/').at(-1);
  return name === undefined ? schema : required(document.components.schemas[name]);
}

/** Values that a schema accepts. */
function accepted(sent?: DocumentedSchema): fc.Arbitrary<unknown> {
  const schema = resolved(sent);
  if (schema.const !== undefined) return fc.constant(schema.const);
  if (schema.enum !== undefined) return fc.constantFrom(...schema.enum);
  if (schema.anyOf !== undefined) return fc.oneof(...schema.anyOf.map(accepted));
  switch (schema.type) {
    case 'null':
      return fc.constant(null);
    case 'boolean':
      return fc.boolean();
    case 'integer':
    case 'number':
      return fc.integer({ min: schema.minimum ?? -1_000, max: Math.min(schema.maximum ?? 10_000, 10_000) });
    case 'string':
      if (schema.pattern !== undefined) return fc.stringMatching(new RegExp(schema.pattern));
      return fc.string({ minLength: schema.minLength ?? 0, maxLength: Math.max(schema.minLength ?? 0, 12) });
    case 'array':
      return fc.array(accepted(schema.items), { minLength: schema.minItems ?? 0, maxLength: 5 });
    case 'object': {
      const properties = Object.entries(schema.properties ?? {}).map(
        ([name, each]): [string, fc.Arbitrary<unknown>] => [name, accepted(each)],
      );
      return fc.record<Values>(Object.fromEntries(properties), { requiredKeys: schema.required ?? [] });
    }
    default:
      return fc.jsonValue({ maxDepth: 1 });
  }
}

/** What a place may hold: something that an example has there, something else that fits, something hostile. */
function placed(known: unknown[], schema: DocumentedSchema | undefined) {
  const fit: fc.Arbitrary<unknown> = fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom(...(known.length === 0 ? [undefined] : known)) },
    { weight: 2, arbitrary: accepted(schema) },
  );
  const odd = fc.oneof({ weight: 3, arbitrary: hostileValue }, { weight: 1, arbitrary: fit });
  return { fit, odd };
}

/** An object as an example has it, with some of its properties changed, removed or added. */
function changed(
  base: Values | undefined,
  others: Values[],
  schemas: Record<string, DocumentedSchema>,
): fc.Arbitrary<Values> {
  const names = [...new Set([...Object.keys(schemas), ...others.flatMap((other) => Object.keys(other))])];
  const change = names.flatMap((name) => {
    const known = others.filter((other) => name in other).map((other) => other[name]);
    const { fit, odd } = placed(known, schemas[name]);
    return [fit, odd, fc.constant(undefined)].map((values) => values.map((value) => ({ name, value })));
  });
  const surplusName = fc.oneof(fc.constantFrom('Surplus', '__proto__', 'constructor'), hostileText);
  const surplus = fc.tuple(surplusName, hostileValue).map(([name, value]) => ({ name, value }));
  // Half of the parts stay as they are, so that one changed part does not always hide another.
  const unchanged: { name: string; value: unknown }[] = [];
  const changes = fc.oneof(fc.constant(unchanged), fc.array(fc.oneof(...change, surplus), { maxLength: 3 }));
  return changes.map((wanted) => {
    const made = new Map(Object.entries(base ?? {}));
    for (const { name, value } of wanted) {
      if (value === undefined) made.delete(name);
      else made.set(name, value);
    }
    return Object.fromEntries(made);
  });
}

const brokenBodies = fc.oneof(
  fc.constantFrom('', '{', '[1,', 'null', '"text"', '1', '{"a":1}}', '\ufeff{}', '{"a":1,"a":2}', '[]', '{}'),
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.uint8Array({ maxLength: 40 }).map((bytes) => Buffer.from(bytes)),
  fc.constant(`${'['.repeat(20_000)}`),
);

const isObject = (value: unknown): value is Values =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Bodies like that of an example, or like its entries. */
function bodiesOf(
  sent: DocumentedOperation['requestBody'],
  base: unknown,
  others: unknown[],
): fc.Arbitrary<unknown> {
  if (sent === undefined) return fc.constant(undefined);
  const schema = resolved(required(Object.values(sent.content)[0]).schema);
  if (schema.type !== 'array') {
    return changed(isObject(base) ? base : undefined, others.filter(isObject), schema.properties ?? {});
  }
  const { properties = {} } = resolved(schema.items);
  const entries = others.flat().filter(isObject);
  const entry = fc.oneof(...entries.map((each) => changed(each, entries, properties)));
  const some = fc.oneof({ weight: 9, arbitrary: entry }, { weight: 1, arbitrary: hostileValue });
  return fc.array(some, { maxLength: 8 });
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

const encoded = (value: unknown) => encodeURIComponent(textOf(value).slice(0, 700).toWellFormed());

/** Who asks: mostly somebody who may. */
const askers = (example: OperationExample) =>
  fc.oneof<fc.WeightedArbitrary<Asker>[]>(
    { weight: 8, arbitrary: fc.constant(example.as === 'session' ? 'session' : 'administrator') },
    { weight: 1, arbitrary: fc.constantFrom('viewer', 'stranger', 'nobody') },
  );

/** A call before it goes over the wire. */
interface WantedCall {
  client: string;
  as: Asker;
  path: Values;
  query: Values;
  headers: Values;
  problem: boolean;
  type: string;
  value: unknown;
  /** What is sent in place of `value`. */
  broken: string | Bytes | null;
}

/** How a call goes over the wire. */
function wired(
  operation: Operation,
  { client, as, path: filling, query, headers, problem, type, value, broken }: WantedCall,
): FuzzCall {
  const path = operation.path.replaceAll(/\{(\w+)\}/g, (_, name) => encoded(filling[name] ?? 'x') || 'x');
  const search = Object.entries(query).map(([name, each]) => `${encoded(name)}=${encoded(each)}`);
  const form = () =>
    new URLSearchParams(Object.entries(value ?? {}).map(([k, v]) => [k, textOf(v)])).toString();
  const encoders: Record<string, () => Pick<FuzzCall, 'body'> & { type: string }> = {
    'application/x-www-form-urlencoded': () => ({ type, body: form() }),
    'multipart/form-data': () => encodeForm(value ?? {}),
  };
  const { type: sentType, body: text } = encoders[type]?.() ?? { type, body: JSON.stringify(value) };
  const body = operation.body === undefined ? undefined : (broken ?? text);
  const known = Object.keys(operation.headers?.properties ?? {});
  const printable = known.filter((name) => name in headers && /^[\x20-\x7e]*$/.test(textOf(headers[name])));
  return {
    client,
    as,
    method: operation.method,
    path: search.length === 0 ? path : `${path}?${search.join('&')}`,
    headers: {
      ...Object.fromEntries(printable.map((name) => [name, textOf(headers[name])])),
      ...(problem ? { Accept: 'application/problem+json' } : {}),
      ...(body === undefined ? {} : { 'Content-Type': sentType }),
    },
    body,
  };
}

/** Calls of an operation. */
export function callsOf(operation: Operation): fc.Arbitrary<FuzzCall> {
  const shown = required(examples[operation.id]);
  const { parameters = [], requestBody } = required(documentedOperation(operation.method, operation.path));
  const schemasIn = (place: 'path' | 'query' | 'header') =>
    Object.fromEntries(
      parameters.filter((each) => each.in === place).map(({ name, schema }) => [name, schema]),
    );
  const all = <Part extends 'path' | 'query' | 'headers' | 'body'>(part: Part) =>
    shown.map((example) => example[part]).filter((each) => each !== undefined);
  const types = fc.oneof(
    { weight: 30, arbitrary: fc.constantFrom(...(operation.body?.types ?? ['application/json'])) },
    { weight: 1, arbitrary: fc.constantFrom('text/plain', 'application/json; charset=utf-16', 'x', '') },
  );
  const like = (example: OperationExample): fc.Arbitrary<WantedCall> =>
    fc.record({
      client: fc.constant(example.client ?? 'Claims'),
      as: askers(example),
      path: changed(example.path, all('path'), schemasIn('path')),
      query: changed(example.query, all('query'), schemasIn('query')),
      headers: changed(example.headers, all('headers'), schemasIn('header')),
      problem: fc.boolean(),
      type: types,
      value: bodiesOf(requestBody, example.body, all('body')),
      // `fc.option` with its `freq` would nearly always give one.
      broken: fc.oneof({ weight: 11, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: brokenBodies }),
    });
  const successes = shown.filter(({ refused }) => refused === undefined);
  // Half of them begin as a success.
  const calls = fc.oneof(fc.oneof(...successes.map(like)), fc.oneof(...shown.map(like)));
  return calls.map((call) => wired(operation, call));
}
