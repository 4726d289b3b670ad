/** The operations on the content of files (docs/reference/files.md). */

import { limits } from '../../limits/limits.js';
import { Id } from '../answers.js';
import {
  Content,
  ContentHeaders,
  ContentParameters,
  inlineTypes,
  opaqueType,
  UploadAnswer,
  UploadBody,
  UploadParameters,
} from '../file.js';
import type { Operation } from '../operation.js';
import Type from '../typebox.js';
import { takingKey } from './keyed.js';
import { DomainPath } from './paths.js';
import { preconditions } from './preconditions.js';

const FilePath = Type.Object({ id: Id });

const ParentPath = Type.Object({
  ...DomainPath.properties,
  id: Type.String({
    description: "The record's id; with `matchField` its key.",
    pattern: '^.+$',
  }),
});

export const uploadFile = takingKey({
  id: 'uploadFile',
  group: 'Files',
  method: 'POST',
  path: '/api/Files/Upload/{domain}/{id}',
  summary: 'Upload a file and link it to a record',
  description: `
Stores the content, creates a File record and links it to the record: all or nothing.

${preconditions(
  "You need Attach Files on the record's domain.",
  'The record is named by its id, or with `matchField` by a key that fits exactly one.',
)}
### Notes

- The answer comes after all of it is durable.
- Each call makes a File record of its own, unless it carries the \`Idempotency-Key\` of an earlier one; equal content is
  stored once.
- The permission, and that the record is there, are looked at before the content is read.
- \`MimeType\` of the File record is what the part says; it is kept, and not believed.
- \`content\` may be ${limits.fileBytes / 1_000_000_000} GB, where the server was not told otherwise; \`GET /api/Client\` says
  so, and how much the content of all files may be.
`,
  pathParameters: ParentPath,
  parameters: UploadParameters,
  body: { schema: UploadBody, types: ['multipart/form-data'] },
  answer: { description: 'The file was stored, and its record linked.', schema: UploadAnswer },
  errors: [
    'invalid_request',
    'permission_denied',
    'not_found',
    'record_ambiguous',
    'not_unique',
    'payload_too_large',
    'unsupported_media_type',
  ],
});

export const readContent: Operation = {
  id: 'readContent',
  group: 'Files',
  method: 'GET',
  path: '/api/File/{id}/Content',
  summary: 'Download the content of a file',
  description: `
The content of a File record, as an attachment of type \`${opaqueType}\`.

${preconditions('You need View on File.')}
### Notes

- With \`inline=true\` a browser may show it, where its \`MimeType\` is one of
  ${inlineTypes.map((type) => `\`${type}\``).join(', ')}. Nothing in it is ever run.
- A File record without content, such as one that has an \`ExternalDirectURL\`, is \`not_found\`.
- One range of bytes may be asked for; several, or one that is malformed, are answered with the whole.
`,
  pathParameters: FilePath,
  parameters: ContentParameters,
  headers: ContentHeaders,
  answer: {
    description: 'The content.',
    schema: Content,
    type: opaqueType,
    headers: {
      ETag: "The content's SHA-256, in quotes.",
      'Content-Disposition': "What a browser is to do with it, and the file's name.",
      'Content-Range': 'Which part it is, where a range was asked for.',
    },
    alsoStatus: { 206: 'The range that was asked for.', 304: 'The caller has it already.' },
  },
  errors: ['invalid_request', 'permission_denied', 'not_found', 'range_not_satisfiable'],
};

export const fileOperations = [uploadFile, readContent];
