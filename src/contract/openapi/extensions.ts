/** What the document says about an operation beyond OpenAPI's own words, for pages that show it. */
import { type ErrorCode, errorTable } from '../errors.js';
import type { Operation, OperationExample } from '../operation.js';
import { errorsOf } from '../operations/index.js';
import { exampleName } from './responses.js';

/** `x-errors`: the refusals of the operation, in either form. */
export interface DocumentedError {
  code: ErrorCode;
  status: number;
  /** The status of the problem form. */
  problemStatus: number;
  meaning: string;
}

/**
 * `x-examples`: a request with its answer. OpenAPI's own examples have no place for a request without a body, and join
 * request and answer only by their names, which are the same as here.
 */
export interface DocumentedExample {
  name: string;
  summary: string;
  /** The demo's client that it is sent to. */
  client: string;
  method: string;
  /** The path with its names filled in, without the query string. */
  path: string;
  pathParameters?: Record<string, string | number>;
  query?: Record<string, string>;
  headers?: Record<string, string>;
  body?: unknown;
  status: number;
  /** The code of a refusal, whose plain form is then the answer. */
  code?: ErrorCode;
  answer: unknown;
}

/** These stand beside whatever an operation's own `extensions` say. */
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
  // A body of megabytes teaches nobody anything.
  const short = shown.filter(({ refused }) => refused !== 'payload_too_large');
  return {
    'x-errors': errorsOf(operation).map(documentedError),
    'x-examples': short.map((example) => documentedExample(operation, example)),
    ...operation.extensions,
  };
}
