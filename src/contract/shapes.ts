/** The shapes that several requests share. */
import Type from 'typebox';
import { ExactNumber } from './exact-number.js';
import { limits } from './limits.js';

const idWords = `an integer from 1 to ${Number.MAX_SAFE_INTEGER}, or a string of decimal digits in that range`;

function isIdText(text: string): boolean {
  const value = Number(text);
  return text === '' || (value >= 1 && value <= Number.MAX_SAFE_INTEGER);
}

const IdText = Type.Refine(Type.String({ pattern: '^[0-9]*$' }), isIdText, () => idWords);

/** An integer in a query string; `""` is "not given". */
export function integerParameter(most: number) {
  return Type.Optional(
    Type.Refine(
      Type.String({
        pattern: '^[0-9]*$',
        accepts: `an integer from 1 to ${most}`,
        documented: { type: 'integer', minimum: 1, maximum: most },
      }),
      (text) => text === '' || (Number(text) >= 1 && Number(text) <= most),
      () => 'number',
    ),
  );
}

/** A record's id in a query string. */
export const IdParameter = integerParameter(Number.MAX_SAFE_INTEGER);

/** A record's id: an integer or its decimal text; `null` and `""` are "not given" (section 2). */
export const OptionalId = Type.Optional(
  Type.Union([Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER }), IdText, Type.Null()], {
    accepts: idWords,
  }),
);

/** A number of more digits than JavaScript keeps; to a caller it is a number like others. */
const LongNumber = Type.Refine(
  Type.Unsafe<ExactNumber>({ documented: 'not' }),
  (value) => value instanceof ExactNumber,
  () => 'number',
);

/** A business key: a string or a number; `null` and `""` are "not given". */
export const OptionalKey = Type.Optional(
  Type.Union([Type.String(), Type.Number(), LongNumber, Type.Null()], { accepts: 'a string or a number' }),
);

/** A name; `null` and `""` are "not given". */
export const OptionalName = Type.Optional(Type.Union([Type.String(), Type.Null()], { accepts: 'a string' }));

export const Name = Type.String({
  minLength: 1,
  maxLength: limits.nameCharacters,
  accepts: `a string of 1 to ${limits.nameCharacters} characters`,
});

/** A switch in a query string. */
export const Switch = Type.Optional(
  Type.Union([Type.Literal('true'), Type.Literal('false'), Type.Literal('')], {
    accepts: 'true or false',
    documented: { type: 'boolean' },
  }),
);

/** Parameters of every paged query (section 4). */
export const pageParameters = {
  pageSize: integerParameter(limits.pageRows),
  after: Type.Optional(Type.String({ pattern: '^[0-9]*$', accepts: 'the cursor of an earlier page' })),
};

/** The columns that a query is to answer, of those that it has. */
export function columnsParameter(columns: readonly string[]) {
  return Type.Optional(Type.String({ accepts: `a list of ${columns.join(', ')}` }));
}
