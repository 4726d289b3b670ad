/** Examples of the operations on the content of files. */
import type { OperationExample } from '../operation.js';

const claim = { domain: 'Claim', id: '5001' };
const note = { id: 3002 };
const words = 'The tenant noticed the leak at six in the morning.\n';
const other = '"0000000000000000000000000000000000000000000000000000000000000000"';

const keyed = {
  operation: 'uploadFile',
  path: claim,
  headers: { 'Idempotency-Key': 'scan-2026-0001' },
  body: { content: 'Hello', FileName: 'scan.txt' },
};

export const fileExamples: Record<string, OperationExample[]> = {
  uploadFile: [
    {
      summary: 'A file of a claim',
      path: claim,
      body: { content: 'Hello', FileName: 'hello.txt', Description: 'A greeting', Folder: 'Letters' },
      answer: {
        IsSuccessful: true,
        RecordID: 101,
        Message: 'Inserted link with id 101 successfully.',
        ParentID: 5001,
        ChildID: 3003,
        RelationshipID: null,
        SHA256: '185f8db32271fe25f561a6fc938b2e264306ec304eda518007d1764826381969',
        Size: 5,
      },
    },
    {
      summary: 'A claim that is named by its number',
      path: { domain: 'Claim', id: 'CLM-2026-0002' },
      query: { matchField: 'ClaimNumber' },
      body: { content: 'Hello', FileName: 'hello.txt' },
      answer: {
        IsSuccessful: true,
        RecordID: 102,
        Message: 'Inserted link with id 102 successfully.',
        ParentID: 5002,
        ChildID: 3004,
        RelationshipID: null,
        SHA256: '185f8db32271fe25f561a6fc938b2e264306ec304eda518007d1764826381969',
        Size: 5,
      },
    },
    {
      summary: 'A call that comes again under its key',
      before: [keyed],
      path: keyed.path,
      headers: keyed.headers,
      body: keyed.body,
      answer: {
        IsSuccessful: true,
        RecordID: 103,
        Message: 'Inserted link with id 103 successfully.',
        ParentID: 5001,
        ChildID: 3005,
        RelationshipID: null,
        SHA256: '185f8db32271fe25f561a6fc938b2e264306ec304eda518007d1764826381969',
        Size: 5,
      },
    },
    {
      summary: 'Another call under the key',
      before: [keyed],
      path: keyed.path,
      headers: keyed.headers,
      body: { ...keyed.body, content: 'Hello again' },
      refused: 'idempotency_conflict',
      answer: 'Unable to execute. The Idempotency-Key came with another call before.',
    },
    {
      summary: 'A part that is misspelt',
      path: claim,
      body: { content: 'Hello', Filename: 'hello.txt' },
      refused: 'invalid_request',
      answer: 'Unable to execute. Unknown part "Filename". Did you mean \'FileName\'?',
    },
    {
      summary: 'Without the permission',
      as: 'viewer',
      path: claim,
      body: { content: 'Hello', FileName: 'hello.txt' },
      refused: 'permission_denied',
      answer: 'Unable to execute. You need the Attach Files permission on the Claim domain.',
    },
    {
      summary: 'A record that is not there',
      path: { domain: 'Claim', id: '1' },
      body: { content: 'Hello', FileName: 'hello.txt' },
      refused: 'not_found',
      answer: 'Unable to execute. There is no Claim record with id 1.',
    },
    {
      summary: 'A key that several records have',
      path: { domain: 'Claim', id: 'Open' },
      query: { matchField: 'Status' },
      body: { content: 'Hello', FileName: 'hello.txt' },
      refused: 'record_ambiguous',
      answer:
        'Unable to execute. More than one record matches the match fields. Match fields: Status. Matching ids: 5001, 5002.',
    },
    {
      summary: 'More than the server was started to take',
      path: claim,
      body: { content: 'x'.repeat(100_001), FileName: 'long.txt' },
      refused: 'payload_too_large',
      answer: 'Unable to execute. The file is larger than 100,000 bytes.',
    },
    {
      summary: 'No form',
      path: claim,
      headers: { 'Content-Type': 'application/json' },
      body: '{}',
      refused: 'unsupported_media_type',
      answer: 'Unable to execute. The body must be a form (Content-Type: multipart/form-data).',
    },
    {
      summary: 'A value that another file has',
      before: [
        {
          operation: 'saveDomain',
          path: { domain: 'File' },
          body: { Fields: [{ Name: 'Description', Type: 'Text', Unique: true }] },
        },
      ],
      path: claim,
      body: { content: 'Hello again', FileName: 'again.txt', Description: 'A greeting' },
      refused: 'not_unique',
      answer: 'Unable to execute. Description must be unique; record 3003 has "A greeting" already.',
    },
  ],
  readContent: [
    { summary: 'A note', path: note, answer: words },
    {
      summary: 'The whole, since the part that the caller has is of other content',
      path: note,
      query: { inline: 'true' },
      headers: { Range: 'bytes=11-', 'If-Range': other, 'If-None-Match': other },
      answer: words,
    },
    {
      summary: 'A range that is not there',
      path: note,
      headers: { Range: 'bytes=1000-' },
      refused: 'range_not_satisfiable',
      answer: 'Unable to execute. The content has 51 bytes.',
    },
    {
      summary: 'A file without content',
      path: { id: 3001 },
      refused: 'not_found',
      answer: 'Unable to execute. The File record with id 3001 has no content here.',
    },
    {
      summary: 'An id that cannot be one',
      path: { id: 0 },
      refused: 'invalid_request',
      answer: 'Unable to execute. id must be an integer from 1 to 9007199254740991; "0" was given.',
    },
    {
      summary: 'Without the permission',
      as: 'stranger',
      path: note,
      refused: 'permission_denied',
      answer: 'Unable to execute. You need the View permission on the File domain.',
    },
  ],
};
