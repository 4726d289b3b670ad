/** What the document says of an operation beyond OpenAPI's own words, for pages that show it. */
import { type ErrorCode, errorTable } from '../errors.js';
import type { Operation, OperationExample } from '../operation.js';
import { errorsOf } from '../operations/index.js';
import { exampleName } from './responses.js';

/** `x-errors`: what the operation may refuse with, in either form. */
export interface DocumentedError {
  code: ErrorCode;
  status: number;
  /** The status of the problem form. */
  problemStatus: number;
  meaning: string;
}

/**
 * `x-examples`: a request with its answer. OpenAPI's own examples have no place for a request without a body, and put
 * request and answer together by their names alone, which are the same as here.
 */
export interface DocumentedExample {
  name: string;
  summary: string;
  /** The client of the demo that it is of. */
  client: string;
  method: string;
  /** With its names filled in, and without a query string. */
  path: string;
  pathParameters?: Record<string, string | number>;
  query?: Record<string, string>;
  headers?: Record<string, string>;
  body?: unknown;
  status: number;
  /** Of a refusal; the answer is its plain form. */
  code?: ErrorCode;
  answer: unknown;
}

/** Beside these, whatever an operation's own `extensions` say. */
export interface DocumentedExtensions {
  'x-errors': DocumentedError[];
  'x-examples': DocumentedExample[];
  [name: `x-${string}`]: unknown;
}

function documentedError(code: ErrorCode): DocumentedError {
  const { status, problemStatus, meaning } = errorTable[code];
  return { code, status, problemStatus, meaning };
}

function documentedExample(
  { method, path: template }: Operation,
  { summary, client = 'Claims', path, query, headers, body, refused, answer }: OperationExample,
): DocumentedExample {
  return {
    name: exampleName(summary),
    summary,
    client,
    method,
    path: template.replaceAll(/\{(\w+)\}/g, (_, name) => encodeURIComponent(path?.[name] ?? '')),
    ...(path === undefined ? {} : { pathParameters: path }),
    ...(query === undefined ? {} : { query }),
    ...(headers === undefined ? {} : { headers }),
    ...(body === undefined ? {} : { body }),
    status: refused === undefined ? 200 : errorTable[refused].status,
    ...(refused === undefined ? {} : { code: refused }),
    answer,
  };
}

export function extensionsOf(operation: Operation, shown: OperationExample[]): DocumentedExtensions {
  // Megabytes show nobody anything.
  const short = shown.filter(({ refused }) => refused !== 'payload_too_large');
  return {
    'x-errors': errorsOf(operation).map(documentedError),
    'x-examples': short.map((example) => documentedExample(operation, example)),
    ...operation.extensions,
  };
}
