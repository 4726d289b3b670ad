/** The shapes of the history and of the feed of changes. */
import { FieldValueOrNull, Id, OrNull, sentRow, Time } from './answers.js';
import { linkFilterParameters } from './link.js';
import { columnsParameter, IdParameter, meaning, pageParameters } from './shapes.js';
import Type, { type Static, type TSchema } from './typebox.js';
import { linkActions } from './words.js';

/** The columns of every entry, in the order in which they are sent. */
export const changeColumns = [
  'ChangeID',
  'LinkID',
  'Action',
  'ParentDomain',
  'ParentID',
  'ChildDomain',
  'ChildID',
  'BeforeContactTypeID',
  'AfterContactTypeID',
  'BeforeFields',
  'AfterFields',
  'At',
  'User',
  'RequestID',
] as const;

/** Values of the fields that differ, by name. */
const DifferingFields = Type.Record(Type.String(), FieldValueOrNull, {
  description: 'The fields of the link that differ, by name; null for one without a value.',
});

export const ChangeRow = Type.Object(
  {
    ChangeID: Id,
    LinkID: Id,
    Action: Type.Enum([...linkActions]),
    ParentDomain: Type.String(),
    ParentID: Id,
    ChildDomain: Type.String(),
    ChildID: Id,
    BeforeContactTypeID: OrNull(Id),
    AfterContactTypeID: OrNull(Id),
    BeforeFields: DifferingFields,
    AfterFields: DifferingFields,
    At: Time,
    User: Type.String(),
    RequestID: Type.String(),
  } satisfies Record<(typeof changeColumns)[number], TSchema>,
  { additionalProperties: false },
);
export type ChangeRow = Static<typeof ChangeRow>;

export const SentChangeRow = sentRow(ChangeRow, 'ChangeRow');

export const ChangeRows = Type.Array(SentChangeRow);

const streamParameters = {
  ...linkFilterParameters,
  linkID: meaning(IdParameter, 'One link, also one that is gone'),
  columns: columnsParameter(changeColumns),
  after: pageParameters.after,
};

/** `GET /api/Link/Changes/Stream` */
export const ChangeStreamParameters = Type.Object(streamParameters, { additionalProperties: false });
export type ChangeStreamParameters = Static<typeof ChangeStreamParameters>;

/** `GET /api/Link/History` and `GET /api/Link/Changes` */
export const ChangePageParameters = Type.Object(
  { ...streamParameters, pageSize: pageParameters.pageSize },
  { additionalProperties: false },
);
export type ChangePageParameters = Static<typeof ChangePageParameters>;

/** The header in which the reader of a stream says how far it has read. */
export const StreamHeaders = Type.Object({ 'Last-Event-ID': pageParameters.after });
