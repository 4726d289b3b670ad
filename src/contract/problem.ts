/** The two forms of a refusal (docs/reference/errors.md#two-forms), as callers read them. */
import { Id, Time } from './answers.js';
import { type ErrorCode, errorTable } from './errors.js';
import Type from './typebox.js';
import { recordActions } from './words.js';

/** The plain form: one JSON string. */
export const Message = Type.String({ title: 'Message' });

export const ErrorCodes = Type.Enum(Object.keys(errorTable) as ErrorCode[], { title: 'ErrorCode' });

/** A record that may have been meant. */
export const CandidateRecord = Type.Object(
  { RecordID: Id, Key: Type.String() },
  { additionalProperties: false },
);

/** A change of a record, without its values. */
const ChangeMeanwhile = Type.Object(
  {
    ChangeID: Id,
    Action: Type.Enum([...recordActions]),
    User: Type.String(),
    At: Time,
    Fields: Type.Array(Type.String(), { description: 'The names of the fields that differ.' }),
  },
  { additionalProperties: false },
);

/** The form of RFC 9457, for a caller whose `Accept` names `application/problem+json`. */
export const Problem = Type.Object(
  {
    type: Type.String({ description: 'urn:linkwright:problem:CODE' }),
    title: Type.String(),
    status: Type.Integer(),
    detail: Type.String({ description: 'The message of the plain form.' }),
    code: ErrorCodes,
    errors: Type.Optional(
      Type.Array(
        Type.Object(
          { pointer: Type.String({ description: 'A JSON Pointer.' }), detail: Type.String() },
          { additionalProperties: false },
        ),
        { description: 'What is wrong with the input, each with its place.' },
      ),
    ),
    candidates: Type.Optional(
      Type.Array(CandidateRecord, {
        description: 'Records whose key is near to one that found nothing, in a dry run.',
      }),
    ),
    matches: Type.Optional(
      Type.Array(Id, {
        description:
          'Of an ambiguous key: ids of records that it fits, the lowest first, where the caller may view them.',
      }),
    ),
    changes: Type.Optional(
      Type.Array(ChangeMeanwhile, {
        description: 'What became of a record meanwhile, newest first, where the caller may view it.',
      }),
    ),
    error: Type.Optional(
      Type.String({ description: 'At the token endpoint: the code that OAuth has for it.' }),
    ),
    error_description: Type.Optional(Type.String({ description: 'Likewise: the message.' })),
  },
  { additionalProperties: false, title: 'Problem' },
);
