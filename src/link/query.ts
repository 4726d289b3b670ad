/** Queries and counts of links (docs/reference/link-operations.md#query). */
import { invalidRequest } from '../contract/errors.js';
import { givenCursor, givenNumber } from '../contract/given.js';
import {
  type LinkCount,
  LinkCountParameters,
  type LinkFilterParameters,
  LinkQueryParameters,
  type LinkRow,
  linkColumns,
  type RelationshipCount,
} from '../contract/link.js';
import type { Caller } from '../contract/permissions.js';
import { validate } from '../contract/validate.js';
import { limits } from '../limits/limits.js';
import type { MetadataIndex } from '../metadata/metadata-index.js';
import type { LinkFilter, StoredLink, StoreQueries } from '../store/store.js';
import { columnPicker } from './columns.js';
import { namesDomain, readFilter } from './filter.js';

async function filterOf(
  queries: StoreQueries,
  filters: LinkFilterParameters,
  caller: Caller,
  metadata: MetadataIndex,
): Promise<LinkFilter> {
  if (!namesDomain(filters)) {
    throw invalidRequest('parentDomain or childDomain must be provided.', '/parentDomain');
  }
  const { parentDomains, childDomains, ...filter } = await readFilter(queries, filters, caller, metadata, {
    ofThePast: false,
  });
  const domains = parentDomains.flatMap((parent) => childDomains.map((child) => ({ parent, child })));
  return { ...filter, domains };
}

function rowOf(link: StoredLink, metadata: MetadataIndex): LinkRow {
  const relationship = link.relationship === null ? undefined : metadata.relationshipOf(link.relationship);
  return {
    LinkID: link.id,
    ParentDomain: metadata.domainOf(link.parentDomain)?.name ?? '',
    ParentID: link.parent,
    ChildDomain: metadata.domainOf(link.childDomain)?.name ?? '',
    ChildID: link.child,
    ContactTypeID: link.relationship,
    ContactType: relationship?.code ?? null,
    CreatedAt: new Date(link.createdAt).toISOString(),
    CreatedBy: link.createdBy,
    ModifiedAt: new Date(link.modifiedAt).toISOString(),
    ModifiedBy: link.modifiedBy,
  };
}

/** A page of links, and the cursor of the next one where there is one. @throws Refusal */
export async function queryLinks(
  queries: StoreQueries,
  caller: Caller,
  metadata: MetadataIndex,
  sent: unknown,
): Promise<{ rows: Partial<LinkRow>[]; next: number | undefined }> {
  const parameters = validate(LinkQueryParameters, sent);
  const pick = columnPicker<LinkRow>(parameters.columns, linkColumns);
  const filter = await filterOf(queries, parameters, caller, metadata);
  const size = givenNumber(parameters.pageSize, limits.pageRowsDefault);
  const after = givenCursor(parameters.after);
  const links = await queries.linkPage({
    ...filter,
    order: parameters.order ?? 'asc',
    ...(after === undefined ? {} : { after }),
    limit: size + 1,
  });
  const rows = links.slice(0, size).map((link) => pick(rowOf(link, metadata)));
  return { rows, next: links.length > size ? links[size - 1]?.id : undefined };
}

/** How many links the filters leave, in all or by relationship. @throws Refusal */
export async function countLinks(
  queries: StoreQueries,
  caller: Caller,
  metadata: MetadataIndex,
  sent: unknown,
): Promise<LinkCount | RelationshipCount[]> {
  const { by, ...parameters } = validate(LinkCountParameters, sent);
  const filter = await filterOf(queries, parameters, caller, metadata);
  if (by === undefined) return { Count: await queries.linkCount(filter) };
  const counts = await queries.linkCountByRelationship(filter);
  return counts
    .sort((one, other) => (one.relationship ?? 0) - (other.relationship ?? 0))
    .map(({ relationship, count }) => ({
      ContactTypeID: relationship,
      ContactType: relationship === null ? null : (metadata.relationshipOf(relationship)?.code ?? null),
      Count: count,
    }));
}
