import type { Operation, Reference } from './document.js';
import { bodyProperties, type CallRequest, type Filled, requestOf } from './filled.js';
import { fieldShape } from './value.js';

/** What stands for a password that was typed where nobody can read it. */
const placeholder = 'YOUR_PASSWORD';

/** The request as it may be shown and copied: a password that was typed hidden stays so. */
export function shownRequest(operation: Operation, reference: Reference, filled: Filled): CallRequest {
  const passwords = bodyProperties(operation, reference)
    .filter(([, schema]) => fieldShape(schema, reference.resolve).kind === 'password')
    .map(([name]) => name)
    .filter((name) => (filled.body[name] ?? '') !== '');
  const body = { ...filled.body, ...Object.fromEntries(passwords.map((name) => [name, placeholder])) };
  return requestOf(operation, reference, { ...filled, body });
}
