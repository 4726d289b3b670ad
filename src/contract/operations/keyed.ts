/** What is said of every operation whose call may carry a key (docs/reference/records.md#sent-twice). */
import { limits } from '../../limits/limits.js';
import type { Operation } from '../operation.js';
import Type from '../typebox.js';

const KeyHeaders = Type.Object({
  'Idempotency-Key': Type.Optional(
    Type.String({
      minLength: 1,
      maxLength: limits.idempotencyKeyCharacters,
      description:
        'A name that the caller gives the call, another for each. A call that comes again under its key does nothing, and is answered as the first time.',
      accepts: `1 to ${limits.idempotencyKeyCharacters} visible ASCII characters, bare or in quotes`,
    }),
  ),
});

/** An operation that does its work once for a key; its program is made with `onceForKey`. */
export function takingKey(operation: Operation): Operation {
  return {
    ...operation,
    takesKey: true,
    headers: Type.Object({ ...operation.headers?.properties, ...KeyHeaders.properties }),
    answer: {
      ...operation.answer,
      headers: {
        ...operation.answer.headers,
        'Idempotent-Replayed':
          '`true` where the call came before, with this `Idempotency-Key`, and was answered so.',
      },
    },
    errors: [...operation.errors, 'idempotency_conflict'],
    refusalHeaders: {
      ...operation.refusalHeaders,
      idempotency_conflict: {
        'Retry-After': 'Seconds after which to send it again, where the first call is under way.',
      },
    },
  };
}
