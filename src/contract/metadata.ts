/** The shapes of domains, fields and relationships (contract section 5). */
import Type, { type Static } from 'typebox';
import { limits } from './limits.js';
import { Name, OptionalId, OptionalName } from './shapes.js';
import { type FieldType, fieldTypes, wordPattern } from './words.js';

export const FieldBody = Type.Object(
  {
    Name: Type.String({
      pattern: `^${wordPattern}$`,
      accepts: 'a letter followed by up to 99 letters, digits or underscores',
    }),
    Label: OptionalName,
    Type: Type.Union(
      fieldTypes.map((type) => Type.Literal(type)),
      { accepts: `one of ${fieldTypes.join(', ')}` },
    ),
    RefersTo: OptionalName,
    Codes: Type.Optional(Type.Array(Name, { minItems: 1, accepts: 'an array of codes' })),
  },
  { additionalProperties: false, accepts: 'a JSON object' },
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
  { additionalProperties: false, accepts: 'a JSON object' },
);
export type DomainBody = Static<typeof DomainBody>;

/** `POST /api/Contact/Codes/ContactType`: with an ID it renames, without it adds. */
export const RelationshipBody = Type.Object(
  {
    ID: OptionalId,
    Code: Type.Optional(Name),
    Description: OptionalName,
  },
  { additionalProperties: false, accepts: 'a JSON object' },
);
export type RelationshipBody = Static<typeof RelationshipBody>;

export interface DomainAnswer {
  Name: string;
  Label: string;
  Linkable: boolean;
}

export interface FieldAnswer {
  Name: string;
  Label: string;
  Type: FieldType;
  CanMatch: boolean;
  RefersTo: string | null;
  Codes: string[] | null;
}

export interface RelationshipAnswer {
  ID: number;
  Code: string;
  Description: string;
}
