/** The shapes of the record operations (contract section 5). */
import Type, { type Static } from 'typebox';
import { pageParameters, Switch } from './shapes.js';

/** A record's fields by name, as a caller sends them; which are known is the domain's to say. */
export const RecordBody = Type.Record(Type.String(), Type.Unknown(), { accepts: 'a JSON object' });
export type RecordBody = Static<typeof RecordBody>;

/** A write of one record has no switches: a `dryRun` that it does not know must not write. */
export const NoParameters = Type.Object({}, { additionalProperties: false });

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

export interface RecordAnswer {
  IsSuccessful: true;
  RecordID: number | null;
  Message: string;
  DryRun?: true;
}

/** A record as it is read: its id, then its fields. */
export type RecordRow = { ID: number } & Record<string, unknown>;
