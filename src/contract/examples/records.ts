/** Examples of the operations on records. */
import type { OperationExample } from '../operation.js';

const keyed = {
  operation: 'createRecord',
  path: { domain: 'Contact' },
  headers: { 'Idempotency-Key': 'contact-2005' },
  body: { ContactNumber: 'C-2005', Name: 'Jonas Weber' },
};

export const recordExamples: Record<string, OperationExample[]> = {
  readRecord: [
    {
      summary: 'A claim',
      path: { domain: 'Claim', id: 5001 },
      answer: {
        ID: 5001,
        ClaimNumber: 'CLM-2026-0001',
        Description: 'Water damage, second floor',
        Status: 'Open',
        LossDate: '2026-02-11',
        Policy: 67890,
        Amount: 42000,
      },
    },
    {
      summary: 'A record, where the caller has an earlier state of it',
      path: { domain: 'Custom.Berth', id: 2 },
      client: 'Roles',
      headers: { 'If-None-Match': '"1"' },
      answer: { ID: 2, Code: 'A-2', Depth: null },
    },
    {
      summary: 'An id that cannot be one',
      path: { domain: 'Claim', id: 0 },
      refused: 'invalid_request',
      answer: 'Unable to execute. id must be an integer from 1 to 9007199254740991; "0" was given.',
    },
    {
      summary: 'A record that is not there',
      path: { domain: 'Claim', id: 9999 },
      refused: 'not_found',
      answer: 'Unable to execute. There is no Claim record with id 9999.',
    },
    {
      summary: 'Without the permission',
      as: 'stranger',
      path: { domain: 'Claim', id: 5001 },
      refused: 'permission_denied',
      answer: 'Unable to execute. You need the View permission on the Claim domain.',
    },
  ],
  createRecord: [
    {
      summary: 'A new contact',
      path: { domain: 'Contact' },
      body: { ContactNumber: 'C-2004', Name: 'Ana Brandt' },
      answer: { IsSuccessful: true, RecordID: 2004, Message: 'Inserted record with id 2004 successfully.' },
    },
    {
      summary: 'A call that comes again under its key',
      before: [keyed],
      path: keyed.path,
      headers: keyed.headers,
      body: keyed.body,
      answer: { IsSuccessful: true, RecordID: 2005, Message: 'Inserted record with id 2005 successfully.' },
    },
    {
      summary: 'Another call under the key',
      before: [keyed],
      path: keyed.path,
      headers: keyed.headers,
      body: { ContactNumber: 'C-2006', Name: 'Ana Brandt' },
      refused: 'idempotency_conflict',
      answer: 'Unable to execute. The Idempotency-Key came with another call before.',
    },
    {
      summary: 'A date that is none',
      path: { domain: 'Claim' },
      body: { ClaimNumber: 'CLM-1', LossDate: '2026-02-30' },
      refused: 'invalid_request',
      answer: 'Unable to execute. LossDate must be a date like 2026-01-31; "2026-02-30" was given.',
    },
    {
      summary: 'A value that another record has',
      client: 'Roles',
      path: { domain: 'Custom.Berth' },
      body: { Code: 'A-1' },
      refused: 'not_unique',
      answer: 'Unable to execute. Code must be unique; record 1 has "A-1" already.',
    },
    {
      summary: 'Without the permission',
      as: 'viewer',
      path: { domain: 'Contact' },
      body: { Name: 'Ana Brandt' },
      refused: 'permission_denied',
      answer: 'Unable to execute. You need the Edit permission on the Contact domain.',
    },
    {
      summary: 'A domain that is not there',
      path: { domain: 'Contract' },
      body: {},
      refused: 'not_found',
      answer: 'Unable to execute. There is no domain "Contract". Did you mean \'Contact\'?',
    },
  ],
  updateRecord: [
    {
      summary: 'Set a field, and empty another',
      path: { domain: 'Contact', id: 2001 },
      body: { Phone: '+49 30 1234', Email: '' },
      answer: { IsSuccessful: true, RecordID: 2001, Message: 'Updated record with id 2001 successfully.' },
    },
    {
      summary: 'Whatever its state is, as long as it is there',
      path: { domain: 'Contact', id: 2001 },
      headers: { 'If-Match': '*' },
      body: { Phone: '+49 30 1234' },
      answer: { IsSuccessful: true, RecordID: 2001, Message: 'Updated record with id 2001 successfully.' },
    },
    {
      summary: 'Somebody has changed it meanwhile',
      path: { domain: 'Contact', id: 2001 },
      headers: { 'If-Match': '"4"' },
      body: { Phone: '+49 30 5678' },
      refused: 'changed_meanwhile',
      answer:
        'Unable to execute. The record has changed meanwhile. ada updated Email, Phone at 2026-11-29T18:20:00.000Z.',
    },
    {
      summary: 'A field that is not there',
      path: { domain: 'Contact', id: 2001 },
      body: { Fone: '1' },
      refused: 'invalid_request',
      answer: 'Unable to execute. The Contact domain has no field "Fone". Did you mean \'Phone\'?',
    },
    {
      summary: 'A value that another record has',
      client: 'Roles',
      path: { domain: 'Custom.Berth', id: 2 },
      body: { Code: 'A-1' },
      refused: 'not_unique',
      answer: 'Unable to execute. Code must be unique; record 1 has "A-1" already.',
    },
    {
      summary: 'Without the permission',
      as: 'viewer',
      path: { domain: 'Contact', id: 2001 },
      body: { Phone: '1' },
      refused: 'permission_denied',
      answer: 'Unable to execute. You need the Edit permission on the Contact domain.',
    },
    {
      summary: 'A record that is not there',
      path: { domain: 'Contact', id: 9999 },
      body: { Phone: '1' },
      refused: 'not_found',
      answer: 'Unable to execute. There is no Contact record with id 9999.',
    },
  ],
  deleteRecord: [
    {
      summary: 'A contact with a link',
      path: { domain: 'Contact', id: 2002 },
      answer: {
        IsSuccessful: true,
        RecordID: 2002,
        Message: 'Deleted record with id 2002 successfully. Removed its link.',
      },
    },
    {
      summary: 'Whatever its state is, as long as it is there',
      path: { domain: 'Contact', id: 2003 },
      headers: { 'If-Match': '*' },
      answer: {
        IsSuccessful: true,
        RecordID: 2003,
        Message: 'Deleted record with id 2003 successfully. Removed its link.',
      },
    },
    {
      summary: 'Somebody has changed it meanwhile',
      before: [{ operation: 'updateRecord', path: { domain: 'Contact', id: 2001 }, body: { Phone: '1' } }],
      path: { domain: 'Contact', id: 2001 },
      headers: { 'If-Match': '"4"' },
      refused: 'changed_meanwhile',
      answer:
        'Unable to execute. The record has changed meanwhile. ada updated Phone at 2026-11-29T18:20:00.000Z.',
    },
    {
      summary: 'The same again',
      path: { domain: 'Contact', id: 2002 },
      refused: 'not_found',
      answer: 'Unable to execute. There is no Contact record with id 2002.',
    },
    {
      summary: 'An id that cannot be one',
      path: { domain: 'Contact', id: 'x' },
      refused: 'invalid_request',
      answer: 'Unable to execute. id must be an integer from 1 to 9007199254740991; "x" was given.',
    },
    {
      summary: 'Without the permission',
      as: 'viewer',
      path: { domain: 'Contact', id: 2001 },
      refused: 'permission_denied',
      answer: 'Unable to execute. You need the Edit permission on the Contact domain.',
    },
    {
      summary: 'Other records refer to it',
      path: { domain: 'Policy', id: 67890 },
      refused: 'record_referenced',
      answer:
        'Unable to execute. Other records refer to the record. To be emptied first: Policy of Claim 5001, Policy of Claim 5002.',
    },
  ],
};
