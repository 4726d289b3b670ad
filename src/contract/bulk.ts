/** What every bulk call shares (docs/reference/link-operations.md#bulk). */

import { Id } from './answers.js';
import type { OperationBody } from './operation.js';
import { CandidateRecord, ErrorCodes } from './problem.js';
import Type, { type Static, type TSchema } from './typebox.js';

/** The answer of an entry that was refused, among those of the others. */
export const RefusedEntry = Type.Object(
  {
    IsSuccessful: Type.Literal(false),
    Message: Type.String(),
    ErrorCode: ErrorCodes,
    Candidates: Type.Optional(
      Type.Array(CandidateRecord, {
        description: 'With `candidates=true`: records whose key is near to one that found nothing.',
      }),
    ),
    Matches: Type.Optional(
      Type.Array(Id, {
        description: 'With `candidates=true`: ids of records that an ambiguous key fits, the lowest first.',
      }),
    ),
  },
  { additionalProperties: false, title: 'RefusedEntry' },
);
export type RefusedEntry = Static<typeof RefusedEntry>;

/** The schema of the whole body, which is checked before its entries are looked at one by one. */
export function bulkBody(max: number) {
  return Type.Array(Type.Unknown(), {
    maxItems: max,
    accepts: `an array of at most ${max} entries`,
  });
}

/** The same body for the document, which shows the schema that each entry is checked by. */
export function bulkBodyOf(entry: TSchema): OperationBody {
  return { schema: Type.Array(entry), isBulk: true };
}

/** The schema of a bulk call's answers, which come in the order of its entries. */
export function bulkAnswer(answer: TSchema) {
  return Type.Array(Type.Union([answer, RefusedEntry]));
}
