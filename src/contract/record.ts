/** The shapes of the record operations (contract section 5). */
import Type, { type Static } from 'typebox';
import { DryRun, Id, OrNull } from './answers.js';
import { pageParameters, Switch } from './shapes.js';

/** A record's fields by name, as a caller sends them; which are known is the domain's to say. */
export const RecordBody = Type.Record(Type.String(), Type.Unknown(), {
  accepts: 'a JSON object',
  title: 'RecordBody',
});
export type RecordBody = Static<typeof RecordBody>;

/** `POST /api/{domain}/Upsert?matchFields=A,B`, `POST /api/{domain}/BulkUpsert?matchFields=A,B` */
export const RecordUpsertParameters = Type.Object(
  {
    matchFields: Type.String({ minLength: 1, accepts: 'a list of field names, divided by commas' }),
    dryRun: Switch,
  },
  { additionalProperties: false },
);

export const RecordQueryParameters = Type.Object(
  { columns: Type.Optional(Type.String({ accepts: 'a list of field names' })), ...pageParameters },
  { additionalProperties: false },
);
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
    additionalProperties: Type.Union([Type.String(), Type.Number(), Type.Boolean(), Type.Null()]),
    description: 'Its id, then its fields by name; null where one has no value.',
    title: 'RecordRow',
  },
);
export const RecordRows = Type.Array(RecordRow);
export type RecordRow = { ID: number } & Record<string, unknown>;
