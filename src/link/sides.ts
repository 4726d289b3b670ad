/** How the body of a call names its two records. */
import type { UpsertBody } from '../contract/link.js';
import type { SideInput } from '../record/keys/reference.js';

export interface BodySide extends SideInput {
  domain: string | null | undefined;
}

export function parentSide(body: UpsertBody): BodySide {
  return {
    domain: body.ParentDomain,
    id: body.ParentRecordID,
    key: body.ParentRecordKey,
    matchField: body.ParentRecordMatchField,
    names: { id: 'ParentRecordID', key: 'ParentRecordKey', matchField: 'ParentRecordMatchField' },
  };
}

export function childSide(body: UpsertBody): BodySide {
  return {
    domain: body.ChildDomain,
    id: body.ChildRecordID,
    key: body.ChildRecordKey,
    matchField: body.ChildRecordMatchField,
    names: { id: 'ChildRecordID', key: 'ChildRecordKey', matchField: 'ChildRecordMatchField' },
  };
}
