/** The shapes of the record operations. */
import { DryRun, FieldValueOrNull, Id, OrNull } from './answers.js';
import { DryRunParameter, filterParameter, IdsParameter, pageParameters } from './shapes.js';
import Type, { type Static } from './typebox.js';

/** A record's fields by name, as a caller sends them; the domain says which exist. */
export const RecordBody = Type.Record(Type.String(), Type.Unknown(), {
  accepts: 'a JSON object',
  title: 'RecordBody',
});
export type RecordBody = Static<typeof RecordBody>;

/** `POST /api/{domain}/Upsert?matchFields=A,B`, `POST /api/{domain}/BulkUpsert?matchFields=A,B` */
export const RecordUpsertParameters = Type.Object(
  {
    matchFields: Type.String({ minLength: 1, accepts: 'a list of field names, divided by commas' }),
    dryRun: DryRunParameter,
  },
  { additionalProperties: false },
);

/** A query string also has names of fields, each with what their values must be. */
const queryParameters = {
  columns: Type.Optional(Type.String({ accepts: 'a list of field names, divided by commas' })),
  sort: Type.Optional(
    Type.String({ accepts: 'the name of a field, or ID; with - in front for descending order' }),
  ),
  ...pageParameters,
  after: Type.Optional(
    Type.String({ pattern: '^[A-Za-z0-9_-]*$', accepts: 'the cursor of an earlier page' }),
  ),
  search: filterParameter('beginnings of words, divided by spaces'),
  ids: IdsParameter,
  referredBy: filterParameter('the name of a domain and of its field, like Claim.Policy'),
};

/** The parameters that every query of records has; a field of the same name cannot be filtered by. */
export const recordQueryWords = Object.keys(queryParameters);

export const RecordQueryParameters = Type.Object(queryParameters, {
  additionalProperties: Type.Union([Type.String(), Type.Array(Type.String())], {
    accepts: 'a value',
    description:
      'What a value must be, by the name of its field: itself, empty for none; or a condition, `Field.from`. Given several times, any of them.',
  }),
});
export type RecordQueryParameters = Static<typeof RecordQueryParameters>;

export const RecordAnswer = Type.Object(
  {
    IsSuccessful: Type.Literal(true),
    RecordID: OrNull(Id, { description: 'The record; null where a dry run would insert one.' }),
    Message: Type.String(),
    DryRun,
  },
  { additionalProperties: false, title: 'RecordAnswer' },
);
export type RecordAnswer = Static<typeof RecordAnswer>;

/** A record as it is read: its id, then its fields. */
export const RecordRow = Type.Object(
  { ID: Id },
  {
    additionalProperties: FieldValueOrNull,
    description: 'Its id, then its fields by name; null where one has no value.',
    title: 'RecordRow',
  },
);
export const RecordRows = Type.Array(RecordRow);
export type RecordRow = { ID: number } & Record<string, unknown>;
