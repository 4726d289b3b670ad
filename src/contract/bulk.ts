/** What every bulk call shares (docs/reference/link-operations.md#bulk). */
import type { Refusal } from './errors.js';
import type { OperationBody } from './operation.js';
import { ErrorCodes } from './problem.js';
import Type, { type Static, type TSchema } from './typebox.js';

/** An entry that was refused, among the answers of the others. */
export const RefusedEntry = Type.Object(
  { IsSuccessful: Type.Literal(false), Message: Type.String(), ErrorCode: ErrorCodes },
  { additionalProperties: false, title: 'RefusedEntry' },
);
export type RefusedEntry = Static<typeof RefusedEntry>;

export function refusedEntry({ code, message }: Refusal): RefusedEntry {
  return { IsSuccessful: false, Message: message, ErrorCode: code };
}

/** What the body must be, before its entries are looked at one by one. */
export function bulkBody(max: number) {
  return Type.Array(Type.Unknown(), {
    maxItems: max,
    accepts: `an array of at most ${max} entries`,
  });
}

/** The same as its callers read it: what an entry is, of which each is held against its own schema. */
export function bulkBodyOf(entry: TSchema): OperationBody {
  return { schema: Type.Array(entry), isBulk: true };
}

/** The answers of a bulk call, in the order of its entries. */
export function bulkAnswer(answer: TSchema) {
  return Type.Array(Type.Union([answer, RefusedEntry]));
}
