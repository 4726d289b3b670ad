/** The API reference's own reading of the document, as the console has it. */
import { type Operation, readDocument } from '../../console/src/pages/reference/document.ts';
import {
  type CallRequest,
  type ExampleRequest,
  filledFrom,
  nothingFilled,
  requestOf,
} from '../../console/src/pages/reference/filled.ts';
import { type Language, snippetOf } from '../../console/src/pages/reference/snippets.ts';
import { document } from './openapi.js';
import { required } from './required.js';

export const reference = readDocument(document);

/** The operation of this id. */
export const operationOf = (id: string): Operation =>
  required(reference.operations.find((operation) => operation.id === id));

/** The request that the form makes of an example. */
export function requestOfExample(operation: Operation, example: ExampleRequest): CallRequest {
  return requestOf(
    operation,
    reference,
    filledFrom(operation, reference, example, nothingFilled(operation, reference)),
  );
}

/** The same in a language. */
export function codeOf(
  language: Language,
  server: string,
  operation: Operation,
  request: CallRequest,
): string {
  const { open, streams } = operation;
  return snippetOf(language, { ...request, server, open, streams });
}
