/** Examples of taking back a change of a link. */
import type { OperationExample } from '../operation.js';

const pair = { ParentDomain: 'Claim', ParentRecordID: 5002, ChildDomain: 'Contact', ChildRecordID: 2002 };
/** What changes 12 and 13 are: the link goes, and another is in its place. */
const removed: NonNullable<OperationExample['before']> = [{ operation: 'removeLink', body: pair }];
const replaced = [...removed, { operation: 'upsertLink', body: { ...pair, Relationship: 'Witness' } }];

export const undoExamples: Record<string, OperationExample[]> = {
  undoChange: [
    {
      summary: 'A removed link is there again',
      before: removed,
      body: { ChangeID: 12 },
      answer: {
        IsSuccessful: true,
        RecordID: 98,
        Message: 'Restored link with id 98 successfully.',
        ParentID: 5002,
        ChildID: 2002,
        RelationshipID: 1,
        Action: 'restored',
        ChangeID: 13,
      },
    },
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
      summary: 'The link has changed since',
      before: [{ operation: 'upsertLink', body: { ...pair, NewRelationship: 'Witness' } }],
      body: { ChangeID: 9 },
      refused: 'undo_conflict',
      answer: 'Unable to execute. The change cannot be taken back: change 12 of link 98 came after it.',
    },
    {
      summary: 'Another link is in its place',
      before: replaced,
      body: { ChangeID: 12 },
      refused: 'link_conflict',
      answer: 'Unable to execute. The records have another link in its place.',
    },
    {
      summary: 'A change that there is not',
      body: { ChangeID: 4711 },
      refused: 'not_found',
      answer: 'Unable to execute. There is no change of a link with the number 4711.',
    },
    {
      summary: 'Without the permission',
      as: 'viewer',
      body: { ChangeID: 9 },
      refused: 'permission_denied',
      answer: 'Unable to execute. You need the Detach Contacts permission on the Claim domain.',
    },
  ],
};
