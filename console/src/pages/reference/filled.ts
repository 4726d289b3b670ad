/** A form of Try It as it is filled in, and how it becomes a request. Pure. */
import type { Example, Operation, Parameter, Reference, Schema } from './document.js';
import { bodyValueOf, fieldShape, typedFor } from './value.js';

export interface Filled {
  path: Record<string, string>;
  query: Record<string, string>;
  header: Record<string, string>;
  /** Query parameters under names of one's own: `Field=value`, one a line. */
  others: string;
  /** The properties of the body, where they are typed one by one. */
  body: Record<string, string>;
  /** The body, where it is written as JSON. */
  json: string;
  /** Whether it is. */
  asJson: boolean;
  /** A file, for the part of a form that is one. */
  file: File | undefined;
  /** Whether refusals are asked for as RFC 9457 problems. */
  asProblem: boolean;
}

/** What of an example is its request. */
export type ExampleRequest = Pick<Example, 'pathParameters' | 'query' | 'headers' | 'body'>;

type RequestBody =
  | { kind: 'json'; text: string }
  | { kind: 'form'; parts: [name: string, value: string | File][] };

/** A request, without the token. */
export interface CallRequest {
  method: string;
  /** The path and the query string. */
  target: string;
  headers: Record<string, string>;
  body: RequestBody | undefined;
}

export const isMultipart = ({ body }: Operation) => body?.types[0] === 'multipart/form-data';

/** The properties that a form asks for one by one; none, where the body is free, or no object. */
export function bodyProperties({ body }: Operation, { resolve }: Reference): [string, Schema][] {
  if (body === undefined) return [];
  const schema = resolve(body.schema);
  return schema.additionalProperties === false ? Object.entries(schema.properties ?? {}) : [];
}

/** Whether a parameter stands for any number of names. */
export const isOpenEnded = ({ schema }: Parameter) => schema.type === 'object';

export function nothingFilled(operation: Operation, reference: Reference): Filled {
  const hasForm = bodyProperties(operation, reference).length > 0;
  const { items, type } = operation.body === undefined ? {} : reference.resolve(operation.body.schema);
  const json =
    hasForm || operation.body === undefined ? '' : items || type === 'array' ? '[\n  {}\n]' : '{\n}';
  return {
    path: {},
    query: {},
    header: {},
    others: '',
    body: {},
    json,
    asJson: !hasForm,
    file: undefined,
    asProblem: false,
  };
}

/** The body that the properties make. */
export function bodyValue(
  operation: Operation,
  reference: Reference,
  typed: Record<string, string>,
): Record<string, unknown> {
  const values = bodyProperties(operation, reference).map(([name, schema]) => [
    name,
    bodyValueOf(typed[name] ?? '', fieldShape(schema, reference.resolve)),
  ]);
  return Object.fromEntries(values.filter(([, value]) => value !== undefined));
}

/** The properties as they would be typed; `undefined`, where no typing makes this body. */
export function propertiesFor(
  operation: Operation,
  reference: Reference,
  value: unknown,
): Record<string, string> | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const typed = Object.fromEntries(Object.entries(value).map(([name, each]) => [name, typedFor(each)]));
  const sorted = (each: object) => JSON.stringify(Object.entries(each).sort());
  return sorted(bodyValue(operation, reference, typed)) === sorted(value) ? typed : undefined;
}

const pretty = (value: unknown) => JSON.stringify(value, null, 2);

/** The switch of calls that write nothing. */
const dryRun = 'dryRun';

/**
 * The form that makes an example's request. Whether it is a dry run stays as it is, unless the example says so itself:
 * filling a form in must not make a call one that writes.
 */
export function filledFrom(
  operation: Operation,
  reference: Reference,
  example: ExampleRequest,
  before: Filled,
): Filled {
  const { pathParameters = {}, query = {}, headers = {}, body } = example;
  const known = operation.parameters.filter((each) => !isOpenEnded(each)).map(({ name }) => name);
  const others = Object.entries(query).filter(([name]) => !known.includes(name));
  const filled: Filled = {
    ...nothingFilled(operation, reference),
    path: Object.fromEntries(Object.entries(pathParameters).map(([name, value]) => [name, String(value)])),
    query: {
      ...(before.query[dryRun] === undefined ? {} : { [dryRun]: before.query[dryRun] }),
      ...Object.fromEntries(Object.entries(query).filter(([name]) => known.includes(name))),
    },
    header: headers,
    others: others.map(([name, value]) => `${name}=${value}`).join('\n'),
  };
  if (body === undefined) return filled;
  if (isMultipart(operation)) {
    const { content, ...words } = body as Record<string, string>;
    const name = words.FileName ?? 'file.txt';
    return { ...filled, body: words, file: content === undefined ? undefined : new File([content], name) };
  }
  const properties = propertiesFor(operation, reference, body);
  if (properties !== undefined) return { ...filled, body: properties, asJson: false };
  return { ...filled, json: typeof body === 'string' ? body : pretty(body), asJson: true };
}

/** The names in the path that nothing was typed for. */
export function missingNames(operation: Operation, { path }: Filled): string[] {
  const names = operation.parameters.filter((each) => each.in === 'path').map(({ name }) => name);
  return names.filter((name) => (path[name] ?? '') === '');
}

function queryOf(operation: Operation, { query, others }: Filled): string {
  const search = new URLSearchParams();
  for (const each of operation.parameters) {
    const typed = each.in === 'query' && !isOpenEnded(each) ? (query[each.name] ?? '') : '';
    if (typed !== '') search.append(each.name, typed);
  }
  for (const line of others.split('\n').filter((each) => each.trim() !== '')) {
    const at = line.includes('=') ? line.indexOf('=') : line.length;
    search.append(line.slice(0, at).trim(), line.slice(at + 1));
  }
  return search.size === 0 ? '' : `?${search}`;
}

function requestBody(operation: Operation, reference: Reference, filled: Filled): RequestBody | undefined {
  if (operation.body === undefined) return undefined;
  if (isMultipart(operation)) {
    // The words before the content, so that a server knows what is coming.
    const words = Object.entries(filled.body).filter(([, typed]) => typed !== '');
    return {
      kind: 'form',
      parts: [...words, ...(filled.file ? [['content', filled.file] as const] : [])].map(([name, value]) => [
        name,
        value,
      ]),
    };
  }
  const text = filled.asJson ? filled.json : pretty(bodyValue(operation, reference, filled.body));
  return { kind: 'json', text };
}

export function requestOf(operation: Operation, reference: Reference, filled: Filled): CallRequest {
  const path = operation.path.replaceAll(/\{(\w+)\}/g, (braced, name) =>
    (filled.path[name] ?? '') === '' ? braced : encodeURIComponent(filled.path[name] ?? ''),
  );
  const body = requestBody(operation, reference, filled);
  const named = Object.entries(filled.header).filter(([, typed]) => typed !== '');
  return {
    method: operation.method,
    target: path + queryOf(operation, filled),
    headers: {
      ...(filled.asProblem ? { Accept: 'application/problem+json' } : {}),
      ...(body?.kind === 'json' ? { 'Content-Type': 'application/json' } : {}),
      ...Object.fromEntries(named),
    },
    body,
  };
}
