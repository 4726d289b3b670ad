/** The shapes of records' history and of the feeds of their changes. */
import { FieldValueOrNull, Id, OrNull, sentRow, Time } from './answers.js';
import { columnsParameter, meaning, pageParameters } from './shapes.js';
import Type, { type Static, type TSchema } from './typebox.js';
import { recordActions } from './words.js';

/** The columns of every entry, in the order in which they are sent. */
export const recordChangeColumns = [
  'ChangeID',
  'RecordID',
  'Action',
  'BeforeFields',
  'AfterFields',
  'MergedID',
  'At',
  'User',
  'RequestID',
] as const;

/** Values of the fields that differ, by name. */
const DifferingFields = Type.Record(Type.String(), FieldValueOrNull, {
  description: 'The fields of the record that differ, by name; null for one without a value.',
});

export const RecordChangeRow = Type.Object(
  {
    ChangeID: Id,
    RecordID: Id,
    Action: Type.Enum([...recordActions]),
    BeforeFields: DifferingFields,
    AfterFields: DifferingFields,
    MergedID: OrNull(Id, {
      description: 'The record that was merged into this one; null for other changes.',
    }),
    At: Time,
    User: Type.String(),
    RequestID: Type.String(),
  } satisfies Record<(typeof recordChangeColumns)[number], TSchema>,
  { additionalProperties: false },
);
export type RecordChangeRow = Static<typeof RecordChangeRow>;

export const SentRecordChangeRow = sentRow(RecordChangeRow, 'RecordChangeRow');

export const RecordChangeRows = Type.Array(SentRecordChangeRow);

const streamParameters = { columns: columnsParameter(recordChangeColumns), after: pageParameters.after };

/** `GET /api/{domain}/Changes/Stream` */
export const RecordChangeStreamParameters = Type.Object(streamParameters, { additionalProperties: false });

const pageOfChanges = { ...streamParameters, pageSize: pageParameters.pageSize };

/** `GET /api/{domain}/{id}/History` */
export const RecordChangePageParameters = Type.Object(pageOfChanges, { additionalProperties: false });
export type RecordChangePageParameters = Static<typeof RecordChangePageParameters>;

/** `GET /api/{domain}/Changes` */
export const RecordFeedPageParameters = Type.Object(
  {
    ...pageOfChanges,
    order: meaning(
      Type.Optional(Type.Union([Type.Literal('asc'), Type.Literal('desc')], { accepts: 'asc or desc' })),
      'The order by ChangeID: `desc` begins with the newest',
    ),
  },
  { additionalProperties: false },
);
