/** Examples of the operations on recent requests. */
import type { OperationExample } from '../operation.js';

const before: OperationExample['before'] = [
  {
    operation: 'upsertLink',
    body: { ParentDomain: 'Claim', ParentRecordID: 9999, ChildDomain: 'Contact', ChildRecordID: 2001 },
    refused: 'parent_not_found',
  },
];

const row = {
  Time: '2026-11-24T05:49:29.892Z',
  Status: 500,
  UserAgent: 'node',
  Method: 'POST',
  Path: '/api/Link/Upsert',
  DurationMs: 1.234,
  ErrorCode: 'parent_not_found',
  RequestID: 'lTkV1mPq-1a',
  User: 'ada',
  Operation: 'upsertLink',
};

const filterRefusals: OperationExample[] = [
  {
    summary: 'An operation that is not there',
    query: { operation: 'upserLink' },
    refused: 'invalid_request',
    answer:
      'Unable to execute. operation must be an operation\'s id, such as upsertLink; "upserLink" was given. ' +
      "Did you mean 'upsertLink'?",
  },
];

export const activityExamples: Record<string, OperationExample[]> = {
  recentRequests: [
    {
      summary: 'The newest request to upsert a link that failed',
      before,
      query: { operation: 'upsertLink', status: '5xx', limit: '1' },
      answer: [row],
    },
    {
      summary: 'Requests before a cursor',
      query: { after: '00000000000000000000001' },
      answer: [],
    },
    {
      summary: "A user's own requests, of which there are none",
      as: 'viewer',
      answer: [],
    },
    ...filterRefusals,
  ],
  recentRequestsStream: [
    {
      summary: 'Going on after the last event that was seen',
      before,
      query: { operation: 'upsertLink', status: '500' },
      headers: { 'Last-Event-ID': '00000000000000000000001' },
      answer: row,
    },
    ...filterRefusals,
  ],
  requestSummary: [
    {
      summary: 'The last ten minutes',
      before,
      query: { minutes: '10', step: '1' },
      answer: {
        From: '2026-11-24T05:40:00.000Z',
        Count: 1,
        Minutes: [{ Time: '2026-11-24T05:49:00.000Z', '2xx': 0, '3xx': 0, '4xx': 0, '5xx': 1 }],
        Operations: [{ Operation: 'upsertLink', Count: 1, MedianMs: 1.234, P95Ms: 1.234, MaxMs: 1.234 }],
        Errors: [{ ErrorCode: 'parent_not_found', Count: 1 }],
      },
    },
    {
      summary: 'More minutes than are summed up',
      query: { minutes: '50000' },
      refused: 'invalid_request',
      answer: 'Unable to execute. minutes must be an integer from 1 to 10080; "50000" was given.',
    },
  ],
};
