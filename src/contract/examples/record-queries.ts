/** Examples of queries of records. */
import type { OperationExample } from '../operation.js';

export const recordQueryExamples: Record<string, OperationExample[]> = {
  queryRecords: [
    {
      summary: 'A page of contacts',
      path: { domain: 'Contact' },
      query: { columns: 'ContactNumber,Name', pageSize: '2' },
      answer: [
        { ID: 2001, ContactNumber: 'C-2001', Name: 'Maria Jensen' },
        { ID: 2002, ContactNumber: 'C-2002', Name: 'Tom Okafor' },
      ],
    },
    {
      summary: 'The next page',
      path: { domain: 'Contact' },
      query: { columns: 'ContactNumber', after: 'WyI2IGFzYyIsMjAwMl0' },
      answer: [{ ID: 2003, ContactNumber: 'C-2003' }],
    },
    {
      summary: 'Open claims on a policy, the largest first',
      path: { domain: 'Claim' },
      query: { Status: 'Open', Policy: '67890', sort: '-Amount', columns: 'ClaimNumber,Amount' },
      answer: [
        { ID: 5001, ClaimNumber: 'CLM-2026-0001', Amount: 42000 },
        { ID: 5002, ClaimNumber: 'CLM-2026-0002', Amount: 8300.5 },
      ],
    },
    {
      summary: 'Words that begin so, whatever their case and accents',
      path: { domain: 'Contact' },
      query: { search: 'hart sohn', columns: 'Name' },
      answer: [{ ID: 2003, Name: 'Hartmann & Söhne GmbH' }],
    },
    {
      summary: 'Contacts without an email address',
      path: { domain: 'Contact' },
      query: { Email: '', columns: 'Name' },
      answer: [{ ID: 2003, Name: 'Hartmann & Söhne GmbH' }],
    },
    {
      summary: 'Records by their ids, one of which is not there',
      path: { domain: 'Contact' },
      query: { ids: '2003,2001,9999', columns: 'Name' },
      answer: [
        { ID: 2001, Name: 'Maria Jensen' },
        { ID: 2003, Name: 'Hartmann & Söhne GmbH' },
      ],
    },
    {
      summary: 'Claims of a month, in order of the day',
      path: { domain: 'Claim' },
      query: { 'LossDate.from': '2026-02-01', 'LossDate.to': '2026-02-28', columns: 'LossDate' },
      answer: [{ ID: 5001, LossDate: '2026-02-11' }],
    },
    {
      summary: 'The claims on a policy, by its number',
      path: { domain: 'Policy' },
      query: { PolicyNumber: 'POL-2026-001', referredBy: 'Claim.Policy', columns: 'ClaimNumber' },
      answer: [
        { ID: 5001, ClaimNumber: 'CLM-2026-0001' },
        { ID: 5002, ClaimNumber: 'CLM-2026-0002' },
      ],
    },
    {
      summary: 'A filter that is misspelt',
      path: { domain: 'Claim' },
      query: { Statu: 'Open' },
      refused: 'invalid_request',
      answer:
        'Unable to execute. The Claim domain has no field "Statu", and a query no such parameter. Did you mean \'Status\'?',
    },
    {
      summary: 'A filter with a value that its field does not accept',
      path: { domain: 'Claim' },
      query: { LossDate: '11.02.2026' },
      refused: 'invalid_request',
      answer: 'Unable to execute. LossDate must be a date like 2026-01-31; "11.02.2026" was given.',
    },
    {
      summary: 'A column that is not there',
      path: { domain: 'Contact' },
      query: { columns: 'Nmae' },
      refused: 'invalid_request',
      answer:
        'Unable to execute. columns must be a list of fields of the Contact domain; "Nmae" was given. Did you mean \'Name\'?',
    },
    {
      summary: 'A domain that is not there',
      path: { domain: 'Contract' },
      refused: 'not_found',
      answer: 'Unable to execute. There is no domain "Contract". Did you mean \'Contact\'?',
    },
    {
      summary: 'Without the permission',
      as: 'stranger',
      path: { domain: 'Contact' },
      refused: 'permission_denied',
      answer: 'Unable to execute. You need the View permission on the Contact domain.',
    },
  ],
};
