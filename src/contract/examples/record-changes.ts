/** Examples of the histories of records and of the feeds of their changes. */
import type { OperationExample } from '../operation.js';

const refusals: OperationExample[] = [
  {
    summary: 'A column that is not there',
    path: { domain: 'Claim', id: 5002 },
    query: { columns: 'Fields' },
    refused: 'invalid_request',
    answer:
      'Unable to execute. columns must be a list of ChangeID, RecordID, Action, BeforeFields, AfterFields, MergedID, At, User, RequestID; "Fields" was given.',
  },
  {
    summary: 'Without the permission',
    as: 'stranger',
    path: { domain: 'Claim', id: 5002 },
    refused: 'permission_denied',
    answer: 'Unable to execute. You need the View permission on the Claim domain.',
  },
  {
    summary: 'A domain that is not there',
    path: { domain: 'Contract', id: 5002 },
    refused: 'not_found',
    answer: 'Unable to execute. There is no domain "Contract". Did you mean \'Contact\'?',
  },
];

const created = {
  ChangeID: 3,
  RecordID: 5002,
  Action: 'created',
  BeforeFields: {
    ClaimNumber: null,
    Description: null,
    Status: null,
    LossDate: null,
    Policy: null,
    Amount: null,
  },
  AfterFields: {
    ClaimNumber: 'CLM-2026-0002',
    Description: 'Rear-end collision',
    Status: 'Open',
    LossDate: '2026-03-02',
    Policy: 67890,
    Amount: 8300.5,
  },
  MergedID: null,
  At: '2026-11-29T05:49:25.871Z',
  User: 'linkwright load',
  RequestID: 'linkwright load',
};

export const recordChangeExamples: Record<string, OperationExample[]> = {
  recordHistory: [
    {
      summary: 'What became of a claim',
      path: { domain: 'Claim', id: 5002 },
      answer: [created],
    },
    {
      summary: 'After an update, some columns, before a change',
      before: [
        { operation: 'updateRecord', path: { domain: 'Claim', id: 5002 }, body: { Status: 'Closed' } },
      ],
      path: { domain: 'Claim', id: 5002 },
      query: { columns: 'Action,BeforeFields,AfterFields,User', pageSize: '1', after: '1000' },
      answer: [
        {
          Action: 'updated',
          BeforeFields: { Status: 'Open' },
          AfterFields: { Status: 'Closed' },
          User: 'ada',
        },
      ],
    },
    {
      summary: 'An id that no record has or had',
      path: { domain: 'Claim', id: 9999 },
      refused: 'not_found',
      answer: 'Unable to execute. There is no Claim record with id 9999.',
    },
    ...refusals,
  ],
  recordChanges: [
    {
      summary: 'The next change after a cursor',
      path: { domain: 'Claim' },
      query: { after: '2', pageSize: '1' },
      answer: [created],
    },
    {
      summary: 'Some columns',
      path: { domain: 'Claim' },
      query: { columns: 'ChangeID,RecordID,Action', after: '2', pageSize: '1' },
      answer: [{ ChangeID: 3, RecordID: 5002, Action: 'created' }],
    },
    {
      summary: 'The newest in front of a change',
      path: { domain: 'Claim' },
      query: { order: 'desc', columns: 'ChangeID,RecordID,Action', after: '4', pageSize: '1' },
      answer: [{ ChangeID: 3, RecordID: 5002, Action: 'created' }],
    },
    ...refusals,
  ],
  recordChangesStream: [
    {
      summary: 'Going on after the last event that was seen',
      path: { domain: 'Claim' },
      headers: { 'Last-Event-ID': '2' },
      answer: created,
    },
    {
      summary: 'From the first change on, and some columns',
      path: { domain: 'Claim' },
      query: { after: '0', columns: 'RecordID,Action' },
      answer: { RecordID: 5001, Action: 'created' },
    },
    ...refusals,
  ],
};
