/** The messages of refusals that every operation has, as they are where nothing more is to be said. */

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

export function commonRefusal(code: ErrorCode, operation: Pick<Operation, 'body'>): string {
  const { words } = errorTable[code];
  if (code === 'payload_too_large')
    return `${words} The body is larger than ${sizeText(bodyBytesOf(operation))}.`;
  return commonRefusals[code] ?? words;
}
