/** Queries and counts of links (contract section 4). */
import { accept } from '../contract/accept.js';
import { invalidRequest, Refusal } from '../contract/errors.js';
import { given } from '../contract/given.js';
import { limits } from '../contract/limits.js';
import {
  type LinkColumn,
  type LinkCount,
  LinkCountParameters,
  LinkQueryParameters,
  type LinkRow,
  linkColumns,
  type RelationshipCount,
} from '../contract/link.js';
import { hint } from '../contract/nearest.js';
import { type Caller, requirePermission } from '../contract/permissions.js';
import { quoted } from '../contract/quoted.js';
import type { IndexedDomain, MetadataIndex } from '../record/metadata-index.js';
import { readReference, requireIdentification, type SideInput } from '../record/reference.js';
import type { LinkFilter, StoredLink, StoreQueries } from '../store/store.js';

type Filters = Omit<LinkCountParameters, 'by'>;
type Side = 'parent' | 'child';

function sideOf(filters: Filters, side: Side): SideInput {
  return {
    id: filters[`${side}RecordID`],
    key: filters[`${side}RecordKey`],
    matchField: filters[`${side}RecordMatchField`],
    names: {
      id: `${side}RecordID`,
      key: `${side}RecordKey`,
      matchField: `${side}RecordMatchField`,
    },
  };
}

/** The named domain, or every domain that the caller may view. @throws Refusal */
function domainsOf(filters: Filters, side: Side, caller: Caller, metadata: MetadataIndex): IndexedDomain[] {
  const name = given(filters[`${side}Domain`]);
  if (name === undefined) return metadata.domains.filter((each) => caller.may(each.id, 'View'));
  const domain = metadata.domain(name, `${side}Domain`);
  requirePermission(caller, domain, 'View');
  return [domain];
}

/** The id of the record that a side names, where it names one. @throws Refusal */
async function recordOf(
  queries: StoreQueries,
  filters: Filters,
  side: Side,
  metadata: MetadataIndex,
): Promise<number | undefined> {
  const input = sideOf(filters, side);
  if ([input.id, input.key, input.matchField].every((each) => given(each) === undefined)) return undefined;
  const name = given(filters[`${side}Domain`]);
  if (name === undefined) {
    throw invalidRequest(
      `${side}Domain must be provided with ${input.names.id} or ${input.names.key}.`,
      `/${side}Domain`,
    );
  }
  requireIdentification(input);
  const reference = readReference(metadata.domain(name, `${side}Domain`), input);
  // By id it is not asked whether the record is there: there are no links then.
  if (reference.id !== 0) return reference.id;
  const [found = []] = await queries.findRecords(metadata.client, [reference]);
  if (found.length > 1) throw new Refusal(`${side}_ambiguous`);
  if (found[0] === undefined) throw new Refusal(`${side}_not_found`);
  return found[0];
}

async function filterOf(
  queries: StoreQueries,
  filters: Filters,
  caller: Caller,
  metadata: MetadataIndex,
): Promise<LinkFilter> {
  if (given(filters.parentDomain) === undefined && given(filters.childDomain) === undefined) {
    throw invalidRequest('parentDomain or childDomain must be provided.', '/parentDomain');
  }
  const parents = domainsOf(filters, 'parent', caller, metadata);
  const children = domainsOf(filters, 'child', caller, metadata);
  const parent = await recordOf(queries, filters, 'parent', metadata);
  const child = await recordOf(queries, filters, 'child', metadata);
  const relationship = given(filters.relationship);
  const domains = parents.flatMap((one) => children.map((other) => ({ parent: one.id, child: other.id })));
  return {
    client: metadata.client,
    domains,
    ...(parent === undefined ? {} : { parent }),
    ...(child === undefined ? {} : { child }),
    ...(relationship === undefined ? {} : { relationship: metadata.relationship(relationship).id }),
  };
}

function columnsOf(columns: string | undefined): readonly LinkColumn[] {
  const names = given(columns)
    ?.split(',')
    .map((name) => name.trim());
  if (names === undefined) return linkColumns;
  for (const name of names) {
    if ((linkColumns as readonly string[]).includes(name)) continue;
    const why = name.includes('.')
      ? 'Links have no drill-down: columns must be columns of the link itself'
      : `columns must be a list of ${linkColumns.join(', ')}`;
    throw invalidRequest(`${why}; ${quoted(name)} was given.${hint(name, linkColumns)}`, '/columns');
  }
  return linkColumns.filter((column) => names.includes(column));
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
  const parameters = accept(LinkQueryParameters, sent);
  const columns = columnsOf(parameters.columns);
  const filter = await filterOf(queries, parameters, caller, metadata);
  const size = Number(parameters.pageSize ?? limits.pageRowsDefault);
  const after = given(parameters.after);
  const links = await queries.linkPage({
    ...filter,
    order: parameters.order ?? 'asc',
    ...(after === undefined ? {} : { after: Number(after) }),
    limit: size + 1,
  });
  const rows = links.slice(0, size).map((link) => {
    const row = rowOf(link, metadata);
    return columns.length === linkColumns.length
      ? row
      : (Object.fromEntries(columns.map((column) => [column, row[column]])) as Partial<LinkRow>);
  });
  return { rows, next: links.length > size ? links[size - 1]?.id : undefined };
}

/** How many links the filters leave, in all or by relationship. @throws Refusal */
export async function countLinks(
  queries: StoreQueries,
  caller: Caller,
  metadata: MetadataIndex,
  sent: unknown,
): Promise<LinkCount | RelationshipCount[]> {
  const { by, ...parameters } = accept(LinkCountParameters, sent);
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
