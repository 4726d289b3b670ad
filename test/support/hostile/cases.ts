/** Hostile calls of every operation, made from the OpenAPI document: each kind at each place of its request. */
import type { OutgoingHttpHeaders } from 'node:http';
import type { DocumentedOperation, OpenApiDocument } from '#linkwright/contract/openapi/document.js';
import type { DocumentedSchema } from '#linkwright/contract/openapi/schema.js';
import { bodyBytesOf } from '#linkwright/contract/operation.js';
import { operations } from '#linkwright/contract/operations/index.js';
import { everyOperation } from '../every-operation.js';
import { required } from '../required.js';
import { formHeaders } from '../upload.js';
import { encodedForms, forms } from './forms.js';
import { headerKinds, readHeaders } from './headers.js';
import { bodies, type Kind, kinds } from './kinds.js';
import type { Sender } from './world.js';

/** The JSON of a body: an object. */
type Values = Record<string, unknown>;

/** A hostile call. */
export interface HostileCase {
  /** The id. */
  operation: string;
  /** Where in the request it is hostile. */
  place: string;
  /** How. */
  kind: string;
  method: string;
  /** With the query string. */
  path(): string;
  headers: OutgoingHttpHeaders;
  /** The type of the body. */
  type: string | undefined;
  body(): Buffer | undefined;
  /** Whether the body has more bytes than one may have. */
  tooLarge?: boolean;
}

/** What is hostile in a case; all else is as in the operation's call of `everyOperation`. */
type Hostility = Pick<HostileCase, 'place' | 'kind'> & Partial<HostileCase>;

/** Bytes of a body (docs/reference/limits.md#size-of-a-request): of bulk, and of one link or record. */
export const bulkBytes = 10_000_000;
export const singleBytes = 1_000_000;

/** Bytes that the body of an operation may have. */
const roomOf = (operationId: string) =>
  bodyBytesOf(required(operations.find(({ id }) => id === operationId)));

/** Bytes of a request's line and headers that the server takes, less what stands in them besides. */
const headRoom = 30_000;

const isObject = (value: unknown): value is Values =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function resolve(document: OpenApiDocument, schema: DocumentedSchema = {}): DocumentedSchema {
  const name = schema.$ref?.split('/').at(-1);
  return name === undefined ? schema : required(document.components.schemas[name]);
}

/** JSON of an object with one property replaced by, or added as, a piece of JSON. */
function withProperty(base: Values, name: string, json: string): string {
  const others = Object.entries(base).filter(([each]) => each !== name);
  const pieces = [...others.map(([each, value]) => `${JSON.stringify(each)}:${JSON.stringify(value)}`)];
  return `{${[...pieces, `${JSON.stringify(name)}:${json}`].join(',')}}`;
}

const repeated = (entry: string, room: number) =>
  `[${`${entry},`.repeat(Math.max(0, Math.floor(room / (entry.length + 1)) - 1))}${entry}]`;

/** A text in a query or a path: as long as fits once it is encoded. */
function encodedText(kind: Kind, room: number): string {
  if (kind.raw !== undefined) return kind.raw(room);
  const text = required(kind.text)(room);
  let encoded = encodeURIComponent(text.slice(0, room).toWellFormed());
  if (encoded.length > room)
    encoded = encodeURIComponent(
      text.slice(0, Math.floor((room / encoded.length) * Math.min(text.length, room))).toWellFormed(),
    );
  return encoded;
}

const textKinds = Object.entries(kinds).filter(
  ([, { text, raw }]) => text !== undefined || raw !== undefined,
);

const split = (path: string) => {
  const [bare = '', query] = path.split('?');
  return { bare, query: query === undefined ? [] : query.split('&') };
};

const joined = (bare: string, query: string[]) => (query.length === 0 ? bare : `${bare}?${query.join('&')}`);

/** The cases of a body that may have these types: cases other than forms have the first of them. */
function* casesOfBody(
  document: OpenApiDocument,
  operation: DocumentedOperation,
  base: Values | Values[],
  types: string[],
): Generator<Hostility> {
  const type = required(types[0]);
  if (type === 'multipart/form-data') {
    for (const [kind, make] of Object.entries(forms))
      for (const room of [60_000, singleBytes])
        yield {
          place: `form of ${room} bytes`,
          kind,
          type: formHeaders['Content-Type'],
          body: () => Buffer.from(make(room)),
        };
    return;
  }
  const schema = resolve(document, operation.requestBody?.content[type]?.schema);
  const isBulk = schema.type === 'array';
  const room = roomOf(operation.operationId);
  const entry = Array.isArray(base) ? required(base[0]) : base;
  const properties = Object.keys(resolve(document, isBulk ? schema.items : schema).properties ?? {});
  // Fields of a record are the domain's own.
  const places = [
    ...properties,
    ...(properties.length === 0 ? Object.keys(entry) : []),
    ...(properties.length === 0 ? ['Amount', 'Description', 'LossDate', 'Policy'] : []),
    'Surplus',
  ];
  const wrap = (json: string) => (isBulk ? `[${json}]` : json);
  for (const place of new Set(places)) {
    for (const [kind, { json }] of Object.entries(kinds)) {
      if (json === undefined) continue;
      const spare = Buffer.byteLength(wrap(withProperty(entry, place, '')));
      yield {
        place,
        kind,
        type,
        body: () => Buffer.from(wrap(withProperty(entry, place, json(room - spare)))),
      };
      // Many such entries, or many such values, none of which is too long by itself.
      if (!isBulk) continue;
      yield {
        place: `${place} of a thousand entries`,
        kind,
        type,
        body: () =>
          Buffer.from(
            repeated(
              withProperty(entry, place, json(room / 1_000 - spare)),
              1_000 * (Buffer.byteLength(withProperty(entry, place, json(room / 1_000 - spare))) + 1),
            ).slice(0, room),
          ),
      };
    }
  }
  for (const [kind, { json }] of Object.entries(kinds)) {
    if (json === undefined) continue;
    for (const bytes of [singleBytes, bulkBytes])
      yield { place: `body of ${bytes} bytes`, kind, type, body: () => Buffer.from(json(bytes)) };
  }
  for (const [kind, make] of Object.entries(bodies))
    for (const bytes of [singleBytes, bulkBytes])
      yield { place: `body of ${bytes} bytes`, kind, type, body: () => make(bytes) };
  yield {
    place: 'body',
    kind: 'just over the limit',
    type,
    tooLarge: true,
    body: () => Buffer.from(`${' '.repeat(room - JSON.stringify(base).length + 1)}${JSON.stringify(base)}`),
  };
  if (isBulk) {
    yield {
      place: 'body',
      kind: 'one entry again and again',
      type,
      body: () => Buffer.from(repeated(JSON.stringify(entry), room)),
    };
    yield {
      place: 'body',
      kind: 'entries with twenty unknown properties',
      type,
      body: () =>
        Buffer.from(
          JSON.stringify(
            Array.from({ length: 1_000 }, () => ({
              ...entry,
              ...Object.fromEntries(
                Array.from({ length: 100 }, (_, at) => [`${'Surplus'.repeat(10)}${at}`, 1]),
              ),
            })),
          ),
        ),
    };
  }
  if (types.includes('application/x-www-form-urlencoded'))
    for (const [kind, make] of Object.entries(encodedForms))
      yield {
        place: 'form',
        kind,
        type: 'application/x-www-form-urlencoded',
        body: () => Buffer.from(make(15_000)),
      };
}

function* casesOfHead(
  operation: DocumentedOperation,
  path: string,
  headers: OutgoingHttpHeaders,
): Generator<Hostility> {
  const { bare, query } = split(path);
  const parameters = operation.parameters ?? [];
  const names = parameters.filter((each) => each.in === 'query').map(({ name }) => name);
  for (const place of [...names, 'surplus']) {
    const others = query.filter((each) => !each.startsWith(`${place}=`));
    for (const [kind, value] of textKinds)
      yield {
        place: `?${place}`,
        kind,
        path: () => joined(bare, [...others, `${place}=${encodedText(value, headRoom)}`]),
      };
    yield {
      place: `?${place}`,
      kind: 'a parameter named again and again',
      path: () =>
        joined(bare, [...others, ...Array(Math.floor(headRoom / (place.length + 3))).fill(`${place}=1`)]),
    };
    yield {
      place: `?${place}`,
      kind: 'a broken escape',
      path: () => joined(bare, [...others, `${place}=${'%'.repeat(headRoom - 100)}`]),
    };
  }
  yield {
    place: '?',
    kind: 'unknown parameters',
    path: () => joined(bare, [...query, ...Array.from({ length: headRoom / 10 }, (_, at) => `k${at}=1`)]),
  };
  yield { place: '?', kind: 'ampersands', path: () => joined(bare, [...query, '&'.repeat(headRoom - 200)]) };
  const steps = bare.split('/');
  for (const [at, step] of steps.entries()) {
    if (at === 0) continue;
    for (const [kind, value] of textKinds)
      yield {
        place: `/${step}`,
        kind,
        path: () =>
          joined(
            [...steps.slice(0, at), encodedText(value, headRoom), ...steps.slice(at + 1)].join('/'),
            query,
          ),
      };
  }
  yield { place: '/', kind: 'slashes', path: () => joined(`${bare}${'/'.repeat(headRoom)}`, query) };
  yield { place: '/', kind: 'dots', path: () => joined(`${'/..'.repeat(headRoom / 3)}${bare}`, query) };
  const known = parameters.filter((each) => each.in === 'header').map(({ name }) => name);
  for (const name of new Set([...readHeaders, ...known]))
    for (const [kind, make] of Object.entries(headerKinds))
      yield { place: `${name}:`, kind, headers: { ...headers, [name]: make(headRoom) } };
  yield {
    place: ':',
    kind: 'headers',
    headers: {
      ...headers,
      ...Object.fromEntries(Array.from({ length: 1_500 }, (_, at) => [`X-${at}`, 'a'])),
    },
  };
  yield {
    place: 'Accept:',
    kind: 'one header again and again',
    headers: { ...headers, Accept: Array(1_500).fill('a/b') },
  };
}

/** Every case of an operation of the document. */
export function casesOf(document: OpenApiDocument, operationId: string): HostileCase[] {
  const [method, operation] = required(
    Object.values(document.paths)
      .flatMap(Object.entries<DocumentedOperation>)
      .find(([, { operationId: id }]) => id === operationId),
  );
  const [, called, { body, headers = {} } = {}] = required(everyOperation[operationId]).call;
  const types = Object.keys(operation.requestBody?.content ?? {});
  const same = {
    operation: operationId,
    method: method.toUpperCase(),
    path: () => called,
    headers,
    type: typeof body === 'string' ? formHeaders['Content-Type'] : types[0],
    body: () =>
      body === undefined ? undefined : Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)),
  };
  const made = [...casesOfHead(operation, called, headers)];
  if (types.length > 0)
    made.push(...casesOfBody(document, operation, isObject(body) || Array.isArray(body) ? body : {}, types));
  // An operation that takes no body is sent one all the same.
  else
    made.push({
      place: 'body',
      kind: 'numbers',
      type: 'application/json',
      body: () => Buffer.from(`[${'1,'.repeat(bulkBytes / 2 - 2)}1]`),
    });
  return made.map((each) => ({ ...same, ...each }));
}

/** All operations of a document, by their ids. */
export const operationsOf = (document: OpenApiDocument): string[] =>
  Object.values(document.paths).flatMap((methods) =>
    Object.values(methods).map(({ operationId }) => operationId),
  );

/** Who sends hostile calls: mostly somebody without a role, and sometimes somebody whose calls get further. */
const senders: Sender[] = ['stranger', 'stranger', 'stranger', 'administrator', 'clerk', 'nobody'];

/**
 * Some cases, each of another kind as long as there are any, each with who sends it (`as`): a choice for each number
 * of `random`. A body over the limit is always among them, from somebody who may send one.
 */
export function sampleOf(
  cases: HostileCase[],
  count: number,
  random: () => number,
): (HostileCase & { as: Sender })[] {
  const pick = <Each>(list: Each[]) => required(list[Math.floor(random() * list.length)]);
  const waiting = new Map<string, HostileCase[]>();
  for (const each of cases) {
    // Heads are parsed alike whatever the operation; bodies are what differs.
    const group = each.place.endsWith(':') ? 'headers' : `${each.place.startsWith('body')} ${each.kind}`;
    waiting.set(group, [...(waiting.get(group) ?? []), each]);
  }
  const chosen: (HostileCase & { as: Sender })[] = [];
  const isOfTooLarge = (group: string) => Number(waiting.get(group)?.[0]?.tooLarge ?? false);
  const groups = [...waiting.keys()]
    .sort(() => random() - 0.5)
    .sort((one, other) => isOfTooLarge(other) - isOfTooLarge(one));
  for (
    let at = 0;
    chosen.length < Math.min(count, cases.length) && groups.length > 0;
    at = (at + 1) % groups.length
  ) {
    const left = waiting.get(groups[at] ?? '') ?? [];
    if (left.length > 0) {
      const one = pick(left);
      left.splice(left.indexOf(one), 1);
      chosen.push({ ...one, as: one.tooLarge ? 'administrator' : pick(senders) });
    }
  }
  return chosen;
}
