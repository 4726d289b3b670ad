/** Links as rows of a file. */
import type { UpsertBody } from '../client/index.js';

/** In the order of the request; the compiler finds one that is missing. */
const properties: Record<keyof UpsertBody, true> = {
  ParentDomain: true,
  ParentRecordID: true,
  ParentRecordKey: true,
  ParentRecordMatchField: true,
  ChildDomain: true,
  ChildRecordID: true,
  ChildRecordKey: true,
  ChildRecordMatchField: true,
  Relationship: true,
  NewRelationship: true,
};

/** The properties that a column of links may be. */
export const linkProperties = Object.keys(properties);
