/** The table of errors (docs/reference/errors.md#codes): the only place that knows codes, statuses and words. */

import { limits } from '../limits/limits.js';
import { shortened } from '../text/quoted.js';
import type { InvalidProperty, RefusalDetails } from './refusal-details.js';

export type { Candidate, InvalidProperty, RecordedChange, RefusalDetails } from './refusal-details.js';

const unable = 'Unable to execute.';

/** `status` belongs to the plain form, `problemStatus` to an RFC 9457 problem; `meaning` is for the document. */
export const errorTable = {
  unauthenticated: {
    status: 401,
    problemStatus: 401,
    words: 'Authentication is required.',
    meaning:
      'No token was sent, or one that has expired or was revoked; or what was signed in with is wrong.',
  },
  permission_denied: {
    status: 403,
    problemStatus: 403,
    words: unable,
    meaning: 'The user lacks a permission; the message says which, and on which domain.',
  },
  invalid_json: {
    status: 400,
    problemStatus: 400,
    words: unable,
    meaning: 'The body is not JSON.',
  },
  invalid_request: {
    status: 400,
    problemStatus: 400,
    words: unable,
    meaning: 'Something in the request is not accepted; the message names it, and says what is.',
  },
  parent_not_found: {
    status: 500,
    problemStatus: 404,
    words: `${unable} Unable to identify the parent record based on the information provided.`,
    meaning: 'No record fits what identifies the parent.',
  },
  child_not_found: {
    status: 500,
    problemStatus: 404,
    words: `${unable} Unable to identify the child record based on the information provided.`,
    meaning: 'No record fits what identifies the child.',
  },
  parent_ambiguous: {
    status: 500,
    problemStatus: 409,
    words: `${unable} More than one parent record matches the information provided.`,
    meaning: 'Several records fit the key of the parent; none is picked.',
  },
  child_ambiguous: {
    status: 500,
    problemStatus: 409,
    words: `${unable} More than one child record matches the information provided.`,
    meaning: 'Several records fit the key of the child; none is picked.',
  },
  record_ambiguous: {
    status: 409,
    problemStatus: 409,
    words: `${unable} More than one record matches the match fields.`,
    meaning: 'Several records fit the match fields; none is picked.',
  },
  record_referenced: {
    status: 409,
    problemStatus: 409,
    words: `${unable} Other records refer to the record.`,
    meaning: 'Association fields of other records refer to the record; the message names some.',
  },
  not_unique: {
    status: 409,
    problemStatus: 409,
    words: unable,
    meaning: 'Another record has the value already, and the field is unique.',
  },
  changed_meanwhile: {
    status: 412,
    problemStatus: 412,
    words: `${unable} The record has changed meanwhile.`,
    meaning: 'The record has changed since what `If-Match` names; the message says who changed what.',
  },
  merge_conflict: {
    status: 409,
    problemStatus: 409,
    words: `${unable} The records cannot be merged.`,
    meaning:
      'One of the records was merged before, or they differ in what no merge decides; the message says why.',
  },
  in_use: {
    status: 409,
    problemStatus: 409,
    words: unable,
    meaning: 'Something else still needs what would be dropped, or changed.',
  },
  relationship_not_found: {
    status: 400,
    problemStatus: 400,
    words: unable,
    meaning: 'The client has no relationship of that name.',
  },
  undo_conflict: {
    status: 409,
    problemStatus: 409,
    words: unable,
    meaning: 'The link has changed since, or what it was before cannot be again; the message says why.',
  },
  idempotency_conflict: {
    status: 409,
    problemStatus: 409,
    words: unable,
    meaning:
      'The `Idempotency-Key` came with another call before, or, where there is `Retry-After`, its call is under way.',
  },
  link_conflict: {
    status: 409,
    problemStatus: 409,
    words: unable,
    meaning: 'There are links already that the change would make equal, or that the setting does not allow.',
  },
  link_ambiguous: {
    status: 409,
    problemStatus: 409,
    words: unable,
    meaning: 'The records have several links, and nothing says which of them is meant.',
  },
  relationship_limit: {
    status: 409,
    problemStatus: 409,
    words: unable,
    meaning: 'A record would have, or has, more links with the relationship than its limit allows.',
  },
  not_applied: {
    status: 409,
    problemStatus: 409,
    words: `${unable} Not applied, because another entry of the same atomic call was refused.`,
    meaning: 'Another entry of the same atomic call was refused.',
  },
  payload_too_large: {
    status: 413,
    problemStatus: 413,
    words: unable,
    meaning: 'The body is larger than the operation takes.',
  },
  unsupported_media_type: {
    status: 415,
    problemStatus: 415,
    words: unable,
    meaning: 'The body is of a type that the operation does not take.',
  },
  range_not_satisfiable: {
    status: 416,
    problemStatus: 416,
    words: unable,
    meaning: 'The range that was asked for is not in the content.',
  },
  method_not_allowed: {
    status: 405,
    problemStatus: 405,
    words: unable,
    meaning: 'The path has no such method.',
  },
  not_found: {
    status: 404,
    problemStatus: 404,
    words: unable,
    meaning: 'There is nothing at the path, or nothing that its names and ids stand for.',
  },
  rate_limited: {
    status: 429,
    problemStatus: 429,
    words: `${unable} Too many attempts; wait and try again.`,
    meaning:
      'There were too many attempts, or requests of one user, or too many streams are open; `Retry-After` may say when ' +
      'to come again.',
  },
  unavailable: {
    status: 503,
    problemStatus: 503,
    words: `${unable} The service is not available at the moment; try again.`,
    meaning:
      'The database is away, or the server is busy, has too many connections or is shutting down; try again after ' +
      '`Retry-After` seconds.',
  },
  internal: {
    status: 500,
    problemStatus: 500,
    words: 'An unexpected error occurred.',
    meaning: 'Something went wrong in the server; the log has more, by the `X-Request-Id`.',
  },
} as const;

export type ErrorCode = keyof typeof errorTable;

/**
 * A request that is refused. The message is complete and meant for the caller: it never holds SQL, a
 * stack, a path, a secret or another client's data.
 */
export class Refusal extends Error {
  readonly code: ErrorCode;
  readonly details: RefusalDetails;

  /** `reason`, where given, follows the code's own words. */
  constructor(code: ErrorCode, reason?: string, details: RefusalDetails = {}) {
    const words = errorTable[code].words;
    super(reason === undefined ? words : `${words} ${reason}`);
    this.name = 'Refusal';
    this.code = code;
    this.details = details;
  }

  /** The message without the words that begin every refusal, for use where something else says that. */
  get reason(): string {
    const beginning = `${unable} `;
    return this.message.startsWith(beginning) ? this.message.slice(beginning.length) : this.message;
  }
}

/** A refusal as an RFC 9457 problem. */
export function problemOf({
  code,
  message,
  details = {},
}: Pick<Refusal, 'code' | 'message'> & { details?: RefusalDetails }): object {
  const title = code.replaceAll('_', ' ');
  return {
    type: `urn:linkwright:problem:${code}`,
    title: title.charAt(0).toUpperCase() + title.slice(1),
    status: errorTable[code].problemStatus,
    detail: message,
    code,
    ...details,
  };
}

/** The result of the work, or the refusal that it threw; any other exception is thrown on. */
export function orRefusal<Value>(work: () => Value): Value | Refusal {
  try {
    return work();
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
}

/** As many details as fit into a message; at least one. */
function joined(details: string[]): string {
  let text = '';
  for (const [at, detail] of details.entries()) {
    if (at > 0 && text.length + detail.length > limits.messageCharacters) {
      return `${text} And ${details.length - at} more.`;
    }
    text += at === 0 ? detail : ` ${detail}`;
  }
  return text;
}

/**
 * A refusal that names the invalid properties of a request, with an entry of `errors` for each
 * (docs/reference/errors.md#invalid-properties); where there are many, for the first of them.
 */
export function invalidProperties(errors: InvalidProperty[]): Refusal {
  const named = errors.slice(0, limits.namedErrors).map(({ pointer, detail }) => ({
    pointer: shortened(pointer, limits.pointerCharacters),
    detail: shortened(detail, limits.messageCharacters),
  }));
  return new Refusal('invalid_request', joined(named.map(({ detail }) => detail)), { errors: named });
}

/** A refusal of an invalid request, with one entry of `errors` (docs/reference/errors.md#invalid-properties). */
export function invalidRequest(reason: string, pointer = ''): Refusal {
  return invalidProperties([{ pointer, detail: reason }]);
}
