/** The messages of the refusals that all operations share, where they have nothing of their own to add. */

import { sizeText } from '../../text/quoted.js';
import { type ErrorCode, errorTable } from '../errors.js';
import { bodyBytesOf, type Operation } from '../operation.js';

const commonRefusals: Partial<Record<ErrorCode, string>> = {
  unauthenticated: 'Authentication is required. Send a token in the Token header.',
  invalid_request: 'Unable to execute. Unknown property "surplus". Accepted: none.',
  not_found: 'Unable to execute. There is nothing at this path.',
  invalid_json: 'Unable to execute. The body must be JSON; it is empty.',
  unsupported_media_type: 'Unable to execute. The body must be JSON (Content-Type: application/json).',
};

/** The message that the document shows for a refusal of which the operation has no example of its own. */
export function commonRefusal(code: ErrorCode, operation: Pick<Operation, 'body'>): string {
  const { words } = errorTable[code];
  if (code === 'payload_too_large')
    return `${words} The body is larger than ${sizeText(bodyBytesOf(operation))}.`;
  return commonRefusals[code] ?? words;
}
