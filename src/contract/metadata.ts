/** The shapes of domains, fields and relationships (contract section 5). */
import Type, { type Static } from 'typebox';
import { Id, OrNull } from './answers.js';
import { limits } from './limits.js';
import { Name, OptionalId, OptionalName } from './shapes.js';
import { fieldTypes, wordPattern } from './words.js';

const FieldTypeName = Type.Enum([...fieldTypes], { accepts: `one of ${fieldTypes.join(', ')}` });

export const FieldBody = Type.Object(
  {
    Name: Type.String({
      pattern: `^${wordPattern}$`,
      accepts: 'a letter followed by up to 99 letters, digits or underscores',
    }),
    Label: OptionalName,
    Type: FieldTypeName,
    RefersTo: OptionalName,
    Codes: Type.Optional(Type.Array(Name, { minItems: 1, accepts: 'an array of codes' })),
  },
  { additionalProperties: false, accepts: 'a JSON object', title: 'FieldBody' },
);
export type FieldBody = Static<typeof FieldBody>;

/** `PUT /api/Metadata/Domains/{domain}` */
export const DomainBody = Type.Object(
  {
    Label: OptionalName,
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

/** `POST /api/Contact/Codes/ContactType`: with an ID it renames, without it adds. */
export const RelationshipBody = Type.Object(
  {
    ID: OptionalId,
    Code: Type.Optional(Name),
    Description: OptionalName,
  },
  { additionalProperties: false, accepts: 'a JSON object', title: 'RelationshipBody' },
);
export type RelationshipBody = Static<typeof RelationshipBody>;

export const DomainAnswer = Type.Object(
  {
    Name: Type.String(),
    Label: Type.String(),
    Linkable: Type.Boolean({ description: 'Whether records of it may be children of links.' }),
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
  },
  { additionalProperties: false, title: 'Field' },
);
export type FieldAnswer = Static<typeof FieldAnswer>;

export const DataDictionary = Type.Array(FieldAnswer);

export const RelationshipAnswer = Type.Object(
  { ID: Id, Code: Type.String(), Description: Type.String() },
  { additionalProperties: false, title: 'Relationship' },
);
export type RelationshipAnswer = Static<typeof RelationshipAnswer>;

export const Relationships = Type.Array(RelationshipAnswer);
