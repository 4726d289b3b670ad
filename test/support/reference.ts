/** The API reference's own reading of the document, as the console has it. */
import { readDocument } from '../../console/src/pages/reference/document.ts';
import { filledFrom, nothingFilled, requestOf } from '../../console/src/pages/reference/filled.ts';
import { snippetOf } from '../../console/src/pages/reference/snippets.ts';
import { document } from './openapi.js';

export const reference = readDocument(document);

/** The request that the form makes of an example. */
export function requestOfExample(operation, example) {
  return requestOf(
    operation,
    reference,
    filledFrom(operation, reference, example, nothingFilled(operation, reference)),
  );
}

/** The same in a language. */
export function codeOf(language, server, operation, request) {
  const { open, streams } = operation;
  return snippetOf(language, { ...request, server, open, streams });
}
