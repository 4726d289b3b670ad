/** The answers of an operation in the OpenAPI document: its successes, and each refusal in both forms. */

import { limits } from '../../limits/limits.js';
import { type ErrorCode, errorTable, problemOf } from '../errors.js';
import { commonRefusal } from '../examples/common.js';
import type { Operation, OperationExample } from '../operation.js';
import { errorsOf } from '../operations/index.js';
import { Message, Problem } from '../problem.js';
import type { DocumentedSchema, DocumentSchemas } from './schema.js';

/** A body's schema by its media type, with named examples. */
export type DocumentedContent = Record<
  string,
  { schema: DocumentedSchema; examples: Record<string, { summary?: string; value: unknown }> }
>;

export interface DocumentedResponse {
  description: string;
  headers: Record<string, object>;
  content: DocumentedContent;
}

const text = (description: string) => ({ description, schema: { type: 'string' } });

/** Refusals that may go away by themselves. */
const retried: ErrorCode[] = ['unavailable', 'rate_limited'];

const requestIdHeader = { 'X-Request-Id': { $ref: '#/components/headers/X-Request-Id' } };

export const commonHeaders = {
  'X-Request-Id': text(
    "What the log, the history and the list of recent requests call this request. A caller's own `X-Request-Id` (1 to " +
      `${limits.callerRequestIdCharacters} letters, digits, dots, dashes and underscores) comes back as ` +
      '`X-Caller-Request-Id`, and stands beside it in the log.',
  ),
  'Error-Code': text('The code of the refusal.'),
  'Retry-After': text('Seconds after which to try again.'),
};

/** A name for an example in the document. */
export function exampleName(summary: string): string {
  return summary
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '');
}

function success(
  operation: Operation,
  examples: OperationExample[],
  schemas: DocumentSchemas,
): DocumentedResponse {
  const { description, schema, type = 'application/json', headers = {} } = operation.answer;
  const named = Object.entries(headers).map(([name, words]) => [name, text(words)]);
  const shown = examples
    .filter(({ refused }) => refused === undefined)
    .map(({ summary, answer }) => [exampleName(summary), { summary, value: answer }]);
  return {
    description,
    headers: { ...requestIdHeader, ...Object.fromEntries(named) },
    content: { [type]: { schema: schemas.of(schema), examples: Object.fromEntries(shown) } },
  };
}

interface RefusalExample {
  name: string;
  summary?: string;
  message: string;
}

/**
 * The examples of a refusal: the operation's own, under the names of their requests; otherwise the one that all
 * operations share, under its code.
 */
function examplesOf(code: ErrorCode, operation: Operation, examples: OperationExample[]): RefusalExample[] {
  const own = examples
    .filter(({ refused }) => refused === code)
    .map(({ summary, answer }) => ({ name: exampleName(summary), summary, message: answer as string }));
  return own.length > 0 ? own : [{ name: code, message: commonRefusal(code, operation) }];
}

/** The two forms of a refusal: each has its own status and its own way to say a code and a message. */
const forms = [
  { type: 'application/json', schema: Message, statusOf: (code: ErrorCode) => errorTable[code].status },
  {
    type: 'application/problem+json',
    schema: Problem,
    statusOf: (code: ErrorCode) => errorTable[code].problemStatus,
  },
];

function refusal(codes: ErrorCode[], { refusalHeaders = {} }: Operation): DocumentedResponse {
  const own = codes.flatMap((code) => Object.entries(refusalHeaders[code] ?? {}));
  const waits = codes.some((code) => retried.includes(code));
  return {
    description: `Refused: ${codes.map((code) => `\`${code}\``).join(', ')}.`,
    headers: {
      ...requestIdHeader,
      'Error-Code': { $ref: '#/components/headers/Error-Code' },
      ...(waits ? { 'Retry-After': { $ref: '#/components/headers/Retry-After' } } : {}),
      ...Object.fromEntries(own.map(([name, words]) => [name, text(words)])),
    },
    content: {},
  };
}

/** The responses by status. A code may have a different status in the form of a problem. */
export function responsesOf(
  operation: Operation,
  examples: OperationExample[],
  schemas: DocumentSchemas,
): Record<string, DocumentedResponse> {
  const done = success(operation, examples, schemas);
  const responses: Record<string, DocumentedResponse> = { 200: done };
  for (const [status, description] of Object.entries(operation.answer.alsoStatus ?? {})) {
    const isPart = Number(status) < 300;
    responses[status] = isPart
      ? { ...done, description }
      : { description, headers: requestIdHeader, content: {} };
  }
  const codes = errorsOf(operation);
  for (const { type, schema, statusOf } of forms) {
    for (const code of codes) {
      const status = statusOf(code);
      responses[status] ??= refusal(
        codes.filter((each) => forms.some((form) => form.statusOf(each) === status)),
        operation,
      );
      const { content } = responses[status];
      content[type] ??= { schema: schemas.of(schema), examples: {} };
      for (const { name, message, ...words } of examplesOf(code, operation, examples)) {
        const value = schema === Message ? message : problemOf({ code, message });
        content[type].examples[name] = { ...words, value };
      }
    }
  }
  return responses;
}
