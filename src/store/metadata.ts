/** What the port offers for what describes records and links: domains, fields, relationships. */
import type { Domain, Dropped, Field, Relationship, RelationshipLimit } from './values.js';

export interface MetadataQueries {
  /**
   * How many records have more links than the limit allows, and the first few of them by id. Looks through the
   * links of the limit's domain.
   */
  recordsPastLimit(
    client: number,
    limit: RelationshipLimit,
    shown: number,
  ): Promise<{ count: number; records: number[] }>;
  /** How many links carry the relationship. Looks through the client's links. */
  relationshipTotal(client: number, relationship: number): Promise<number>;
  /** The records of whose links one was given the relationship by a change numbered above `above`. */
  recordsGiven(
    client: number,
    relationship: number,
    above: number,
  ): Promise<{ domain: number; record: number }[]>;
}

export interface MetadataWrites {
  insertDomain(domain: Omit<Domain, 'fields'>): Promise<void>;
  updateDomain(domain: Omit<Domain, 'fields'>): Promise<void>;
  insertFields(domain: number, fields: Field[]): Promise<void>;
  /** Sets a field's label and codes. */
  updateField(field: Pick<Field, 'id' | 'label' | 'codes'>): Promise<void>;
  /** Deletes a field that no record has a value of. */
  deleteField(field: number): Promise<void>;
  /** Deletes a domain with its fields and the limits on it. One with records, or that a field of another refers to, fails. */
  deleteDomain(domain: number): Promise<void>;
  /** Sets the words of relationships, each named once, or makes them. */
  saveRelationships(relationships: Relationship[]): Promise<void>;
  /** Sets a relationship's limit on a parent domain, or with `null` lifts it. */
  saveRelationshipLimit(limit: Omit<RelationshipLimit, 'most'> & { most: number | null }): Promise<void>;
  /** Deletes a relationship that no link carries, with its limits. */
  deleteRelationship(relationship: number): Promise<void>;
  /** Keeps the names of what is dropped, and thereby its ids from being given out again. */
  noteDropped(dropped: Dropped[]): Promise<void>;
}
