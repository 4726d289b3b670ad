/** The three scenarios (docs/reference/upsert.md#scenarios), with their answers, byte for byte. */
export const scenarios = [
  {
    title: 'Scenario 1: link a contact to a claim, by primary keys',
    client: 'Claims',
    body: {
      ParentDomain: 'Claim',
      ParentRecordID: 5001,
      ChildDomain: 'Contact',
      ChildRecordID: 2001,
      Relationship: 'Adjuster',
    },
    status: 200,
    answer:
      '{"IsSuccessful":true,"RecordID":101,"Message":"Inserted link with id 101 successfully.","ParentID":5001,"ChildID":2001,"RelationshipID":3}',
  },
  {
    title:
      'Scenario 2: find the policy by its number, and change the role (in a second client, whose Underwriter is 3)',
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
    status: 200,
    answer:
      '{"IsSuccessful":true,"RecordID":101,"Message":"Updated link with id 101 successfully.","ParentID":67890,"ChildID":2001,"RelationshipID":3}',
  },
  {
    title: 'Scenario 3: a parent record that cannot be found',
    client: 'Claims',
    body: {
      ParentDomain: 'Claim',
      ParentRecordKey: 'NONEXISTENT',
      ParentRecordMatchField: 'ClaimNumber',
      ChildDomain: 'Contact',
      ChildRecordID: 2001,
    },
    status: 500,
    answer: '"Unable to execute. Unable to identify the parent record based on the information provided."',
  },
];
