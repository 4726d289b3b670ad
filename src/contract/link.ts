/** The shapes of the link operations (contract sections 2 and 4). */
import Type, { type Static, type TSchema } from 'typebox';
import { Count, DryRun, Id, OrNull, sentRow, Time } from './answers.js';
import {
  columnsParameter,
  IdParameter,
  OptionalId,
  OptionalKey,
  OptionalName,
  pageParameters,
  Switch,
} from './shapes.js';

const pairAndRelationship = {
  ParentDomain: OptionalName,
  ParentRecordID: OptionalId,
  ParentRecordKey: OptionalKey,
  ParentRecordMatchField: OptionalName,
  ChildDomain: OptionalName,
  ChildRecordID: OptionalId,
  ChildRecordKey: OptionalKey,
  ChildRecordMatchField: OptionalName,
  Relationship: OptionalName,
};

export const UpsertBody = Type.Object(
  { ...pairAndRelationship, NewRelationship: OptionalName },
  { additionalProperties: false, accepts: 'a JSON object', title: 'UpsertBody' },
);
export type UpsertBody = Static<typeof UpsertBody>;

export const RemovalBody = Type.Object(pairAndRelationship, {
  additionalProperties: false,
  accepts: 'a JSON object',
  title: 'RemovalBody',
});
export type RemovalBody = Static<typeof RemovalBody>;

/** `POST /api/Link/Upsert?dryRun=`, `POST /api/Link/Remove?dryRun=` */
export const CallParameters = Type.Object({ dryRun: Switch }, { additionalProperties: false });

/** `POST /api/Link/BulkUpsert?atomic=&dryRun=`, `POST /api/Link/BulkRemove?atomic=&dryRun=` */
export const BulkCallParameters = Type.Object(
  { atomic: Switch, dryRun: Switch },
  { additionalProperties: false },
);

/** Keys in the order in which they are sent (section 2). */
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

/** Keys in the order in which they are sent (section 4). Nothing to remove is no error, but no success either. */
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
export type LinkRow = Static<typeof LinkRow>;

export const LinkRows = Type.Array(sentRow(LinkRow, 'LinkRow'));

const NameParameter = Type.Optional(Type.String({ accepts: 'a name, given once' }));

/** The filters that every query of links or of their changes takes. */
export const linkFilterParameters = {
  parentDomain: NameParameter,
  parentRecordID: IdParameter,
  parentRecordKey: NameParameter,
  parentRecordMatchField: NameParameter,
  childDomain: NameParameter,
  childRecordID: IdParameter,
  childRecordKey: NameParameter,
  childRecordMatchField: NameParameter,
  relationship: NameParameter,
};

const LinkFilterParameters = Type.Object(linkFilterParameters);
export type LinkFilterParameters = Static<typeof LinkFilterParameters>;

export const LinkQueryParameters = Type.Object(
  {
    ...linkFilterParameters,
    columns: columnsParameter(linkColumns),
    order: Type.Optional(Type.Union([Type.Literal('asc'), Type.Literal('desc')], { accepts: 'asc or desc' })),
    ...pageParameters,
  },
  { additionalProperties: false },
);
export type LinkQueryParameters = Static<typeof LinkQueryParameters>;

export const LinkCountParameters = Type.Object(
  {
    ...linkFilterParameters,
    by: Type.Optional(Type.Literal('relationship', { accepts: 'relationship' })),
  },
  { additionalProperties: false },
);
export type LinkCountParameters = Static<typeof LinkCountParameters>;

export const LinkCount = Type.Object({ Count: Count }, { additionalProperties: false, title: 'LinkCount' });
export type LinkCount = Static<typeof LinkCount>;

export const RelationshipCount = Type.Object(
  { ContactTypeID: OrNull(Id), ContactType: OrNull(Type.String()), Count: Count },
  { additionalProperties: false, title: 'RelationshipCount' },
);
export type RelationshipCount = Static<typeof RelationshipCount>;

export const LinkCountAnswer = Type.Union([LinkCount, Type.Array(RelationshipCount)]);
