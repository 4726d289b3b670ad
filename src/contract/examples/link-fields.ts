/** Examples of the operations on fields of links, and of links that have values. */
import type { OperationExample } from '../operation.js';

const since = { Name: 'Since', Type: 'Date' };
const share = { Name: 'Share', Label: 'Share of the claim', Type: 'Numeric' };
const sinceAnswer = { Name: 'Since', Label: 'Since', Type: 'Date', Codes: null };
const shareAnswer = { Name: 'Share', Label: 'Share of the claim', Type: 'Numeric', Codes: null };

/** Makes a field, so that there is one. */
const withSince: NonNullable<OperationExample['before']>[number] = {
  operation: 'saveLinkFields',
  path: { childDomain: 'Contact' },
  body: { Fields: [since] },
};

const pair = { ParentDomain: 'Claim', ParentRecordID: 5002, ChildDomain: 'Contact', ChildRecordID: 2002 };
const ofPair = { parentDomain: 'Claim', parentRecordID: '5002', childDomain: 'Contact' };

/** Makes the field, and gives the link of the pair a value. */
const withLinkSince: NonNullable<OperationExample['before']> = [
  withSince,
  { operation: 'upsertLink', body: { ...pair, Fields: { Since: '2026-03-01' } } },
];

/** Further examples of the operations on links. */
export const examplesWithFields: Record<string, OperationExample[]> = {
  upsertLink: [
    {
      summary: 'Since when, in a field of the link',
      before: [withSince],
      body: { ...pair, Fields: { Since: '2026-03-01' } },
      answer: {
        IsSuccessful: true,
        RecordID: 98,
        Message: 'Updated link with id 98 successfully.',
        ParentID: 5002,
        ChildID: 2002,
        RelationshipID: 1,
      },
    },
    {
      summary: 'A field that links do not have',
      before: [withSince],
      body: { ...pair, Fields: { Sinc: '2026-03-01' } },
      refused: 'invalid_request',
      answer: 'Unable to execute. Links to Contact have no field "Sinc". Did you mean \'Since\'?',
    },
  ],
  queryLinks: [
    {
      summary: 'The contacts of a claim since a day',
      before: withLinkSince,
      query: { ...ofPair, 'Fields.Since.from': '2026-01-01', columns: 'ChildID,ContactType,Fields.Since' },
      answer: [{ ChildID: 2002, ContactType: 'Claimant', 'Fields.Since': '2026-03-01' }],
    },
  ],
  linkHistory: [
    {
      summary: 'What became of the fields of links',
      before: withLinkSince,
      query: { ...ofPair, columns: 'LinkID,Action,BeforeFields,AfterFields' },
      answer: [
        {
          LinkID: 98,
          Action: 'changed',
          BeforeFields: { Since: null },
          AfterFields: { Since: '2026-03-01' },
        },
        { LinkID: 98, Action: 'inserted', BeforeFields: {}, AfterFields: {} },
      ],
    },
  ],
};

export const linkFieldExamples: Record<string, OperationExample[]> = {
  listLinkFields: [
    {
      summary: 'What links to contacts may say',
      before: [withSince],
      path: { childDomain: 'Contact' },
      answer: { Fields: [sinceAnswer] },
    },
    {
      summary: 'A domain that is not there',
      path: { childDomain: 'Contract' },
      refused: 'not_found',
      answer: 'Unable to execute. There is no domain "Contract". Did you mean \'Contact\'?',
    },
    {
      summary: 'Without the permission',
      as: 'stranger',
      path: { childDomain: 'Contact' },
      refused: 'permission_denied',
      answer: 'Unable to execute. You need the View permission on the Contact domain.',
    },
  ],
  saveLinkFields: [
    {
      summary: 'A field more for links to contacts',
      before: [withSince],
      path: { childDomain: 'Contact' },
      body: { Fields: [share] },
      answer: { Fields: [sinceAnswer, shareAnswer] },
    },
    {
      summary: 'A domain whose records cannot be children of links',
      path: { childDomain: 'Claim' },
      body: { Fields: [since] },
      refused: 'invalid_request',
      answer: 'Unable to execute. Claim must be linkable, for its records to be children of links.',
    },
    {
      summary: 'A type that fields of links cannot have',
      path: { childDomain: 'Contact' },
      body: { Fields: [{ Name: 'Policy', Type: 'Association' }] },
      refused: 'invalid_request',
      answer:
        'Unable to execute. Fields[0].Type must be one of Text, Numeric, Date, DateTime, Boolean, Coded; "Association" was given.',
    },
    {
      summary: 'A code that a link has is left out',
      before: [
        {
          operation: 'saveLinkFields',
          path: { childDomain: 'Contact' },
          body: { Fields: [{ Name: 'Capacity', Type: 'Coded', Codes: ['alone', 'jointly'] }] },
        },
        {
          operation: 'upsertLink',
          body: {
            ...{ ParentDomain: 'Claim', ParentRecordID: 5001, ChildDomain: 'Contact', ChildRecordID: 2001 },
            Fields: { Capacity: 'jointly' },
          },
        },
      ],
      path: { childDomain: 'Contact' },
      body: { Fields: [{ Name: 'Capacity', Type: 'Coded', Codes: ['alone'] }] },
      refused: 'in_use',
      answer: 'Unable to execute. The code "jointly" of Capacity cannot be left out: a link has it.',
    },
    {
      summary: 'A domain that is not there',
      path: { childDomain: 'Contract' },
      body: { Fields: [since] },
      refused: 'not_found',
      answer: 'Unable to execute. There is no domain "Contract". Did you mean \'Contact\'?',
    },
    {
      summary: 'Without the permission',
      as: 'viewer',
      path: { childDomain: 'Contact' },
      body: { Fields: [since] },
      refused: 'permission_denied',
      answer: 'Unable to execute. You need the Administer permission.',
    },
  ],
  dropLinkField: [
    {
      summary: 'A field in which no link has a value',
      before: [withSince],
      path: { childDomain: 'Contact', field: 'Since' },
      answer: { IsSuccessful: true, Message: 'Dropped the field Since of links to Contact.' },
    },
    {
      summary: 'One that is in use',
      before: [
        {
          operation: 'saveLinkFields',
          path: { childDomain: 'Contact' },
          body: { Fields: [{ Name: 'Note', Type: 'Text' }] },
        },
        {
          operation: 'upsertLink',
          body: {
            ...{ ParentDomain: 'Claim', ParentRecordID: 5001, ChildDomain: 'Contact', ChildRecordID: 2001 },
            Fields: { Note: 'Speaks Danish' },
          },
        },
      ],
      path: { childDomain: 'Contact', field: 'Note' },
      refused: 'in_use',
      answer: 'Unable to execute. 1 link to Contact has a value in Note.',
    },
    {
      summary: 'One that is not there',
      before: [withSince],
      path: { childDomain: 'Contact', field: 'Sinc' },
      refused: 'not_found',
      answer: 'Unable to execute. Links to Contact have no field "Sinc". Did you mean \'Since\'?',
    },
    {
      summary: 'Without the permission',
      as: 'viewer',
      path: { childDomain: 'Contact', field: 'Since' },
      refused: 'permission_denied',
      answer: 'Unable to execute. You need the Administer permission.',
    },
  ],
};
