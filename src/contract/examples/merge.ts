/** Examples of merging records. */
import type { OperationExample } from '../operation.js';

const contact = { domain: 'Contact' };
const claim = { domain: 'Claim' };

const toNorthern = {
  IsSuccessful: true,
  RecordID: 2001,
  MergedID: 2003,
  MovedLinks: 1,
  RemovedLinks: 0,
  Conflicts: 0,
  MovedAssociations: 0,
  FilledFields: 1,
};

const keyed = {
  operation: 'mergeRecords',
  path: { domain: 'File' },
  headers: { 'Idempotency-Key': 'files-3001' },
  body: { KeepID: 3001, MergeID: 3003 },
};

/** What is sent under a key, once and again. */
const underKey: OperationExample[] = [
  {
    summary: 'A call that comes again under its key',
    before: [{ operation: 'createRecord', path: keyed.path, body: { FileName: 'survey.pdf' } }, keyed],
    path: keyed.path,
    headers: keyed.headers,
    body: keyed.body,
    answer: {
      IsSuccessful: true,
      RecordID: 3001,
      Message: 'Merged record with id 3003 into record with id 3001 successfully.',
      MergedID: 3003,
      MovedLinks: 0,
      RemovedLinks: 0,
      Conflicts: 0,
      MovedAssociations: 0,
      FilledFields: 0,
    },
  },
  {
    summary: 'Another call under the key',
    path: keyed.path,
    headers: keyed.headers,
    body: { KeepID: 3001, MergeID: 3002 },
    refused: 'idempotency_conflict',
    answer: 'Unable to execute. The Idempotency-Key came with another call before.',
  },
];

const done: OperationExample[] = [
  {
    summary: 'What it would do',
    path: contact,
    query: { dryRun: 'true', fill: 'true' },
    body: { KeepID: 2001, MergeID: 2003 },
    answer: {
      ...toNorthern,
      Message: 'Would merge record with id 2003 into record with id 2001.',
      DryRun: true,
    },
  },
  {
    summary: 'A contact that was entered twice, with what the other one knows',
    path: contact,
    query: { fill: 'true' },
    body: { KeepID: 2001, MergeID: 2003 },
    answer: { ...toNorthern, Message: 'Merged record with id 2003 into record with id 2001 successfully.' },
  },
];

const ofRelationships: OperationExample[] = [
  {
    summary: 'A relationship that would be lost',
    before: [
      {
        operation: 'upsertLink',
        body: {
          ...{ ParentDomain: 'Claim', ParentRecordID: 5001, ChildDomain: 'Contact', ChildRecordID: 2002 },
          Relationship: 'Broker',
        },
      },
    ],
    path: claim,
    body: { KeepID: 5001, MergeID: 5002 },
    refused: 'link_conflict',
    answer:
      'Unable to execute. The relationship of 1 link would be lost, since the kept record has a link with another one in its place: Claim 5001 and Contact 2002 (Broker; Claimant would be lost). onConflict=keep or onConflict=merged says which stays.',
  },
  {
    summary: 'Both by a key, and the kept record’s relationship stays',
    path: claim,
    query: { onConflict: 'keep' },
    body: {
      ...{ KeepKey: 'CLM-2026-0001', KeepMatchField: 'ClaimNumber' },
      ...{ MergeKey: 'CLM-2026-0002', MergeMatchField: 'ClaimNumber' },
    },
    answer: {
      IsSuccessful: true,
      RecordID: 5001,
      Message: 'Merged record with id 5002 into record with id 5001 successfully.',
      MergedID: 5002,
      MovedLinks: 0,
      RemovedLinks: 1,
      Conflicts: 1,
      MovedAssociations: 0,
      FilledFields: 0,
    },
  },
  {
    summary: 'A limit of a relationship',
    client: 'Roles',
    before: [
      {
        operation: 'upsertLink',
        body: {
          ...{ ParentDomain: 'Claim', ParentRecordID: 5001, ChildDomain: 'Contact', ChildRecordID: 2001 },
          Relationship: 'Adjuster',
        },
      },
    ],
    path: claim,
    body: { KeepID: 5001, MergeID: 5002 },
    refused: 'relationship_limit',
    answer: "Unable to execute. Claim 5001 may have at most 1 link with the relationship 'Adjuster'.",
  },
];

const refused: OperationExample[] = [
  {
    summary: 'A record that was merged before',
    path: contact,
    body: { KeepID: 2002, MergeID: 2003 },
    refused: 'merge_conflict',
    answer:
      'Unable to execute. The records cannot be merged. Contact 2003 was merged into Contact 2001 before.',
  },
  {
    summary: 'A record and itself',
    path: contact,
    body: { KeepID: 2001, MergeID: '2001' },
    refused: 'invalid_request',
    answer:
      'Unable to execute. MergeID must be another record than the one that is kept; both are Contact 2001.',
  },
  {
    summary: 'Somebody has changed the kept record meanwhile',
    before: [{ operation: 'updateRecord', path: { domain: 'Contact', id: 2001 }, body: { Phone: '1' } }],
    path: contact,
    headers: { 'If-Match': '"4"' },
    body: { KeepID: 2001, MergeID: 2002 },
    refused: 'changed_meanwhile',
    answer:
      'Unable to execute. The record has changed meanwhile. ada updated Phone at 2026-11-29T18:20:00.000Z. ada merged it at 2026-11-29T18:10:00.000Z.',
  },
  {
    summary: 'A record that is not there',
    path: contact,
    body: { KeepID: 2001, MergeID: 4711 },
    refused: 'not_found',
    answer: 'Unable to execute. There is no Contact record with id 4711.',
  },
  {
    summary: 'A key that several records have',
    client: 'Roles',
    path: contact,
    body: { KeepKey: 'Alex Kim', KeepMatchField: 'Name', MergeID: 2002 },
    refused: 'record_ambiguous',
    answer:
      'Unable to execute. More than one record matches the match fields. KeepMatchField: Name. Matching ids: 2001, 2002.',
  },
  {
    summary: 'Without the permission',
    as: 'viewer',
    path: contact,
    body: { KeepID: 2001, MergeID: 2002 },
    refused: 'permission_denied',
    answer: 'Unable to execute. You need the Edit permission on the Contact domain.',
  },
];

export const mergeExamples: Record<string, OperationExample[]> = {
  mergeRecords: [...done, ...ofRelationships, ...underKey, ...refused],
};
