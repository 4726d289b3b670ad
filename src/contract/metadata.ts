/** The shapes of domains, fields and relationships. */

import { limits } from '../limits/limits.js';
import { isNameText, isVisibleText } from '../text/visible-text.js';
import { Id, OrNull } from './answers.js';
import { domainPermissions } from './permissions.js';
import { DryRunParameter, Name, OptionalId, OptionalName } from './shapes.js';
import Type, { type Static } from './typebox.js';
import { fieldTypes, formats, matchings, wordPattern } from './words.js';

/** A label for people; `null` and `""` mean "not given". */
const OptionalLabel = Type.Optional(
  Type.Union([Type.String({ maxLength: limits.labelCharacters }), Type.Null()], {
    accepts: `a string of at most ${limits.labelCharacters} characters`,
  }),
);

const FieldTypeName = Type.Enum([...fieldTypes], { accepts: `one of ${fieldTypes.join(', ')}` });

const codesAccepted = `an array of 1 to ${limits.fieldCodes} codes`;
const Codes = Type.Array(Name, { minItems: 1, maxItems: limits.fieldCodes, accepts: codesAccepted });
const currencies = new Set(Intl.supportedValuesOf('currency'));

/** Rules of a field. What is not sent stays as it is; `null` lifts a format and a currency. */
const ruleProperties = {
  Matching: Type.Optional(
    Type.Enum([...matchings], {
      accepts: matchings.join(' or '),
      description:
        'How values of a Text are compared: `loose` ignores case, forms of characters and white space.',
    }),
  ),
  Required: Type.Optional(
    Type.Boolean({ accepts: 'true or false', description: 'Whether every record must have a value.' }),
  ),
  Unique: Type.Optional(
    Type.Boolean({ accepts: 'true or false', description: 'Whether no two records may have equal values.' }),
  ),
  Format: Type.Optional(
    Type.Union([Type.Enum([...formats]), Type.Null()], {
      accepts: `one of ${formats.join(', ')}, or null for none`,
      description: 'What the values of a Text must look like.',
    }),
  ),
  Currency: Type.Optional(
    Type.Union(
      [
        Type.Refine(
          Type.String({ pattern: '^[A-Z]{3}$' }),
          (code) => currencies.has(code),
          () => 'currency',
        ),
        Type.Null(),
      ],
      {
        accepts: 'a code of ISO 4217, like EUR, or null for none',
        description: 'What the values of a Numeric are amounts of.',
      },
    ),
  ),
};

export const FieldBody = Type.Object(
  {
    Name: Type.String({
      pattern: `^${wordPattern}$`,
      accepts: 'a letter followed by up to 99 letters, digits or underscores',
    }),
    Label: OptionalLabel,
    Type: FieldTypeName,
    RefersTo: OptionalName,
    Codes: Type.Optional(Codes),
    ...ruleProperties,
  },
  { additionalProperties: false, accepts: 'a JSON object', title: 'FieldBody' },
);
export type FieldBody = Static<typeof FieldBody>;

/** What a link itself says, which refers to nothing else. */
export const linkFieldTypes = fieldTypes.filter((type) => type !== 'Association');

const LinkFieldTypeName = Type.Enum([...linkFieldTypes], { accepts: `one of ${linkFieldTypes.join(', ')}` });

export const LinkFieldBody = Type.Object(
  {
    Name: FieldBody.properties.Name,
    Label: OptionalLabel,
    Type: LinkFieldTypeName,
    Codes: Type.Optional(Type.Union([Codes, Type.Null()], { accepts: codesAccepted })),
  },
  { additionalProperties: false, accepts: 'a JSON object', title: 'LinkFieldBody' },
);

/** `PUT /api/Metadata/Links/{childDomain}` */
export const LinkFieldsBody = Type.Object(
  {
    Fields: Type.Optional(
      Type.Array(LinkFieldBody, {
        maxItems: limits.linkFields,
        accepts: `an array of at most ${limits.linkFields} fields`,
      }),
    ),
  },
  { additionalProperties: false, accepts: 'a JSON object', title: 'LinkFieldsBody' },
);
export type LinkFieldsBody = Static<typeof LinkFieldsBody>;

/** `PUT /api/Metadata/Domains/{domain}` */
export const DomainBody = Type.Object(
  {
    Label: OptionalLabel,
    Linkable: Type.Optional(Type.Boolean({ accepts: 'true or false' })),
    Fields: Type.Optional(
      Type.Array(FieldBody, {
        maxItems: limits.domainFields,
        accepts: `an array of at most ${limits.domainFields} fields`,
      }),
    ),
  },
  { additionalProperties: false, accepts: 'a JSON object', title: 'DomainBody' },
);
export type DomainBody = Static<typeof DomainBody>;

const bounds = { minimum: 1, maximum: Number.MAX_SAFE_INTEGER };

/** By parent domain, the most links with a relationship that one record may have; `null` lifts a limit. */
export const RelationshipLimits = Type.Record(
  Type.String(),
  Type.Union([Type.Integer(bounds), Type.Null()], {
    accepts: `an integer from 1 to ${Number.MAX_SAFE_INTEGER}, or null for no limit`,
  }),
  { accepts: 'an object with the most links on one record by parent domain, like {"Claim": 1}' },
);
export type RelationshipLimits = Static<typeof RelationshipLimits>;

const relationshipWordAccepts = `a string of 1 to ${limits.nameCharacters} characters that can be seen, with a letter or a digit, without white space at its ends, and no error value of a spreadsheet`;

/** The code of a relationship: text that people can tell from other text. */
const RelationshipCode = Type.Refine(
  Type.String({
    minLength: 1,
    maxLength: limits.nameCharacters,
    accepts: relationshipWordAccepts,
  }),
  isNameText,
  () => 'name',
);

const RelationshipDescription = Type.Optional(
  Type.Union(
    [
      Type.Refine(
        Type.String({ maxLength: limits.labelCharacters }),
        (text) => text === '' || isVisibleText(text),
        () => 'visible',
      ),
      Type.Null(),
    ],
    {
      accepts: `a string of at most ${limits.labelCharacters} characters that can be seen, without white space at its ends`,
    },
  ),
);

/** `POST /api/Contact/Codes/ContactType`: with an ID it renames or limits, without one it adds. */
export const RelationshipBody = Type.Object(
  {
    ID: OptionalId,
    Code: Type.Optional(RelationshipCode),
    Description: RelationshipDescription,
    Limits: Type.Optional(RelationshipLimits),
  },
  { additionalProperties: false, accepts: 'a JSON object', title: 'RelationshipBody' },
);
export type RelationshipBody = Static<typeof RelationshipBody>;

/** `POST /api/Contact/Codes/ContactType/BulkUpsert?dryRun=` */
export const RelationshipsParameters = Type.Object(
  { dryRun: DryRunParameter },
  { additionalProperties: false },
);

/** An entry of `POST /api/Contact/Codes/ContactType/BulkUpsert`. */
export const RelationshipEntry = Type.Object(
  { Code: RelationshipCode, Description: RelationshipDescription },
  { additionalProperties: false, accepts: 'a JSON object', title: 'RelationshipEntry' },
);
export type RelationshipEntry = Static<typeof RelationshipEntry>;

export const DomainAnswer = Type.Object(
  {
    Name: Type.String(),
    Label: Type.String(),
    Linkable: Type.Boolean({ description: 'Whether records of it may be children of links.' }),
    Custom: Type.Boolean({ description: "Whether it is the client's own, and can be dropped." }),
    Permissions: Type.Array(Type.Enum([...domainPermissions]), {
      description: 'What you may do with its records.',
    }),
  },
  { additionalProperties: false, title: 'Domain' },
);
export type DomainAnswer = Static<typeof DomainAnswer>;

export const Domains = Type.Array(DomainAnswer);

export const FieldAnswer = Type.Object(
  {
    Name: Type.String(),
    Label: Type.String(),
    Type: FieldTypeName,
    CanMatch: Type.Boolean({ description: 'Whether it can be a match field.' }),
    RefersTo: OrNull(Type.String(), { description: 'Of an Association, the domain that it refers to.' }),
    Codes: OrNull(Type.Array(Type.String()), { description: 'Of a Coded field, what it accepts.' }),
    Matching: Type.Enum([...matchings], {
      description:
        'How values of a Text are compared: `loose` ignores case, forms of characters and white space.',
    }),
    Required: Type.Boolean({ description: 'Whether every record must have a value.' }),
    Unique: Type.Boolean({ description: 'Whether no two records may have equal values.' }),
    Format: OrNull(Type.Enum([...formats]), { description: 'What the values of a Text must look like.' }),
    Currency: OrNull(Type.String(), {
      description: 'What the values of a Numeric are amounts of: a code of ISO 4217.',
    }),
    Custom: Type.Boolean({ description: "Whether it is the client's own, and can be dropped." }),
  },
  { additionalProperties: false, title: 'Field' },
);
export type FieldAnswer = Static<typeof FieldAnswer>;

export const DataDictionary = Type.Array(FieldAnswer);

export const LinkFieldAnswer = Type.Object(
  {
    Name: Type.String(),
    Label: Type.String(),
    Type: LinkFieldTypeName,
    Codes: OrNull(Type.Array(Type.String()), { description: 'Of a Coded field, what it accepts.' }),
  },
  { additionalProperties: false, title: 'LinkField' },
);

/** The fields of links to records of a domain, in a form that can be sent back. */
export const LinkFieldsAnswer = Type.Object(
  { Fields: Type.Array(LinkFieldAnswer) },
  { additionalProperties: false, title: 'LinkFields' },
);
export type LinkFieldsAnswer = Static<typeof LinkFieldsAnswer>;

const relationshipProperties = {
  ID: Id,
  Code: Type.String(),
  Description: Type.String(),
  Limits: Type.Record(Type.String(), Type.Integer(bounds), {
    description: 'By parent domain, the most links with it on one record.',
  }),
};

export const RelationshipAnswer = Type.Object(relationshipProperties, {
  additionalProperties: false,
  title: 'Relationship',
});
export type RelationshipAnswer = Static<typeof RelationshipAnswer>;

/** The same, as one of the answers of a bulk call. */
export const RelationshipEntryAnswer = Type.Object(
  { IsSuccessful: Type.Literal(true), ...relationshipProperties },
  { additionalProperties: false, title: 'RelationshipEntryAnswer' },
);
export type RelationshipEntryAnswer = Static<typeof RelationshipEntryAnswer>;

export const Relationships = Type.Array(RelationshipAnswer);
