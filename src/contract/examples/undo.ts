/** Examples of taking back a change of a link. */
import type { OperationExample } from '../operation.js';

type Before = NonNullable<OperationExample['before']>;

const pair = (claim: number, contact: number) => ({
  ...{ ParentDomain: 'Claim', ParentRecordID: claim, ChildDomain: 'Contact', ChildRecordID: contact },
});
const link = (claim: number, contact: number, Relationship?: string): Before[number] => ({
  operation: 'upsertLink',
  body: { ...pair(claim, contact), Relationship },
});
const removal = (claim: number, contact: number): Before[number] => ({
  operation: 'removeLink',
  body: pair(claim, contact),
});

/**
 * What all examples find. It stands before one that is sent once: a removal has another number when it is sent again, and
 * refusals are sent in both of their forms.
 */
const past: Before = [
  // Change 13 removes a link with a relationship that is dropped then.
  ...[link(5001, 2003, 'Investigator'), removal(5001, 2003)],
  { operation: 'dropRelationship', path: { id: 12 } },
  // Change 15 removes one with a relationship that has come to its limit once another link is back.
  ...[link(5002, 2001, 'Claimant'), removal(5002, 2001), link(5002, 2003, 'Claimant')],
  { operation: 'saveRelationship', body: { ID: 1, Limits: { Claim: 2 } } },
  // Change 18 removes one that has another in its place then.
  ...[link(5001, 2002, 'Broker'), removal(5001, 2002), link(5001, 2002, 'Witness')],
  // Changes 22 and 26 remove those of records that go.
  { operation: 'createRecord', path: { domain: 'Claim' }, body: { ClaimNumber: 'CLM-2026-0003' } },
  link(5003, 2001),
  { operation: 'deleteRecord', path: { domain: 'Claim', id: 5003 } },
  { operation: 'createRecord', path: { domain: 'Contact' }, body: { Name: 'Ida Berg' } },
  link(5002, 2004),
  { operation: 'deleteRecord', path: { domain: 'Contact', id: 2004 } },
  // Change 28 is the one that is taken back.
  removal(5002, 2002),
];

const done: OperationExample[] = [
  {
    summary: 'What it would do',
    query: { dryRun: 'true' },
    body: { ChangeID: 9 },
    answer: {
      IsSuccessful: true,
      RecordID: 98,
      Message: 'Would remove link with id 98.',
      ParentID: 5002,
      ChildID: 2002,
      RelationshipID: null,
      Action: 'removed',
      ChangeID: null,
      DryRun: true,
    },
  },
  {
    summary: 'A removed link is there again',
    before: past,
    body: { ChangeID: 28 },
    answer: {
      IsSuccessful: true,
      RecordID: 98,
      Message: 'Restored link with id 98 successfully.',
      ParentID: 5002,
      ChildID: 2002,
      RelationshipID: 1,
      Action: 'restored',
      ChangeID: 29,
    },
  },
];

const refused: OperationExample[] = [
  {
    summary: 'The link has changed since',
    body: { ChangeID: 28 },
    refused: 'undo_conflict',
    answer: 'Unable to execute. The change cannot be taken back: change 29 of link 98 came after it.',
  },
  {
    summary: 'Another link is in its place',
    body: { ChangeID: 18 },
    refused: 'link_conflict',
    answer: 'Unable to execute. The records have another link in its place.',
  },
  {
    summary: 'A relationship that has come to its limit',
    body: { ChangeID: 15 },
    refused: 'relationship_limit',
    answer: "Unable to execute. Claim 5002 may have at most 2 links with the relationship 'Claimant'.",
  },
  {
    summary: 'A relationship that was dropped',
    body: { ChangeID: 13 },
    refused: 'relationship_not_found',
    answer: 'Unable to execute. The relationship with id 12 was dropped.',
  },
  {
    summary: 'A parent that is gone',
    body: { ChangeID: 22 },
    refused: 'parent_not_found',
    answer: 'Unable to execute. Unable to identify the parent record based on the information provided.',
  },
  {
    summary: 'A child that is gone',
    body: { ChangeID: 26 },
    refused: 'child_not_found',
    answer: 'Unable to execute. Unable to identify the child record based on the information provided.',
  },
  {
    summary: 'A change that there is not',
    body: { ChangeID: 4711 },
    refused: 'not_found',
    answer: 'Unable to execute. There is no change of a link with the number 4711.',
  },
  {
    summary: 'A number that is none',
    body: { ChangeID: 'last' },
    refused: 'invalid_request',
    answer:
      'Unable to execute. ChangeID must be an integer from 1 to 9007199254740991, or a string of decimal digits in that range; "last" was given.',
  },
  {
    summary: 'Without the permission',
    as: 'viewer',
    body: { ChangeID: 9 },
    refused: 'permission_denied',
    answer: 'Unable to execute. You need the Detach Contacts permission on the Claim domain.',
  },
];

export const undoExamples: Record<string, OperationExample[]> = { undoChange: [...done, ...refused] };
