/** The shapes of the link operations (contract sections 2 and 4). */
import Type, { type Static } from 'typebox';
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
  { additionalProperties: false, accepts: 'a JSON object' },
);
export type UpsertBody = Static<typeof UpsertBody>;

export const RemovalBody = Type.Object(pairAndRelationship, {
  additionalProperties: false,
  accepts: 'a JSON object',
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
export interface UpsertAnswer {
  IsSuccessful: true;
  RecordID: number | null;
  Message: string;
  ParentID: number;
  ChildID: number;
  RelationshipID: number | null;
  DryRun?: true;
}

/** Keys in the order in which they are sent (section 4). Nothing to remove is no error, but no success either. */
export interface RemovalAnswer {
  IsSuccessful: boolean;
  /** The removed link; the lowest, where several were. */
  RecordID: number | null;
  Message: string;
  ParentID: number;
  ChildID: number;
  /** What the link of `RecordID` carried. */
  RelationshipID: number | null;
  /** Every removed link, in order of id. */
  RecordIDs: number[];
  DryRun?: true;
}

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

export interface LinkRow {
  LinkID: number;
  ParentDomain: string;
  ParentID: number;
  ChildDomain: string;
  ChildID: number;
  ContactTypeID: number | null;
  ContactType: string | null;
  CreatedAt: string;
  CreatedBy: string;
  ModifiedAt: string;
  ModifiedBy: string;
}

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

export interface LinkCount {
  Count: number;
}

export interface RelationshipCount extends LinkCount {
  ContactTypeID: number | null;
  ContactType: string | null;
}
