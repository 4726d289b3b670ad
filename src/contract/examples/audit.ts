/** Examples of the operation on the audit log. */
import type { OperationExample } from '../operation.js';

const entry = {
  EntryID: 12,
  At: '2026-11-24T06:01:43.011Z',
  Kind: 'role',
  Action: 'changed',
  Subject: 'clerks',
  User: 'ada',
  Address: '127.0.0.1',
  UserAgent: 'node',
  RequestID: 'lTkV1mPq-1a',
  Before: { Grants: { Claim: ['View'] } },
  After: { Grants: { Claim: ['View', 'Edit'] } },
};

export const auditExamples: Record<string, OperationExample[]> = {
  auditLog: [
    {
      summary: 'The latest change of a role',
      before: [
        { operation: 'saveRole', path: { role: 'clerks' }, body: { Grants: { Claim: ['View'] } } },
        { operation: 'saveRole', path: { role: 'clerks' }, body: { Grants: { Claim: ['View', 'Edit'] } } },
      ],
      query: { kind: 'role', user: 'ada', pageSize: '1' },
      answer: [entry],
    },
    {
      summary: 'Failed and other sign-ins of a month, of which there are none',
      query: { kind: 'signIn', from: '2020-01-01', to: '2020-01-31' },
      answer: [],
    },
    {
      summary: 'Entries before a cursor',
      query: { after: '1-1' },
      answer: [],
    },
    {
      summary: 'A kind that is not there',
      query: { kind: 'record' },
      refused: 'invalid_request',
      answer:
        'Unable to execute. kind must be one of user, role, token, relationship, domain, field, linkField, setting, signIn; ' +
        '"record" was given.',
    },
    {
      summary: 'No time',
      query: { from: 'yesterday' },
      refused: 'invalid_request',
      answer:
        'Unable to execute. from must be a day like 2027-01-31, or a date and time like 2027-01-31T13:45:00Z; "yesterday" was given.',
    },
    {
      summary: 'Without the right to administer',
      as: 'viewer',
      refused: 'permission_denied',
      answer: 'Unable to execute. You need the Administer permission.',
    },
  ],
};
