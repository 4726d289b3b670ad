/** Queries and counts of links (docs/reference/link-operations.md#query). */
import { columnPicker } from '../change/columns.js';
import { rowsThatFit } from '../change/page-bytes.js';
import type { FieldValue } from '../contract/answers.js';
import { invalidRequest } from '../contract/errors.js';
import { given, givenCursor, givenNumber } from '../contract/given.js';
import {
  type FieldColumn,
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
import { fieldColumn, noDrillDown } from './columns.js';
import { countFitting, fittingPage, partedParameters, readFieldFilter } from './field-filter.js';
import { foundOrMerged, namesDomain, readDomains, readFilter } from './filter.js';

function requireDomain(filters: LinkFilterParameters): void {
  if (namesDomain(filters)) return;
  throw invalidRequest('parentDomain or childDomain must be provided.', '/parentDomain');
}

async function filterOf(
  queries: StoreQueries,
  filters: LinkFilterParameters,
  caller: Caller,
  metadata: MetadataIndex,
): Promise<LinkFilter> {
  requireDomain(filters);
  const { parentDomains, childDomains, ...filter } = await readFilter(queries, filters, caller, metadata, {
    ofThePast: false,
  });
  const domains = parentDomains.flatMap((parent) => childDomains.map((child) => ({ parent, child })));
  return { ...filter, domains };
}

/** The columns of fields that links to records of the domains have, each once. */
function fieldColumnsOf(metadata: MetadataIndex, childDomains: number[]): FieldColumn[] {
  const names = childDomains.flatMap((domain) => [...metadata.linkFieldsOf(domain).keys()]);
  return [...new Set(names)].map(fieldColumn);
}

/** The values of a link's fields by their columns. */
function valuesOf({ fields }: StoredLink, metadata: MetadataIndex): Record<FieldColumn, FieldValue> {
  const entries = Object.entries(fields ?? {});
  return Object.fromEntries(
    entries.map(([id, value]) => [fieldColumn(metadata.linkFieldName(Number(id))), value]),
  );
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
    ...(link.fields === undefined ? {} : valuesOf(link, metadata)),
  };
}

/** A page of links, and the cursor of the next one where there is one. @throws Refusal */
export async function queryLinks(
  queries: StoreQueries,
  caller: Caller,
  metadata: MetadataIndex,
  sent: unknown,
): Promise<{ rows: Partial<LinkRow>[]; next: number | undefined; isCut: boolean }> {
  const { fields, others } = partedParameters(sent);
  const parameters = validate(LinkQueryParameters, others);
  requireDomain(parameters);
  const { childDomains } = readDomains(parameters, caller, metadata, { ofThePast: false });
  // Without a word on columns a row is as long as it was before links had fields.
  const columns = given(parameters.columns) ?? linkColumns.join(',');
  const pick = columnPicker<LinkRow>(
    columns,
    [...linkColumns, ...fieldColumnsOf(metadata, childDomains)],
    noDrillDown,
  );
  const asked = readFieldFilter(fields, parameters, childDomains, metadata);
  const filter = await filterOf(queries, parameters, caller, metadata);
  const size = givenNumber(parameters.pageSize, limits.pageRowsDefault);
  const after = givenCursor(parameters.after);
  const page = {
    order: parameters.order ?? 'asc',
    ...(after === undefined ? {} : { after }),
    limit: size + 1,
  };
  const { links, reached } = await foundOrMerged(
    queries,
    filter,
    (of) => fittingPage(queries, { ...of, ...page }, asked),
    (found) => found.links.length === 0 && found.reached === undefined,
  );
  const rows = links.slice(0, size).map((link) => pick(rowOf(link, metadata)));
  const fitting = rowsThatFit(rows, (at) => links[at]?.fields !== undefined);
  return {
    rows: rows.slice(0, fitting),
    next: links.length > fitting ? links[fitting - 1]?.id : reached,
    isCut: reached !== undefined && links.length === fitting,
  };
}

/** How many links the filters leave, in all or by relationship. @throws Refusal */
export async function countLinks(
  queries: StoreQueries,
  caller: Caller,
  metadata: MetadataIndex,
  sent: unknown,
): Promise<LinkCount | RelationshipCount[]> {
  const { fields, others } = partedParameters(sent);
  const { by, ...parameters } = validate(LinkCountParameters, others);
  requireDomain(parameters);
  const { childDomains } = readDomains(parameters, caller, metadata, { ofThePast: false });
  const asked = readFieldFilter(fields, parameters, childDomains, metadata);
  const filter = await filterOf(queries, parameters, caller, metadata);
  if (by === undefined && asked === undefined) {
    const count = (of: LinkFilter) => queries.linkCount(of);
    return { Count: await foundOrMerged(queries, filter, count, (found) => found === 0) };
  }
  const counts = await foundOrMerged(
    queries,
    filter,
    (of) => (asked === undefined ? queries.linkCountByRelationship(of) : countFitting(queries, of, asked)),
    (found) => found.length === 0,
  );
  if (by === undefined) return { Count: counts.reduce((sum, { count }) => sum + count, 0) };
  return counts
    .sort((one, other) => (one.relationship ?? 0) - (other.relationship ?? 0))
    .map(({ relationship, count }) => ({
      ContactTypeID: relationship,
      ContactType: relationship === null ? null : (metadata.relationshipOf(relationship)?.code ?? null),
      Count: count,
    }));
}
