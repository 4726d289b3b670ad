/** Examples of the upserts of records. */
import type { OperationExample } from '../operation.js';

export const recordUpsertExamples: Record<string, OperationExample[]> = {
  upsertRecord: [
    {
      summary: 'A contact by its number',
      path: { domain: 'Contact' },
      query: { matchFields: 'ContactNumber' },
      body: { ContactNumber: 'C-2001', Phone: '+49 30 1234' },
      answer: { IsSuccessful: true, RecordID: 2001, Message: 'Updated record with id 2001 successfully.' },
    },
    {
      summary: 'What would the call do?',
      path: { domain: 'Contact' },
      query: { matchFields: 'ContactNumber', dryRun: 'true' },
      body: { ContactNumber: 'C-2004', Name: 'Ana Brandt' },
      answer: { IsSuccessful: true, RecordID: null, Message: 'Would insert a record.', DryRun: true },
    },
    {
      summary: 'Without a value for a match field',
      path: { domain: 'Contact' },
      query: { matchFields: 'ContactNumber' },
      body: { Name: 'Ana Brandt' },
      refused: 'invalid_request',
      answer: 'Unable to execute. ContactNumber must be provided, because it is a match field.',
    },
    {
      summary: 'A value that another record has',
      client: 'Roles',
      path: { domain: 'Custom.Berth' },
      query: { matchFields: 'Depth' },
      body: { Depth: 12, Code: 'A-1' },
      refused: 'not_unique',
      answer: 'Unable to execute. Code must be unique; record 1 has "A-1" already.',
    },
    {
      summary: 'Without the permission',
      as: 'viewer',
      path: { domain: 'Contact' },
      query: { matchFields: 'ContactNumber' },
      body: { ContactNumber: 'C-2001' },
      refused: 'permission_denied',
      answer: 'Unable to execute. You need the Edit permission on the Contact domain.',
    },
    {
      summary: 'A domain that is not there',
      path: { domain: 'Contract' },
      query: { matchFields: 'Number' },
      body: {},
      refused: 'not_found',
      answer: 'Unable to execute. There is no domain "Contract". Did you mean \'Contact\'?',
    },
    {
      summary: 'Several records fit',
      path: { domain: 'Claim' },
      query: { matchFields: 'Status' },
      body: { Status: 'Open' },
      refused: 'record_ambiguous',
      answer:
        'Unable to execute. More than one record matches the match fields. Match fields: Status. Matching ids: 5001, 5002.',
    },
  ],
  upsertRecords: [
    {
      summary: 'Each entry has an answer of its own',
      path: { domain: 'Contact' },
      query: { matchFields: 'ContactNumber' },
      body: [
        { ContactNumber: 'C-2001', Phone: '+49 30 1234' },
        { ContactNumber: 'C-2004', Name: 'Ana Brandt' },
        { Name: 'Nobody' },
      ],
      answer: [
        { IsSuccessful: true, RecordID: 2001, Message: 'Updated record with id 2001 successfully.' },
        { IsSuccessful: true, RecordID: 2004, Message: 'Inserted record with id 2004 successfully.' },
        {
          IsSuccessful: false,
          Message: 'Unable to execute. ContactNumber must be provided, because it is a match field.',
          ErrorCode: 'invalid_request',
        },
      ],
    },
    {
      summary: 'What would the entries do?',
      path: { domain: 'Contact' },
      query: { matchFields: 'ContactNumber', dryRun: 'true' },
      body: [{ ContactNumber: 'C-2005' }],
      answer: [{ IsSuccessful: true, RecordID: null, Message: 'Would insert a record.', DryRun: true }],
    },
    {
      summary: 'Entries that keep the ids which they have elsewhere',
      path: { domain: 'Location' },
      query: { matchFields: 'ID' },
      body: [{ ID: 70, Name: 'Harbour office' }],
      answer: [{ IsSuccessful: true, RecordID: 70, Message: 'Inserted record with id 70 successfully.' }],
    },
    {
      summary: 'An association as a match field',
      path: { domain: 'Claim' },
      query: { matchFields: 'Policy' },
      body: [],
      refused: 'invalid_request',
      answer:
        'Unable to execute. matchFields must be a Text or Numeric field; association fields are not allowed, and "Policy" is one.',
    },
    {
      summary: 'Without the permission',
      as: 'viewer',
      path: { domain: 'Contact' },
      query: { matchFields: 'ContactNumber' },
      body: [],
      refused: 'permission_denied',
      answer: 'Unable to execute. You need the Edit permission on the Contact domain.',
    },
    {
      summary: 'A domain that is not there',
      path: { domain: 'Contract' },
      query: { matchFields: 'Number' },
      body: [],
      refused: 'not_found',
      answer: 'Unable to execute. There is no domain "Contract". Did you mean \'Contact\'?',
    },
  ],
};
