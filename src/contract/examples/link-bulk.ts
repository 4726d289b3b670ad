/** Examples of the bulk calls of links. */
import type { OperationExample } from '../operation.js';

export const linkBulkExamples: Record<string, OperationExample[]> = {
  upsertLinks: [
    {
      summary: 'Each entry has an answer of its own',
      body: [
        {
          ParentDomain: 'Claim',
          ParentRecordID: 5001,
          ChildDomain: 'Contact',
          ChildRecordID: 2001,
          Relationship: 'Adjuster',
        },
        { ParentDomain: 'Claim', ParentRecordID: 5001, ChildDomain: 'Contact', ChildRecordID: 9999 },
      ],
      answer: [
        {
          IsSuccessful: true,
          RecordID: 101,
          Message: 'Inserted link with id 101 successfully.',
          ParentID: 5001,
          ChildID: 2001,
          RelationshipID: 3,
        },
        {
          IsSuccessful: false,
          Message:
            'Unable to execute. Unable to identify the child record based on the information provided.',
          ErrorCode: 'child_not_found',
        },
      ],
    },
    {
      summary: 'All or nothing',
      query: { atomic: 'true' },
      body: [
        { ParentDomain: 'Claim', ParentRecordID: 5001, ChildDomain: 'Contact', ChildRecordID: 2003 },
        { ParentDomain: 'Claim', ParentRecordID: 5001, ChildDomain: 'Contact', ChildRecordID: 9999 },
      ],
      answer: [
        {
          IsSuccessful: false,
          Message:
            'Unable to execute. Not applied, because another entry of the same atomic call was refused.',
          ErrorCode: 'not_applied',
        },
        {
          IsSuccessful: false,
          Message:
            'Unable to execute. Unable to identify the child record based on the information provided.',
          ErrorCode: 'child_not_found',
        },
      ],
    },
    {
      summary: 'What would the entries do?',
      query: { dryRun: 'true' },
      body: [
        { ParentDomain: 'Claim', ParentRecordID: 5001, ChildDomain: 'Contact', ChildRecordID: 2003 },
        {
          ParentDomain: 'Claim',
          ParentRecordID: 5001,
          ChildDomain: 'Contact',
          ChildRecordID: 2003,
          Relationship: 'Broker',
        },
      ],
      answer: [
        {
          IsSuccessful: true,
          RecordID: null,
          Message: 'Would insert a link.',
          ParentID: 5001,
          ChildID: 2003,
          RelationshipID: null,
          DryRun: true,
        },
        {
          IsSuccessful: true,
          RecordID: null,
          Message: 'Would update a link that would be inserted.',
          ParentID: 5001,
          ChildID: 2003,
          RelationshipID: 4,
          DryRun: true,
        },
      ],
    },
    {
      summary: 'A key that is not quite right, with the record that may have been meant',
      query: { candidates: 'true' },
      body: [
        {
          ParentDomain: 'Claim',
          ParentRecordKey: 'clm 2026 0001',
          ParentRecordMatchField: 'ClaimNumber',
          ChildDomain: 'Contact',
          ChildRecordID: 2001,
        },
      ],
      answer: [
        {
          IsSuccessful: false,
          Message:
            'Unable to execute. Unable to identify the parent record based on the information provided.',
          ErrorCode: 'parent_not_found',
          Candidates: [{ RecordID: 5001, Key: 'CLM-2026-0001' }],
        },
      ],
    },
    {
      summary: 'Not an array',
      body: { ParentDomain: 'Claim', ParentRecordID: 5001, ChildDomain: 'Contact', ChildRecordID: 2001 },
      refused: 'invalid_request',
      answer: 'Unable to execute. The body must be an array of at most 1000 entries; an object was given.',
    },
  ],
  removeLinks: [
    {
      summary: 'All or nothing',
      query: { atomic: 'true' },
      body: [
        { ParentDomain: 'Claim', ParentRecordID: 5002, ChildDomain: 'Contact', ChildRecordID: 2002 },
        {
          ParentDomain: 'Claim',
          ParentRecordID: 5001,
          ChildDomain: 'Contact',
          ChildRecordID: 2001,
          Relationship: 'Nobody',
        },
      ],
      answer: [
        {
          IsSuccessful: false,
          Message:
            'Unable to execute. Not applied, because another entry of the same atomic call was refused.',
          ErrorCode: 'not_applied',
        },
        {
          IsSuccessful: false,
          Message: "Unable to execute. Unable to identify the relationship 'Nobody'.",
          ErrorCode: 'relationship_not_found',
        },
      ],
    },
    {
      summary: 'Each entry has an answer of its own',
      body: [
        { ParentDomain: 'Claim', ParentRecordID: 5002, ChildDomain: 'Contact', ChildRecordID: 2002 },
        { ParentDomain: 'Claim', ParentRecordID: 5001, ChildDomain: 'Contact', ChildRecordID: 2001 },
      ],
      answer: [
        {
          IsSuccessful: true,
          RecordID: 98,
          Message: 'Removed link with id 98 successfully.',
          ParentID: 5002,
          ChildID: 2002,
          RelationshipID: 1,
          RecordIDs: [98],
        },
        {
          IsSuccessful: false,
          RecordID: null,
          Message: 'Nothing was removed: the records have no link.',
          ParentID: 5001,
          ChildID: 2001,
          RelationshipID: null,
          RecordIDs: [],
        },
      ],
    },
    {
      summary: 'What would the entries do?',
      query: { dryRun: 'true' },
      body: [{ ParentDomain: 'Policy', ParentRecordID: 67890, ChildDomain: 'Contact', ChildRecordID: 2003 }],
      answer: [
        {
          IsSuccessful: true,
          RecordID: 99,
          Message: 'Would remove link with id 99.',
          ParentID: 67890,
          ChildID: 2003,
          RelationshipID: 2,
          RecordIDs: [99],
          DryRun: true,
        },
      ],
    },
    {
      summary: 'Not an array',
      body: { ParentDomain: 'Claim', ParentRecordID: 5001, ChildDomain: 'Contact', ChildRecordID: 2001 },
      refused: 'invalid_request',
      answer: 'Unable to execute. The body must be an array of at most 1000 entries; an object was given.',
    },
  ],
};
