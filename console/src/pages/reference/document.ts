/** The server's OpenAPI document, read into what the reference shows. */

/** JSON Schema, as far as the document uses it. */
export interface Schema {
  $ref?: string;
  type?: string;
  format?: string;
  description?: string;
  const?: unknown;
  enum?: unknown[];
  anyOf?: Schema[];
  properties?: Record<string, Schema>;
  required?: string[];
  additionalProperties?: Schema | boolean;
  items?: Schema;
  maxItems?: number;
  minimum?: number;
  maximum?: number;
  minLength?: number;
  maxLength?: number;
  pattern?: string;
}

export interface Parameter {
  name: string;
  in: 'path' | 'query' | 'header';
  required?: boolean;
  description?: string;
  schema: Schema;
  example?: unknown;
}

interface OperationError {
  code: string;
  status: number;
  problemStatus: number;
  meaning: string;
}

/** A request with its answer. */
export interface Example {
  name: string;
  summary: string;
  client: string;
  method: string;
  path: string;
  pathParameters?: Record<string, string | number>;
  query?: Record<string, string>;
  headers?: Record<string, string>;
  body?: unknown;
  status: number;
  code?: string;
  answer: unknown;
}

interface BehaviorRule {
  row: string;
  holds: string;
  relationship: string;
  newRelationship: string;
  result: string;
}

export type LinkIdentity = 'pair' | 'relationship';

export interface Behavior extends Record<LinkIdentity, BehaviorRule[]> {
  /** The header in which a dry run's answer says the row that decided. */
  header: string;
  otherChildren: string;
}

interface Answer {
  description: string;
  headers?: Record<string, { $ref?: string; description?: string }>;
  content?: Record<string, { schema: Schema }>;
}

/** An operation as the document writes it, below its path and method. */
interface WrittenOperation {
  operationId: string;
  tags: string[];
  summary: string;
  description: string;
  security?: unknown[];
  parameters?: Parameter[];
  requestBody?: { content: Record<string, { schema: Schema }> };
  responses: Record<string, Answer>;
  'x-errors': OperationError[];
  'x-examples': Example[];
  'x-behavior'?: Behavior;
}

interface WrittenDocument {
  tags: { name: string; description: string }[];
  paths: Record<string, Record<string, WrittenOperation>>;
  components: { schemas: Record<string, Schema> };
}

export interface Operation {
  id: string;
  group: string;
  method: string;
  /** With names in braces. */
  path: string;
  summary: string;
  description: string;
  /** Whether it answers without a token. */
  open: boolean;
  parameters: Parameter[];
  body: { types: string[]; schema: Schema } | undefined;
  /** The answers that are no refusals, by status. */
  answers: { status: string; description: string; type: string | undefined; schema: Schema | undefined }[];
  /** Headers of these answers that the operation has alone. */
  headers: { name: string; description: string }[];
  /** Whether the answer goes on: server-sent events. */
  streams: boolean;
  errors: OperationError[];
  examples: Example[];
  behavior: Behavior | undefined;
}

export interface Reference {
  groups: { name: string; description: string; operations: Operation[] }[];
  operations: Operation[];
  /** A schema itself, where it stands under a name. */
  resolve(schema: Schema): Schema;
}

function operationOf(path: string, method: string, written: WrittenOperation): Operation {
  const answers = Object.entries(written.responses)
    .filter(([status]) => Number(status) < 400)
    .map(([status, { description, content = {} }]) => {
      const [type, { schema } = { schema: undefined }] = Object.entries(content)[0] ?? [];
      return { status, description, type, schema };
    });
  const headers = Object.entries(written.responses['200']?.headers ?? {}).flatMap(
    ([name, { description }]) => (description === undefined ? [] : [{ name, description }]),
  );
  const bodies = Object.entries(written.requestBody?.content ?? {});
  const [first] = bodies;
  return {
    id: written.operationId,
    group: written.tags[0] ?? '',
    method: method.toUpperCase(),
    path,
    summary: written.summary,
    description: written.description,
    open: written.security?.length === 0,
    parameters: written.parameters ?? [],
    body: first === undefined ? undefined : { types: bodies.map(([type]) => type), schema: first[1].schema },
    answers,
    headers,
    streams: answers.some(({ type }) => type === 'text/event-stream'),
    errors: written['x-errors'],
    examples: written['x-examples'],
    behavior: written['x-behavior'],
  };
}

export function readDocument(document: unknown): Reference {
  const { tags, paths, components } = document as WrittenDocument;
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, written]) => operationOf(path, method, written)),
  );
  const resolve = (schema: Schema): Schema => {
    const name = schema.$ref?.replace('#/components/schemas/', '');
    return name === undefined ? schema : (components.schemas[name] ?? {});
  };
  return {
    operations,
    groups: tags.map(({ name, description }) => ({
      name,
      description,
      operations: operations.filter(({ group }) => group === name),
    })),
    resolve,
  };
}
