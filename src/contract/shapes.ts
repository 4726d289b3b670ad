/** The shapes that several requests share. */

import { limits } from '../limits/limits.js';
import { ExactNumber } from '../text/exact-number.js';
import Type, { type TSchema } from './typebox.js';

/** Adds the meaning of the value to a schema, for the document; messages say what the schema accepts. */
export function meaning<Schema extends TSchema>(schema: Schema, description: string): Schema {
  const described = { value: `${description}.`, enumerable: true };
  // The copy must keep what the library stores in hidden properties.
  return Object.create(Object.getPrototypeOf(schema), {
    ...Object.getOwnPropertyDescriptors(schema),
    description: described,
  });
}

const idWords = `an integer from 1 to ${Number.MAX_SAFE_INTEGER}, or a string of decimal digits in that range`;

function isIdText(text: string): boolean {
  const value = Number(text);
  return text === '' || (value >= 1 && value <= Number.MAX_SAFE_INTEGER);
}

const IdText = Type.Refine(Type.String({ pattern: '^[0-9]*$' }), isIdText, () => idWords);

/** An integer in a query string; `""` means "not given". */
export function integerParameter(max: number) {
  return Type.Optional(
    Type.Refine(
      Type.String({
        pattern: '^[0-9]*$',
        accepts: `an integer from 1 to ${max}`,
        documented: { type: 'integer', minimum: 1, maximum: max },
      }),
      (text) => text === '' || (Number(text) >= 1 && Number(text) <= max),
      () => 'number',
    ),
  );
}

/** A record's id in a query string. `""` is refused: if it meant "not given", the query would answer more. */
export const IdParameter = Type.Optional(
  Type.Refine(
    Type.String({
      pattern: '^[0-9]+$',
      accepts: `an integer from 1 to ${Number.MAX_SAFE_INTEGER}`,
      documented: { type: 'integer', minimum: 1, maximum: Number.MAX_SAFE_INTEGER },
    }),
    isIdText,
    () => 'id',
  ),
);

/**
 * A filter of a query; an empty text is refused here too, for the same reason. So is NUL, which no database's text has, and
 * which PostgreSQL does not look for.
 */
export function filterParameter(accepts: string) {
  return Type.Optional(Type.String({ minLength: 1, pattern: '^[^\\u0000]*$', accepts }));
}

/** Ids of records in a query string, as many as a page has rows. `""` is refused: "not given" would mean all. */
export const IdsParameter = Type.Optional(
  Type.Refine(
    Type.String({
      pattern: '^[0-9]+(,[0-9]+)*$',
      accepts: `1 to ${limits.pageRows} ids from 1 to ${Number.MAX_SAFE_INTEGER}, divided by commas`,
    }),
    (text) => {
      const ids = text.split(',');
      return ids.length <= limits.pageRows && ids.every(isIdText);
    },
    () => 'ids',
  ),
);

/**
 * A record's id: an integer or its decimal text; `null` and `""` mean "not given"
 * (docs/reference/identification.md#given).
 */
export const OptionalId = Type.Optional(
  Type.Union([Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER }), IdText, Type.Null()], {
    accepts: idWords,
  }),
);

/** A number of more digits than JavaScript keeps; to a caller it is a number like any other. */
const LongNumber = Type.Refine(
  Type.Unsafe<ExactNumber>({ documented: 'not' }),
  (value) => value instanceof ExactNumber,
  () => 'number',
);

/** A business key: a string or a number; `null` and `""` mean "not given". */
export const OptionalKey = Type.Optional(
  Type.Union([Type.String(), Type.Number(), LongNumber, Type.Null()], { accepts: 'a string or a number' }),
);

/** A name; `null` and `""` mean "not given". */
export const OptionalName = Type.Optional(Type.Union([Type.String(), Type.Null()], { accepts: 'a string' }));

export const Name = Type.String({
  minLength: 1,
  maxLength: limits.nameCharacters,
  accepts: `a string of 1 to ${limits.nameCharacters} characters`,
});

/** A switch in a query string. It is on where it is named without a value. */
export const Switch = Type.Optional(
  Type.Union([Type.Literal('true'), Type.Literal('false'), Type.Literal('')], {
    accepts: 'true or false',
    documented: { type: 'boolean' },
  }),
);

/** Whether a switch that has been accepted is on. */
export function isOn(sent: 'true' | 'false' | '' | undefined): boolean {
  return sent === 'true' || sent === '';
}

export const DryRunParameter = meaning(Switch, 'Writes nothing, and answers what the call would do');

/** Parameters of every paged query (docs/reference/link-operations.md#pages). */
export const pageParameters = {
  pageSize: meaning(
    integerParameter(limits.pageRows),
    `How many rows a page has; ${limits.pageRowsDefault} where nothing is said`,
  ),
  after: Type.Optional(Type.String({ pattern: '^[0-9]*$', accepts: 'the cursor of an earlier page' })),
};

/** The parameter that chooses among the columns that a query has. */
export function columnsParameter(columns: readonly string[]) {
  const list = Type.Optional(Type.String({ accepts: `a list of ${columns.join(', ')}` }));
  return meaning(list, 'The columns that rows have; all where nothing is said');
}
