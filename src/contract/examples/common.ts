/** The messages of refusals that every operation has, as they are where nothing more is to be said. */
import type { ErrorCode } from '../errors.js';

export const commonRefusals: Partial<Record<ErrorCode, string>> = {
  unauthenticated: 'Authentication is required. Send a token in the Token header.',
  invalid_request: 'Unable to execute. Unknown property "surplus". Accepted: none.',
  not_found: 'Unable to execute. There is nothing at this path.',
  invalid_json: 'Unable to execute. The body must be JSON; it is empty.',
};
