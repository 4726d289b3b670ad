import { invalidRequest, Refusal } from '../contract/errors.js';
import { type Caller, mayKnow } from '../contract/permissions.js';
import { limits } from '../limits/limits.js';
import type {
  Domain,
  Dropped,
  DroppedKind,
  Field,
  LinkField,
  Metadata,
  Relationship,
  RelationshipLimit,
} from '../store/store.js';
import { foldedName } from '../text/folded-name.js';
import { hint } from '../text/nearest.js';
import { quoted, shortened } from '../text/quoted.js';

/** Whose refusal it is: hints name only what a caller may know of. */
export type Asker = Pick<Caller, 'may'> | 'administrator';

export interface IndexedDomain extends Domain {
  fieldByName: Map<string, Field>;
}

const noLinkFields: ReadonlyMap<string, LinkField> = new Map();

/** A client's metadata at one version, ready to be looked up by what callers write. */
export class MetadataIndex {
  readonly client: number;
  readonly version: number;
  readonly linkIdentity: Metadata['linkIdentity'];
  readonly domains: IndexedDomain[];
  /** Fields of links, in order of id. */
  readonly linkFields: LinkField[];
  readonly relationships: Relationship[];
  readonly relationshipLimits: Metadata['relationshipLimits'];
  /** All domains, also those that were dropped: history speaks of them too. */
  readonly domainsEver: { id: number; name: string }[];
  readonly dropped: Dropped[];
  private readonly domainByName: Map<string, IndexedDomain>;
  private readonly domainById: Map<number, IndexedDomain>;
  private readonly relationshipById: Map<number, Relationship>;
  private readonly linkFieldsByDomain = new Map<number, Map<string, LinkField>>();
  private readonly linkFieldNames: Map<number, string>;
  private readonly maxByScope: Map<string, number>;
  private readonly limitsByRelationship = new Map<number, RelationshipLimit[]>();
  /** Made when a name is first asked for: with thousands of relationships it costs most, and writes need none. */
  private named: Record<'byCode' | 'byDescription', Map<string, Relationship>> | undefined;

  constructor(metadata: Metadata) {
    this.client = metadata.client;
    this.version = metadata.version;
    this.linkIdentity = metadata.linkIdentity;
    this.domains = metadata.domains.map((domain) => ({
      ...domain,
      fieldByName: new Map(domain.fields.map((field) => [field.name, field])),
    }));
    this.linkFields = metadata.linkFields;
    this.relationships = metadata.relationships;
    this.relationshipLimits = metadata.relationshipLimits;
    this.dropped = metadata.dropped;
    const droppedDomains = metadata.dropped.filter(({ kind }) => kind === 'domain');
    this.domainsEver = droppedDomains.length === 0 ? this.domains : [...this.domains, ...droppedDomains];
    this.domainByName = new Map(this.domains.map((domain) => [domain.name, domain]));
    this.domainById = new Map(this.domains.map((domain) => [domain.id, domain]));
    this.relationshipById = new Map(this.relationships.map((each) => [each.id, each]));
    this.maxByScope = new Map(
      metadata.relationshipLimits.map(({ relationship, parentDomain, max }) => [
        `${relationship}:${parentDomain}`,
        max,
      ]),
    );
    for (const field of this.linkFields) {
      const known = this.linkFieldsByDomain.get(field.childDomain);
      if (known === undefined) this.linkFieldsByDomain.set(field.childDomain, new Map([[field.name, field]]));
      else known.set(field.name, field);
    }
    const droppedLinkFields = metadata.dropped.filter(({ kind }) => kind === 'linkField');
    this.linkFieldNames = new Map(
      [...droppedLinkFields, ...this.linkFields].map(({ id, name }) => [id, name]),
    );
    for (const limit of this.relationshipLimits) {
      const known = this.limitsByRelationship.get(limit.relationship);
      if (known === undefined) this.limitsByRelationship.set(limit.relationship, [limit]);
      else known.push(limit);
    }
  }

  /** The domain of exactly this name. */
  findDomain(name: string): IndexedDomain | undefined {
    return this.domainByName.get(name);
  }

  domainOf(id: number): IndexedDomain | undefined {
    return this.domainById.get(id);
  }

  /** What a domain is called, or was before it was dropped. */
  nameOf(domain: number): string {
    return this.domainOf(domain)?.name ?? this.domainsEver.find(({ id }) => id === domain)?.name ?? '';
  }

  /** The domains that had a name that none has now, as far as the caller may view them. */
  formerDomains(name: string, caller: Pick<Caller, 'may'>): number[] {
    if (this.domainByName.has(name)) return [];
    return this.domainsEver
      .filter((each) => each.name === name && caller.may(each.id, 'View'))
      .map(({ id }) => id);
  }

  /** The fields of links to records of a domain, by name. */
  linkFieldsOf(childDomain: number): ReadonlyMap<string, LinkField> {
    return this.linkFieldsByDomain.get(childDomain) ?? noLinkFields;
  }

  /** What a field of links is called, or was before it was dropped. */
  linkFieldName(id: number): string {
    return this.linkFieldNames.get(id) ?? '';
  }

  /** The next id of a kind: above every one that there is or was. */
  nextId(kind: DroppedKind): number {
    const present: Record<DroppedKind, { id: number }[]> = {
      domain: this.domains,
      field: this.domains.flatMap(({ fields }) => fields),
      linkField: this.linkFields,
      relationship: this.relationships,
    };
    const dropped = this.dropped.filter((each) => each.kind === kind);
    return [...present[kind], ...dropped].reduce((highest, { id }) => Math.max(highest, id), 0) + 1;
  }

  /** By Code or, where no Code fits, by Description, ignoring case (docs/reference/words.md#relationship). */
  findRelationship(name: string): Relationship | undefined {
    this.named ??= {
      byCode: new Map(this.relationships.map((each) => [foldedName(each.code), each])),
      byDescription: new Map(this.relationships.map((each) => [foldedName(each.description), each])),
    };
    const folded = foldedName(name);
    return this.named.byCode.get(folded) ?? this.named.byDescription.get(folded);
  }

  /** How many links of one record of the domain may carry the relationship; `null` for any number. */
  limitOf(relationship: number | null, parentDomain: number): number | null {
    if (this.maxByScope.size === 0) return null;
    return this.maxByScope.get(`${relationship}:${parentDomain}`) ?? null;
  }

  /** All limits of a relationship. */
  limitsOf(relationship: number): RelationshipLimit[] {
    return this.limitsByRelationship.get(relationship) ?? [];
  }

  relationshipOf(id: number | null): Relationship | undefined {
    return id === null ? undefined : this.relationshipById.get(id);
  }

  /** The domains that the asker may know of. */
  knownTo(asker: Asker): IndexedDomain[] {
    return asker === 'administrator' ? this.domains : this.domains.filter(({ id }) => mayKnow(asker, id));
  }

  private domainHint(name: string, asker: Asker): string {
    return hint(
      name,
      this.knownTo(asker).map((known) => known.name),
    );
  }

  /** @throws Refusal `invalid_request`, with the property that named the domain */
  domain(name: string, property: string, asker: Asker, pointer = `/${property}`): IndexedDomain {
    const domain = this.findDomain(name);
    if (domain !== undefined) return domain;
    const meant = this.domainHint(name, asker);
    throw invalidRequest(
      `${property} must be the name of a domain; ${quoted(name)} was given.${meant}`,
      pointer,
    );
  }

  /** The domain that a path names. @throws Refusal `not_found` */
  domainInPath(name: string, asker: Asker): IndexedDomain {
    const domain = this.findDomain(name);
    if (domain !== undefined) return domain;
    throw new Refusal('not_found', `There is no domain ${quoted(name)}.${this.domainHint(name, asker)}`);
  }

  /** @throws Refusal `relationship_not_found` */
  relationship(name: string): Relationship {
    const found = this.findRelationship(name);
    if (found !== undefined) return found;
    throw this.relationshipNotFound(name);
  }

  /** @param known what the name may have been meant for; nothing where it is an id */
  relationshipNotFound(
    name: string,
    known = this.relationships.flatMap(({ code, description }) => [code, description]),
  ): Refusal {
    const shown = shortened(name.toWellFormed(), limits.nameCharacters);
    return new Refusal(
      'relationship_not_found',
      `Unable to identify the relationship '${shown}'.${hint(name, known)}`,
    );
  }
}
