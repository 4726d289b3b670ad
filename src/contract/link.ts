/** The shapes of the link operations. */
import { Count, DryRun, type FieldValue, FieldValueOrNull, Id, idBounds, OrNull, Time } from './answers.js';
import {
  columnsParameter,
  DryRunParameter,
  filterParameter,
  IdParameter,
  meaning,
  OptionalId,
  OptionalKey,
  OptionalName,
  pageParameters,
  Switch,
} from './shapes.js';
import Type, { type Static, type TSchema } from './typebox.js';
import { linkActions } from './words.js';

/** What the properties of a side mean, in bodies and in query strings alike. */
const sideWords = {
  domain: 'The domain of the record',
  id: 'Its id; where it is given, key and match field are not looked at',
  key: 'The value of its match field, where no id is given',
  matchField: 'The Text or Numeric field that the key stands in',
};

const pair = {
  ParentDomain: meaning(OptionalName, sideWords.domain),
  ParentRecordID: meaning(OptionalId, sideWords.id),
  ParentRecordKey: meaning(OptionalKey, sideWords.key),
  ParentRecordMatchField: meaning(OptionalName, sideWords.matchField),
  ChildDomain: meaning(OptionalName, sideWords.domain),
  ChildRecordID: meaning(OptionalId, sideWords.id),
  ChildRecordKey: meaning(OptionalKey, sideWords.key),
  ChildRecordMatchField: meaning(OptionalName, sideWords.matchField),
};

const toInsert =
  'The relationship of a link to a Contact: what a new one carries, or with NewRelationship what the present one does';

export const UpsertBody = Type.Object(
  {
    ...pair,
    Relationship: meaning(OptionalName, toInsert),
    NewRelationship: meaning(OptionalName, 'The relationship that the link is to carry'),
    Fields: meaning(
      Type.Optional(
        Type.Union([Type.Record(Type.String(), Type.Unknown()), Type.Null()], { accepts: 'a JSON object' }),
      ),
      'What the link itself says, by the names of its fields: a value sets, null clears, what is not named stays',
    ),
  },
  { additionalProperties: false, accepts: 'a JSON object', title: 'UpsertBody' },
);
export type UpsertBody = Static<typeof UpsertBody>;

export const RemovalBody = Type.Object(
  {
    ...pair,
    Relationship: meaning(
      // A template that lacks a value sends an empty text, which would remove every link.
      Type.Optional(
        Type.Union([Type.String({ minLength: 1 }), Type.Null()], {
          accepts: 'a string that is not empty; every link is removed where it is null or left out',
        }),
      ),
      'What the link carries that is to go; every link where it is left out',
    ),
  },
  { additionalProperties: false, accepts: 'a JSON object', title: 'RemovalBody' },
);
export type RemovalBody = Static<typeof RemovalBody>;

/** `POST /api/Link/Upsert?dryRun=`, `POST /api/Link/Remove?dryRun=` */
export const CallParameters = Type.Object({ dryRun: DryRunParameter }, { additionalProperties: false });

const bulkCallParameters = {
  atomic: meaning(Switch, 'All entries are applied, or none'),
  dryRun: DryRunParameter,
};

/** `POST /api/Link/BulkUpsert?atomic=&dryRun=&candidates=` */
export const BulkUpsertParameters = Type.Object(
  {
    ...bulkCallParameters,
    candidates: meaning(Switch, 'Refused entries name the records that may have been meant'),
  },
  { additionalProperties: false },
);

/** `POST /api/Link/BulkRemove?atomic=&dryRun=` */
export const BulkCallParameters = Type.Object(bulkCallParameters, { additionalProperties: false });

/** Keys in the order in which they are sent (docs/reference/upsert.md#answer). */
export const UpsertAnswer = Type.Object(
  {
    IsSuccessful: Type.Literal(true),
    RecordID: OrNull(Id, { description: 'The link; null where a dry run would insert one.' }),
    Message: Type.String(),
    ParentID: Id,
    ChildID: Id,
    RelationshipID: OrNull(Id, { description: 'What the link carries after the call.' }),
    DryRun,
  },
  { additionalProperties: false, title: 'UpsertAnswer' },
);
export type UpsertAnswer = Static<typeof UpsertAnswer>;

/**
 * Keys in the order in which they are sent (docs/reference/link-operations.md#remove). It is no error where there is
 * nothing to remove, but no success either.
 */
export const RemovalAnswer = Type.Object(
  {
    IsSuccessful: Type.Boolean(),
    RecordID: OrNull(Id, { description: 'The removed link; the lowest, where several were.' }),
    Message: Type.String(),
    ParentID: Id,
    ChildID: Id,
    RelationshipID: OrNull(Id, { description: 'What the link of RecordID carried.' }),
    RecordIDs: Type.Array(Id, { description: 'Every removed link, in order of id.' }),
    DryRun,
  },
  { additionalProperties: false, title: 'RemovalAnswer' },
);
export type RemovalAnswer = Static<typeof RemovalAnswer>;

/** `POST /api/Link/Undo` */
export const UndoBody = Type.Object(
  { ChangeID: meaning(OptionalId, 'The number of the change, as the history has it') },
  { additionalProperties: false, accepts: 'a JSON object', title: 'UndoBody' },
);

/** Keys in the order in which they are sent (docs/reference/link-operations.md#undo). */
export const UndoAnswer = Type.Object(
  {
    IsSuccessful: Type.Literal(true),
    RecordID: Type.Integer({ ...idBounds, description: 'The link.' }),
    Message: Type.String(),
    ParentID: Id,
    ChildID: Id,
    RelationshipID: OrNull(Id, { description: 'What the link carries after the call.' }),
    Action: Type.Enum([...linkActions], { description: 'What became of the link.' }),
    ChangeID: OrNull(Id, { description: 'The number of the new change; null in a dry run.' }),
    DryRun,
  },
  { additionalProperties: false, title: 'UndoAnswer' },
);
export type UndoAnswer = Static<typeof UndoAnswer>;

/** The columns of `GET /api/Link/Query`, in the order in which they are sent. */
export const linkColumns = [
  'LinkID',
  'ParentDomain',
  'ParentID',
  'ChildDomain',
  'ChildID',
  'ContactTypeID',
  'ContactType',
  'CreatedAt',
  'CreatedBy',
  'ModifiedAt',
  'ModifiedBy',
] as const;

/** What stands in front of a field's name, in a column and in a filter. */
export const fieldPrefix = 'Fields.';
/** A column of a field of links. */
export type FieldColumn = `${typeof fieldPrefix}${string}`;

export const LinkRow = Type.Object(
  {
    LinkID: Id,
    ParentDomain: Type.String(),
    ParentID: Id,
    ChildDomain: Type.String(),
    ChildID: Id,
    ContactTypeID: OrNull(Id),
    ContactType: OrNull(Type.String(), { description: "The relationship's Code." }),
    CreatedAt: Time,
    CreatedBy: Type.String(),
    ModifiedAt: Time,
    ModifiedBy: Type.String(),
  } satisfies Record<(typeof linkColumns)[number], TSchema>,
  { additionalProperties: false },
);
export type LinkRow = Static<typeof LinkRow> & Record<FieldColumn, FieldValue>;

/** Columns of fields have no schema of their own: each client has its fields. */
const SentLinkRow = Type.Partial(LinkRow, {
  title: 'LinkRow',
  additionalProperties: false,
  patternProperties: { '^Fields[.]': FieldValueOrNull },
  description: 'The columns asked for; one of a field is null where the link has no value.',
});

export const LinkRows = Type.Array(SentLinkRow);

const NameParameter = filterParameter('a name, given once');

/** The filters that every query of links or of their changes takes. */
export const linkFilterParameters = {
  parentDomain: meaning(NameParameter, sideWords.domain),
  parentRecordID: meaning(IdParameter, sideWords.id),
  parentRecordKey: meaning(NameParameter, sideWords.key),
  parentRecordMatchField: meaning(NameParameter, sideWords.matchField),
  childDomain: meaning(NameParameter, sideWords.domain),
  childRecordID: meaning(IdParameter, sideWords.id),
  childRecordKey: meaning(NameParameter, sideWords.key),
  childRecordMatchField: meaning(NameParameter, sideWords.matchField),
  relationship: meaning(NameParameter, 'The Code or Description of what the links carry'),
};

const LinkFilterParameters = Type.Object(linkFilterParameters);
export type LinkFilterParameters = Static<typeof LinkFilterParameters>;

/** Parameters for fields of links, under names that no schema lists. */
const fieldFilters = {
  additionalProperties: Type.Union([Type.String(), Type.Array(Type.String())], {
    accepts: 'a value',
    description:
      'What the value of a field of the links must be, as `Fields.Since`, or with a condition, as `Fields.Since.from`; together with a record. Given several times, any of them.',
  }),
};

export const LinkQueryParameters = Type.Object(
  {
    ...linkFilterParameters,
    columns: columnsParameter(linkColumns),
    order: meaning(
      Type.Optional(Type.Union([Type.Literal('asc'), Type.Literal('desc')], { accepts: 'asc or desc' })),
      'The order by LinkID',
    ),
    ...pageParameters,
  },
  { additionalProperties: false },
);
export type LinkQueryParameters = Static<typeof LinkQueryParameters>;

/** The same with filters by fields, which are read apart. */
export const LinkQueryParametersSent = Type.Object(LinkQueryParameters.properties, fieldFilters);

export const LinkCountParameters = Type.Object(
  {
    ...linkFilterParameters,
    by: meaning(
      Type.Optional(Type.Literal('relationship', { accepts: 'relationship' })),
      'Counts each relationship for itself',
    ),
  },
  { additionalProperties: false },
);
export type LinkCountParameters = Static<typeof LinkCountParameters>;

export const LinkCountParametersSent = Type.Object(LinkCountParameters.properties, fieldFilters);

export const LinkCount = Type.Object({ Count: Count }, { additionalProperties: false, title: 'LinkCount' });
export type LinkCount = Static<typeof LinkCount>;

export const RelationshipCount = Type.Object(
  { ContactTypeID: OrNull(Id), ContactType: OrNull(Type.String()), Count: Count },
  { additionalProperties: false, title: 'RelationshipCount' },
);
export type RelationshipCount = Static<typeof RelationshipCount>;

export const LinkCountAnswer = Type.Union([LinkCount, Type.Array(RelationshipCount)]);
