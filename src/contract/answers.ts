/** What the answers of several operations share. */
import Type, { type Static, type TObject, type TSchema } from './typebox.js';

/** The id of a record, link, relationship, change or token. */
export const Id = Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER });

export const Count = Type.Integer({ minimum: 0 });

/** UTC, ISO 8601 with milliseconds. */
export const Time = Type.String({ format: 'date-time' });

/** Stands in the answer of a dry run alone. */
export const DryRun = Type.Optional(Type.Literal(true));

export function OrNull<Schema extends TSchema>(schema: Schema, options: { description?: string } = {}) {
  return Type.Union([schema, Type.Null()], options);
}

/** A row as it is sent: it holds the columns that were asked for, all where none were named. */
export function sentRow(row: TObject, title: string) {
  return Type.Partial(row, { title, additionalProperties: false });
}

/** What an operation answers that leaves nothing to show. */
export const Done = Type.Object(
  { IsSuccessful: Type.Literal(true), Message: Type.String() },
  { additionalProperties: false, title: 'Done' },
);
export type Done = Static<typeof Done>;

export function done(message: string): Done {
  return { IsSuccessful: true, Message: message };
}
