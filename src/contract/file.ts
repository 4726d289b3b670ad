/** The shapes of the file operations. */

import { limits } from '../limits/limits.js';
import { Count, Id } from './answers.js';
import { meaning, Switch } from './shapes.js';
import Type, { type Static } from './typebox.js';

/** `POST /api/Files/Upload/{domain}/{id}?matchField=` */
export const UploadParameters = Type.Object(
  {
    matchField: Type.Optional(
      Type.String({
        minLength: 1,
        accepts: "the Text or Numeric field in which the path's last part stands, where that is no id",
      }),
    ),
  },
  { additionalProperties: false },
);
export type UploadParameters = Static<typeof UploadParameters>;

/** The text parts of an upload; each may be left out, and may be given once at most. */
export const uploadTexts = ['FileName', 'Description', 'Folder'] as const;
export type UploadText = (typeof uploadTexts)[number];

/** The part that holds the content. */
export const uploadContent = 'content';

/** The parts of a `multipart/form-data` body, in any order. */
export const UploadBody = Type.Object(
  {
    content: Type.Unsafe<never>({
      type: 'string',
      contentMediaType: 'application/octet-stream',
      accepts: 'the content, sent as a file',
    }),
    FileName: Type.Optional(
      Type.String({
        maxLength: limits.fileNameCharacters,
        accepts: `the file's name, of at most ${limits.fileNameCharacters} characters, without a path; that of the content part, where it is left out`,
      }),
    ),
    Description: Type.Optional(Type.String({ accepts: 'a text' })),
    Folder: Type.Optional(Type.String({ accepts: 'a text' })),
  },
  { additionalProperties: false, accepts: 'a form (multipart/form-data)', title: 'UploadBody' },
);

/** Keys in the order in which they are sent: those of an upsert, then those about the content. */
export const UploadAnswer = Type.Object(
  {
    IsSuccessful: Type.Literal(true),
    RecordID: Type.Unsafe<number>({ ...Id, description: 'The link.' }),
    Message: Type.String(),
    ParentID: Id,
    ChildID: Type.Unsafe<number>({ ...Id, description: 'The File record.' }),
    RelationshipID: Type.Null(),
    SHA256: Type.String({ pattern: '^[0-9a-f]{64}$' }),
    Size: Type.Unsafe<number>({ ...Count, description: 'Bytes.' }),
  },
  { additionalProperties: false, title: 'UploadAnswer' },
);
export type UploadAnswer = Static<typeof UploadAnswer>;

/** `GET /api/File/{id}/Content?inline=` */
export const ContentParameters = Type.Object(
  { inline: meaning(Switch, 'Lets a browser show it, where its MimeType is one that does no harm') },
  { additionalProperties: false },
);

/** The types that a browser shows without running anything in them. */
export const inlineTypes = ['image/png', 'image/jpeg', 'image/gif', 'image/webp', 'application/pdf'];

/** The type of content that a browser should save and not show. */
export const opaqueType = 'application/octet-stream';

export const Content = Type.Unsafe<never>({
  type: 'string',
  contentMediaType: opaqueType,
  description: 'The bytes.',
});

/** The request headers that a download honours (RFC 9110). */
export const ContentHeaders = Type.Object({
  Range: Type.Optional(Type.String({ accepts: 'one range of bytes, as in bytes=0-1023' })),
  'If-Range': Type.Optional(Type.String({ accepts: 'the ETag of the content that the range is of' })),
  'If-None-Match': Type.Optional(Type.String({ accepts: 'the ETags of what the caller has' })),
});
