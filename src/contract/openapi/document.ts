/** The OpenAPI 3.1 document, made from the schemas that validate. Pure. */

import { limits } from '../../limits/limits.js';
import { errorTable } from '../errors.js';
import { examples } from '../examples/index.js';
import { type Operation, type OperationExample, operationGroups } from '../operation.js';
import { operations } from '../operations/index.js';
import type { TObject, TSchema } from '../typebox.js';
import { type DocumentedExtensions, extensionsOf } from './extensions.js';
import {
  commonHeaders,
  type DocumentedContent,
  type DocumentedResponse,
  exampleName,
  responsesOf,
} from './responses.js';
import { type DocumentedSchema, DocumentSchemas } from './schema.js';

const groupDescriptions: Record<(typeof operationGroups)[number], string> = {
  Links: 'The one link between two records: upsert, removal, queries, history and the feed of changes.',
  Records: 'The records of a domain.',
  Files: 'Content of File records.',
  Domains: 'Domains and their fields.',
  Relationships: 'The roles that a contact may have on a parent.',
  'Signing in': 'Tokens for people and integrations.',
  Administration: 'Users, roles and tokens, and the settings of a client.',
  Activity: 'What was asked of the server.',
  Service: 'What the server says of itself.',
};

const errorRows = Object.entries(errorTable).map(
  ([code, { status, problemStatus, meaning }]) =>
    `| \`${code}\` | ${status} | ${problemStatus} | ${meaning} |`,
);

const overview = `
Linkwright keeps the links between records: this contact is the adjuster on that claim; this file belongs to that policy.

Send a token in the \`Token\` header, or as \`Authorization: Bearer\`. Paths match whatever the case of their fixed parts, and
with or without a trailing slash. Times are UTC, ISO 8601 with milliseconds.

By default an error's body is one JSON string, and the header \`Error-Code\` carries the code. With
\`Accept: application/problem+json\` it is an RFC 9457 problem, with the problem's own status.

| Code | Status | Problem status | Meaning |
|---|---|---|---|
${errorRows.join('\n')}
`;

/** The ways in which a token is sent. */
const tokens = [{ Token: [] }, { Bearer: [] }];

type ParameterLocation = 'path' | 'query' | 'header';

export interface DocumentedParameter {
  name: string;
  in: ParameterLocation;
  required?: boolean;
  description?: string;
  style?: 'form';
  explode?: boolean;
  schema: DocumentedSchema;
  example?: unknown;
}

/** An operation as the document has it, below its path and its method. */
export interface DocumentedOperation extends DocumentedExtensions {
  operationId: string;
  tags: string[];
  summary: string;
  description: string;
  security?: object[];
  parameters?: DocumentedParameter[];
  requestBody?: { required: boolean; content: DocumentedContent };
  responses: Record<string, DocumentedResponse>;
}

export interface OpenApiDocument {
  openapi: string;
  info: { title: string; version: string; summary: string; description: string; license: object };
  servers: { url: string }[];
  security: object[];
  tags: { name: string; description: string }[];
  /** Operations by their path, with names in braces, and by their method in small letters. */
  paths: Record<string, Record<string, DocumentedOperation>>;
  components: {
    securitySchemes: Record<string, object>;
    headers: Record<string, object>;
    schemas: Record<string, DocumentedSchema>;
  };
}

/** The value that an example gives to a parameter. */
function exampleOf(
  location: ParameterLocation,
  name: string,
  shown: OperationExample[],
): string | number | undefined {
  const values = { path: 'path', query: 'query', header: 'headers' } as const;
  return shown.map((example) => example[values[location]]?.[name]).find((value) => value !== undefined);
}

/** A text of a query string as a value of the type that the document gives it. */
function inDocument(value: string | number | undefined, type: unknown): unknown {
  if (value === undefined) return undefined;
  if (type === 'boolean') return value === 'true';
  return type === 'integer' ? Number(value) : value;
}

function parametersIn(
  location: ParameterLocation,
  schema: TObject | undefined,
  shown: OperationExample[],
  schemas: DocumentSchemas,
): DocumentedParameter[] {
  return Object.entries(schema?.properties ?? {}).map(([name, property]) => {
    const { description, ...written } = schemas.of(property);
    const example = inDocument(exampleOf(location, name, shown), written.type);
    const required =
      location === 'path' || (schema?.required as string[] | undefined)?.includes(name) === true;
    return {
      name,
      in: location,
      required,
      ...(description === undefined ? {} : { description }),
      schema: written,
      ...(example === undefined ? {} : { example }),
    };
  });
}

/** The parameter for whatever a query string has under names that the schema does not list. */
function othersInQuery(schema: TObject | undefined, schemas: DocumentSchemas): DocumentedParameter[] {
  const others = (schema as { additionalProperties?: TSchema | boolean } | undefined)?.additionalProperties;
  if (typeof others !== 'object') return [];
  const { description, ...written } = schemas.of(others);
  return [
    {
      name: 'filters',
      in: 'query',
      ...(description === undefined ? {} : { description }),
      style: 'form',
      explode: true,
      schema: { type: 'object', additionalProperties: written },
    },
  ];
}

/** The examples whose bodies the schema accepts. The call may still be refused for what the body names. */
function acceptedBodies(shown: OperationExample[]): OperationExample[] {
  const unaccepted: unknown[] = [
    'invalid_request',
    'invalid_json',
    'payload_too_large',
    'unsupported_media_type',
  ];
  return shown.filter(({ body, refused }) => body !== undefined && !unaccepted.includes(refused));
}

function requestBody(
  { body }: Operation,
  shown: OperationExample[],
  schemas: DocumentSchemas,
  bulkEntries: number,
): Pick<DocumentedOperation, 'requestBody'> {
  if (body === undefined) return {};
  const bodies = acceptedBodies(shown).map((example) => [
    exampleName(example.summary),
    { summary: example.summary, value: example.body },
  ]);
  const bounds = body.isBulk ? { maxItems: bulkEntries } : {};
  const content = { schema: { ...schemas.of(body.schema), ...bounds }, examples: Object.fromEntries(bodies) };
  const types = body.types ?? ['application/json'];
  return {
    requestBody: { required: true, content: Object.fromEntries(types.map((type) => [type, content])) },
  };
}

function operationObject(
  operation: Operation,
  schemas: DocumentSchemas,
  bulkEntries: number,
): DocumentedOperation {
  const shown = examples[operation.id] ?? [];
  const { id, group, summary, description, open, pathParameters, parameters, headers } = operation;
  const named = [
    ...parametersIn('path', pathParameters, shown, schemas),
    ...parametersIn('query', parameters, shown, schemas),
    ...othersInQuery(parameters, schemas),
    ...parametersIn('header', headers, shown, schemas),
  ];
  return {
    operationId: id,
    tags: [group],
    summary,
    description: description.trim(),
    ...(open ? { security: operation.readsToken ? [...tokens, {}] : [] } : {}),
    ...(named.length === 0 ? {} : { parameters: named }),
    ...requestBody(operation, shown, schemas, bulkEntries),
    responses: responsesOf(operation, shown, schemas),
    ...extensionsOf(operation, shown),
  };
}

/** What differs between the documents of servers. */
export interface DocumentedServer {
  /** The prefix of its paths; empty where it has none. */
  basePath?: string;
  /** The most entries of one bulk call. */
  bulkEntries?: number;
}

/** The document of one server, with every operation. */
export function openApiDocument({
  basePath = '',
  bulkEntries = limits.bulkEntries,
}: DocumentedServer = {}): OpenApiDocument {
  const schemas = new DocumentSchemas();
  const paths: OpenApiDocument['paths'] = {};
  for (const operation of operations) {
    const methods = { [operation.method.toLowerCase()]: operationObject(operation, schemas, bulkEntries) };
    paths[operation.path] = { ...paths[operation.path], ...methods };
  }
  const present = operationGroups.filter((group) => operations.some((each) => each.group === group));
  return {
    openapi: '3.1.0',
    info: {
      title: 'Linkwright',
      version: '1',
      summary: 'The record-link server.',
      description: overview.trim(),
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: basePath === '' ? '/' : basePath }],
    security: tokens,
    tags: present.map((name) => ({ name, description: groupDescriptions[name] })),
    paths,
    components: {
      securitySchemes: {
        Token: { type: 'apiKey', in: 'header', name: 'Token' },
        Bearer: { type: 'http', scheme: 'bearer' },
      },
      headers: commonHeaders,
      schemas: schemas.named,
    },
  };
}
