/** What the answers of several operations share. */
import Type, { type Static, type TObject, type TSchema } from './typebox.js';

export const idBounds = { minimum: 1, maximum: Number.MAX_SAFE_INTEGER };

/** The id of a record, link, relationship, change or token. */
export const Id = Type.Integer(idBounds);

export const Count = Type.Integer({ minimum: 0 });

/** UTC, ISO 8601 with milliseconds. */
export const Time = Type.String({ format: 'date-time' });

/** A value of a field, of a record or a link. */
export const FieldValueOrNull = Type.Union([Type.String(), Type.Number(), Type.Boolean(), Type.Null()]);
export type FieldValue = Static<typeof FieldValueOrNull>;

/** Present only in the answer of a dry run. */
export const DryRun = Type.Optional(Type.Literal(true));

/** A schema that also accepts `null`. */
export function OrNull<Schema extends TSchema>(schema: Schema, options: { description?: string } = {}) {
  return Type.Union([schema, Type.Null()], options);
}

/** The schema of a row as it is sent: with the columns that were asked for, or all where none were named. */
export function sentRow(row: TObject, title: string) {
  return Type.Partial(row, { title, additionalProperties: false });
}

/** The answer of an operation that has nothing to show. */
export const Done = Type.Object(
  { IsSuccessful: Type.Literal(true), Message: Type.String() },
  { additionalProperties: false, title: 'Done' },
);
export type Done = Static<typeof Done>;
