/** Examples of the operations on relationships. */
import type { OperationExample } from '../operation.js';

export const relationshipExamples: Record<string, OperationExample[]> = {
  listRelationships: [
    {
      summary: 'Every relationship',
      answer: [
        { ID: 1, Code: 'Claimant', Description: 'Claimant', Limits: {} },
        { ID: 2, Code: 'Insured', Description: 'Insured', Limits: {} },
        { ID: 3, Code: 'Adjuster', Description: 'Adjuster', Limits: {} },
        { ID: 4, Code: 'Broker', Description: 'Broker', Limits: {} },
        { ID: 5, Code: 'Underwriter', Description: 'Underwriter', Limits: {} },
        { ID: 6, Code: 'Witness', Description: 'Witness', Limits: {} },
        { ID: 7, Code: 'Defense Attorney', Description: 'Defense Attorney', Limits: {} },
        { ID: 8, Code: 'Plaintiff Attorney', Description: 'Plaintiff Attorney', Limits: {} },
        { ID: 9, Code: 'Expert Witness', Description: 'Expert Witness', Limits: {} },
        { ID: 10, Code: 'Medical Provider', Description: 'Medical Provider', Limits: {} },
        { ID: 11, Code: 'Employer', Description: 'Employer', Limits: {} },
        { ID: 12, Code: 'Investigator', Description: 'Investigator', Limits: {} },
      ],
    },
  ],
  saveRelationship: [
    {
      summary: 'A new one',
      body: { Code: 'Surveyor' },
      answer: { ID: 13, Code: 'Surveyor', Description: 'Surveyor', Limits: {} },
    },
    {
      summary: 'Rename it',
      body: { ID: 13, Code: 'Marine Surveyor', Description: 'Surveyor of vessels' },
      answer: { ID: 13, Code: 'Marine Surveyor', Description: 'Surveyor of vessels', Limits: {} },
    },
    {
      summary: 'One Broker on a claim, and two on a policy',
      body: { ID: 4, Limits: { Claim: 1, Policy: 2 } },
      answer: { ID: 4, Code: 'Broker', Description: 'Broker', Limits: { Claim: 1, Policy: 2 } },
    },
    {
      summary: 'Lift a limit',
      body: { ID: 4, Limits: { Policy: null } },
      answer: { ID: 4, Code: 'Broker', Description: 'Broker', Limits: { Claim: 1 } },
    },
    {
      summary: 'A limit that is passed already',
      client: 'Roles',
      body: { ID: 6, Limits: { Claim: 1 } },
      refused: 'relationship_limit',
      answer: "Unable to execute. 1 Claim record has more than 1 link with the relationship 'Witness': 5001.",
    },
    {
      summary: 'A Code that is taken',
      body: { Code: 'adjuster' },
      refused: 'invalid_request',
      answer: "Unable to execute. Code must be unique; relationship 3 is 'Adjuster' already.",
    },
    {
      summary: 'Without the permission',
      as: 'viewer',
      body: { Code: 'Surveyor' },
      refused: 'permission_denied',
      answer: 'Unable to execute. You need the Administer permission.',
    },
    {
      summary: 'An ID that is not there',
      body: { ID: 99, Code: 'Surveyor' },
      refused: 'relationship_not_found',
      answer: "Unable to execute. Unable to identify the relationship '99'.",
    },
  ],
  upsertRelationships: [
    {
      summary: 'A new one, one that is there, and what cannot be one',
      body: [{ Code: 'Surveyor' }, { Code: 'ADJUSTER' }, { Code: 'Notary ' }],
      answer: [
        { IsSuccessful: true, ID: 13, Code: 'Surveyor', Description: 'Surveyor', Limits: {} },
        { IsSuccessful: true, ID: 3, Code: 'Adjuster', Description: 'Adjuster', Limits: {} },
        {
          IsSuccessful: false,
          Message:
            'Unable to execute. Code must be a string of 1 to 200 characters that can be seen, with a letter or a digit, without white space at its ends, and no error value of a spreadsheet; "Notary " was given.',
          ErrorCode: 'invalid_request',
        },
      ],
    },
    {
      summary: 'What would be added?',
      query: { dryRun: 'true' },
      body: [{ Code: 'Surveyor' }],
      answer: [{ IsSuccessful: true, ID: 13, Code: 'Surveyor', Description: 'Surveyor', Limits: {} }],
    },
    {
      summary: 'No array',
      body: { Code: 'Surveyor' },
      refused: 'invalid_request',
      answer: 'Unable to execute. The body must be an array of at most 1000 entries; an object was given.',
    },
    {
      summary: 'Without the permission',
      as: 'viewer',
      body: [{ Code: 'Surveyor' }],
      refused: 'permission_denied',
      answer: 'Unable to execute. You need the Administer permission.',
    },
  ],
  dropRelationship: [
    {
      summary: 'A relationship that no link carries',
      path: { id: 12 },
      answer: { IsSuccessful: true, Message: "Dropped the relationship 'Investigator'." },
    },
    {
      summary: 'One that is in use',
      path: { id: 1 },
      refused: 'in_use',
      answer: "Unable to execute. 1 link carries the relationship 'Claimant'.",
    },
    {
      summary: 'What is no id',
      path: { id: 0 },
      refused: 'invalid_request',
      answer: 'Unable to execute. id must be an integer from 1 to 9007199254740991; "0" was given.',
    },
    {
      summary: 'One that is not there',
      path: { id: 99 },
      refused: 'not_found',
      answer: 'Unable to execute. There is no relationship with id 99.',
    },
    {
      summary: 'Without the permission',
      as: 'viewer',
      path: { id: 12 },
      refused: 'permission_denied',
      answer: 'Unable to execute. You need the Administer permission.',
    },
  ],
};
