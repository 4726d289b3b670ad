/** Relationships, and how many links with one a record may have. */

export interface Relationship {
  id: number;
  code: string;
  description: string;
}

/** At most so many links with a relationship on one record of a parent domain. */
export interface RelationshipLimit {
  relationship: number;
  parentDomain: number;
  max: number;
}

export interface RelationshipQueries {
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

export interface RelationshipTransaction {
  /** Sets the words of relationships, each named once, or makes them. */
  saveRelationships(relationships: Relationship[]): Promise<void>;
  /** Sets a relationship's limit on a parent domain, or with `null` lifts it. */
  saveRelationshipLimit(limit: Omit<RelationshipLimit, 'max'> & { max: number | null }): Promise<void>;
  /** Deletes a relationship that no link carries, with its limits. */
  deleteRelationship(relationship: number): Promise<void>;
}
