/** Examples of the operations on links. */
import type { OperationExample } from '../operation.js';

/** The refusals that every call that names two records may get. */
const identificationRefusals: OperationExample[] = [
  {
    summary: 'A misspelt property',
    body: {
      ParentDomain: 'Claim',
      ParentRecordID: 5001,
      ChildDomain: 'Contact',
      ChildRecordID: 2001,
      Relatonship: 'Adjuster',
    },
    refused: 'invalid_request',
    answer: 'Unable to execute. Unknown property "Relatonship". Did you mean \'Relationship\'?',
  },
  {
    summary: 'A parent that is not there',
    body: {
      ParentDomain: 'Claim',
      ParentRecordKey: 'NONEXISTENT',
      ParentRecordMatchField: 'ClaimNumber',
      ChildDomain: 'Contact',
      ChildRecordID: 2001,
    },
    refused: 'parent_not_found',
    answer: 'Unable to execute. Unable to identify the parent record based on the information provided.',
  },
  {
    summary: 'A key that several parents have',
    body: {
      ParentDomain: 'Claim',
      ParentRecordKey: 'Open',
      ParentRecordMatchField: 'Status',
      ChildDomain: 'Contact',
      ChildRecordID: 2001,
    },
    refused: 'parent_ambiguous',
    answer:
      'Unable to execute. More than one parent record matches the information provided. Matching ids: 5001, 5002.',
  },
  {
    summary: 'A child that is not there',
    body: { ParentDomain: 'Claim', ParentRecordID: 5001, ChildDomain: 'Contact', ChildRecordID: 9999 },
    refused: 'child_not_found',
    answer: 'Unable to execute. Unable to identify the child record based on the information provided.',
  },
  {
    summary: 'A key that several children have',
    client: 'Roles',
    body: {
      ParentDomain: 'Claim',
      ParentRecordID: 5001,
      ChildDomain: 'Contact',
      ChildRecordKey: 'Alex Kim',
      ChildRecordMatchField: 'Name',
    },
    refused: 'child_ambiguous',
    answer:
      'Unable to execute. More than one child record matches the information provided. Matching ids: 2001, 2002.',
  },
  {
    summary: 'A relationship that is not there',
    body: {
      ParentDomain: 'Claim',
      ParentRecordID: 5001,
      ChildDomain: 'Contact',
      ChildRecordID: 2001,
      Relationship: 'Adjustor',
    },
    refused: 'relationship_not_found',
    answer: "Unable to execute. Unable to identify the relationship 'Adjustor'. Did you mean 'Adjuster'?",
  },
];

export const linkExamples: Record<string, OperationExample[]> = {
  // The three scenarios come first (docs/reference/upsert.md#scenarios).
  upsertLink: [
    {
      summary: 'Scenario 1: Link a contact to a claim by primary keys',
      body: {
        ParentDomain: 'Claim',
        ParentRecordID: 5001,
        ChildDomain: 'Contact',
        ChildRecordID: 2001,
        Relationship: 'Adjuster',
      },
      answer: {
        IsSuccessful: true,
        RecordID: 101,
        Message: 'Inserted link with id 101 successfully.',
        ParentID: 5001,
        ChildID: 2001,
        RelationshipID: 3,
      },
    },
    {
      summary: "Scenario 2: Upsert using match fields (update existing link's relationship)",
      client: 'Policies',
      body: {
        ParentDomain: 'Policy',
        ParentRecordKey: 'POL-2026-001',
        ParentRecordMatchField: 'PolicyNumber',
        ChildDomain: 'Contact',
        ChildRecordID: 2001,
        Relationship: 'Adjuster',
        NewRelationship: 'Underwriter',
      },
      answer: {
        IsSuccessful: true,
        RecordID: 101,
        Message: 'Updated link with id 101 successfully.',
        ParentID: 67890,
        ChildID: 2001,
        RelationshipID: 3,
      },
    },
    {
      summary: 'Scenario 3: Parent record cannot be found',
      body: {
        ParentDomain: 'Claim',
        ParentRecordKey: 'NONEXISTENT',
        ParentRecordMatchField: 'ClaimNumber',
        ChildDomain: 'Contact',
        ChildRecordID: 2001,
      },
      refused: 'parent_not_found',
      answer: 'Unable to execute. Unable to identify the parent record based on the information provided.',
    },
    {
      summary: 'The same again updates it',
      body: {
        ParentDomain: 'Claim',
        ParentRecordID: 5001,
        ChildDomain: 'Contact',
        ChildRecordID: 2001,
        Relationship: 'Adjuster',
      },
      answer: {
        IsSuccessful: true,
        RecordID: 101,
        Message: 'Updated link with id 101 successfully.',
        ParentID: 5001,
        ChildID: 2001,
        RelationshipID: 3,
      },
    },
    {
      summary: 'Attach a file',
      body: {
        ParentDomain: 'Policy',
        ParentRecordID: 67890,
        ChildDomain: 'File',
        ChildRecordKey: 'survey.pdf',
        ChildRecordMatchField: 'FileName',
      },
      answer: {
        IsSuccessful: true,
        RecordID: 102,
        Message: 'Inserted link with id 102 successfully.',
        ParentID: 67890,
        ChildID: 3001,
        RelationshipID: null,
      },
    },
    {
      summary: 'What would the call do?',
      query: { dryRun: 'true' },
      body: {
        ParentDomain: 'Claim',
        ParentRecordID: 5001,
        ChildDomain: 'Contact',
        ChildRecordID: 2003,
        NewRelationship: 'Witness',
      },
      answer: {
        IsSuccessful: true,
        RecordID: null,
        Message: 'Would insert a link.',
        ParentID: 5001,
        ChildID: 2003,
        RelationshipID: 6,
        DryRun: true,
      },
    },
    ...identificationRefusals.filter(({ refused }) => refused !== 'parent_not_found'),
    {
      summary: 'Without the permission',
      as: 'viewer',
      body: { ParentDomain: 'Claim', ParentRecordID: 5001, ChildDomain: 'Contact', ChildRecordID: 2001 },
      refused: 'permission_denied',
      answer: 'Unable to execute. You need the Attach Contacts permission on the Claim domain.',
    },
    {
      summary: 'Links with both relationships are there',
      client: 'Roles',
      body: {
        ParentDomain: 'Claim',
        ParentRecordID: 5001,
        ChildDomain: 'Contact',
        ChildRecordID: 2001,
        Relationship: 'Claimant',
        NewRelationship: 'Witness',
      },
      refused: 'link_conflict',
      answer:
        'Unable to execute. The records have a link with Relationship and another with NewRelationship already (Claimant, Witness).',
    },
    {
      summary: 'Several links, and no relationship that says which',
      client: 'Roles',
      body: {
        ParentDomain: 'Claim',
        ParentRecordID: 5001,
        ChildDomain: 'Contact',
        ChildRecordID: 2001,
        NewRelationship: 'Broker',
      },
      refused: 'link_ambiguous',
      answer:
        'Unable to execute. The records have several links (Claimant, Witness); Relationship must say which of them is to change.',
    },
    {
      summary: 'The claim has an adjuster, and may have one',
      client: 'Roles',
      body: {
        ParentDomain: 'Claim',
        ParentRecordID: 5002,
        ChildDomain: 'Contact',
        ChildRecordID: 2001,
        Relationship: 'Adjuster',
      },
      refused: 'relationship_limit',
      answer: "Unable to execute. Claim 5002 may have at most 1 link with the relationship 'Adjuster'.",
    },
  ],
  removeLink: [
    {
      summary: 'Remove the link that carries a relationship',
      body: {
        ParentDomain: 'Claim',
        ParentRecordKey: 'CLM-2026-0002',
        ParentRecordMatchField: 'ClaimNumber',
        ChildDomain: 'Contact',
        ChildRecordID: 2002,
        Relationship: 'Claimant',
      },
      answer: {
        IsSuccessful: true,
        RecordID: 98,
        Message: 'Removed link with id 98 successfully.',
        ParentID: 5002,
        ChildID: 2002,
        RelationshipID: 1,
        RecordIDs: [98],
      },
    },
    {
      summary: 'Nothing to remove',
      body: { ParentDomain: 'Claim', ParentRecordID: 5002, ChildDomain: 'Contact', ChildRecordID: 2002 },
      answer: {
        IsSuccessful: false,
        RecordID: null,
        Message: 'Nothing was removed: the records have no link.',
        ParentID: 5002,
        ChildID: 2002,
        RelationshipID: null,
        RecordIDs: [],
      },
    },
    {
      summary: 'What would the call do?',
      client: 'Roles',
      query: { dryRun: 'true' },
      body: { ParentDomain: 'Claim', ParentRecordID: 5001, ChildDomain: 'Contact', ChildRecordID: 2001 },
      answer: {
        IsSuccessful: true,
        RecordID: 101,
        Message: 'Would remove links with ids 101, 102.',
        ParentID: 5001,
        ChildID: 2001,
        RelationshipID: 1,
        RecordIDs: [101, 102],
        DryRun: true,
      },
    },
    ...identificationRefusals,
    {
      summary: 'Without the permission',
      as: 'viewer',
      body: { ParentDomain: 'Claim', ParentRecordID: 5001, ChildDomain: 'Contact', ChildRecordID: 2001 },
      refused: 'permission_denied',
      answer: 'Unable to execute. You need the Detach Contacts permission on the Claim domain.',
    },
  ],
};
