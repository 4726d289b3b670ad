/** What describes a client's records and links: its domains, their fields, and names that are kept. */
import type { FieldType, Format, LinkIdentity, Matching } from '../../contract/words.js';
import type { Relationship, RelationshipLimit } from './relationship.js';

export interface Field {
  id: number;
  name: string;
  label: string;
  type: FieldType;
  /** The id of the domain that an association refers to. */
  refersTo: number | null;
  /** The values that a Coded field accepts. */
  codes: string[] | null;
  /** How values are compared: `exact`, but for a Text that may be `loose`. */
  matching: Matching;
  /** Whether every record has a value, and whether no two have equal ones. */
  required: boolean;
  unique: boolean;
  format: Format | null;
  currency: string | null;
}

/** What a field is before anybody makes rules for it. */
export const noRules = {
  matching: 'exact',
  required: false,
  unique: false,
  format: null,
  currency: null,
} as const;

/** A field of the links whose children are records of a domain. */
export interface LinkField extends Field {
  childDomain: number;
}

export interface Domain {
  id: number;
  name: string;
  label: string;
  linkable: boolean;
  fields: Field[];
}

export type DroppedKind = 'domain' | 'field' | 'linkField' | 'relationship';

/** What there was, under an id that history keeps: it is never given out again. */
export interface Dropped {
  kind: DroppedKind;
  id: number;
  name: string;
}

/** What describes a client's records and links, at one version. */
export interface Metadata {
  client: number;
  version: number;
  linkIdentity: LinkIdentity;
  domains: Domain[];
  /** In order of id. */
  linkFields: LinkField[];
  relationships: Relationship[];
  relationshipLimits: RelationshipLimit[];
  /** All domains and link fields that were dropped, and the last field and the last relationship by id. */
  dropped: Dropped[];
}

export interface MetadataQueries {
  /** The client's metadata, domains and fields in order of id; `undefined` where there is no such client. */
  metadata(client: number): Promise<Metadata | undefined>;
}

export interface MetadataTransaction {
  /**
   * The client's metadata at the version that `lock` has answered: often known since the write before. For programs that
   * leave it as it is; it is shared, so nobody may change what is answered.
   */
  metadataAt(version: number): Promise<Metadata | undefined>;
  insertDomain(domain: Omit<Domain, 'fields'>): Promise<void>;
  updateDomain(domain: Omit<Domain, 'fields'>): Promise<void>;
  insertFields(domain: number, fields: Field[]): Promise<void>;
  /** Sets a field's label, codes and rules. */
  updateField(field: Field): Promise<void>;
  /** Deletes a field that no record has a value of. */
  deleteField(field: number): Promise<void>;
  insertLinkFields(fields: LinkField[]): Promise<void>;
  /** Sets a link field's label and codes. */
  updateLinkField(field: Pick<Field, 'id' | 'label' | 'codes'>): Promise<void>;
  /** Deletes a link field that no link has a value of. */
  deleteLinkField(field: number): Promise<void>;
  /** Deletes a domain with its fields, those of links to its records, and the limits on it. One with records, or that a field of another refers to, fails. */
  deleteDomain(domain: number): Promise<void>;
  /** Keeps the names of what is dropped, and thereby its ids from being given out again. */
  noteDropped(dropped: Dropped[]): Promise<void>;
}
