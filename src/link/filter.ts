/**
 * How a query names the links that it is about (docs/reference/link-operations.md#query): what links and
 * changes share.
 */
import { invalidRequest, Refusal } from '../contract/errors.js';
import type { LinkFilterParameters } from '../contract/link.js';
import { type Caller, requirePermission } from '../contract/permissions.js';
import type { MetadataIndex } from '../metadata/metadata-index.js';
import { requireNormalizable } from '../metadata/stored-text.js';
import { ambiguous, readReference, requireIdentification, type SideInput } from '../record/keys/reference.js';
import type { ChangeFilter, LinkFilter, StoreQueries } from '../store/store.js';

type Side = 'parent' | 'child';

/** What a query's parameters stand for, in ids. */
export type ReadFilter = ChangeFilter & Required<Pick<ChangeFilter, 'parentDomains' | 'childDomains'>>;

function sideOf(filters: LinkFilterParameters, side: Side): SideInput {
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

/**
 * The named domain, or every domain that the caller may view. A filter of the past knows dropped domains too; a name
 * is theirs while no other domain has it.
 *
 * @throws Refusal
 */
function domainsOf(
  filters: LinkFilterParameters,
  side: Side,
  caller: Caller,
  metadata: MetadataIndex,
  ofThePast: boolean,
): number[] {
  const name = filters[`${side}Domain`];
  if (name === undefined) {
    const domains = ofThePast ? metadata.domainsEver : metadata.domains;
    return domains.filter(({ id }) => caller.may(id, 'View')).map(({ id }) => id);
  }
  const former = ofThePast ? metadata.formerDomains(name, caller) : [];
  if (former.length > 0) return former;
  const domain = metadata.domain(name, `${side}Domain`, caller);
  requirePermission(caller, domain, 'View');
  return [domain.id];
}

/** The id of the record that a side names, where it names one. @throws Refusal */
async function recordOf(
  queries: StoreQueries,
  filters: LinkFilterParameters,
  side: Side,
  caller: Caller,
  metadata: MetadataIndex,
): Promise<number | undefined> {
  const input = sideOf(filters, side);
  if ([input.id, input.key, input.matchField].every((each) => each === undefined)) return undefined;
  const name = filters[`${side}Domain`];
  if (name === undefined) {
    throw invalidRequest(
      `${side}Domain must be provided with ${input.names.id} or ${input.names.key}.`,
      `/${side}Domain`,
    );
  }
  requireIdentification(input);
  // An id is not looked up: the record may be gone while its history is still there.
  if (input.id !== undefined) return Number(input.id);
  const domain = metadata.domain(name, `${side}Domain`, caller);
  const reference = readReference(domain, input, caller)();
  const [found = []] = await queries.findRecords(metadata.client, [reference]);
  if (found.length > 1) {
    throw ambiguous(`${side}_ambiguous`, found, caller.may(reference.domain, 'View'));
  }
  if (found[0] === undefined) throw new Refusal(`${side}_not_found`);
  return found[0];
}

/** Whether a parameter names a domain. */
export function namesDomain({ parentDomain, childDomain }: LinkFilterParameters): boolean {
  return parentDomain !== undefined || childDomain !== undefined;
}

/**
 * The domains that the answer may hold: those named, which the caller must be allowed to view; where a side names
 * none, all that the caller may view.
 *
 * @throws Refusal `invalid_request`, `permission_denied`
 */
export function readDomains(
  filters: LinkFilterParameters,
  caller: Caller,
  metadata: MetadataIndex,
  { ofThePast }: { ofThePast: boolean },
): Pick<ReadFilter, 'parentDomains' | 'childDomains'> {
  return {
    parentDomains: domainsOf(filters, 'parent', caller, metadata, ofThePast),
    childDomains: domainsOf(filters, 'child', caller, metadata, ofThePast),
  };
}

/** The records of a filter of the past: for one that was merged, the record that was kept, and itself as well. */
async function withMerged(
  queries: Pick<StoreQueries, 'mergedRecords'>,
  client: number,
  { parent, child }: Pick<ChangeFilter, Side>,
  { parentDomains, childDomains }: Pick<ReadFilter, 'parentDomains' | 'childDomains'>,
): Promise<Pick<ChangeFilter, Side | 'mergedParent' | 'mergedChild'>> {
  const keptFor = async (id: number | undefined, [domain]: number[]) =>
    id === undefined || domain === undefined
      ? undefined
      : (await queries.mergedRecords(client, domain, [id]))[0]?.kept;
  const kept = {
    parent: await keptFor(parent, parentDomains),
    child: await keptFor(child, childDomains),
  };
  return {
    ...(parent === undefined ? {} : { parent }),
    ...(child === undefined ? {} : { child }),
    ...(kept.parent === undefined ? {} : { parent: kept.parent, mergedParent: parent as number }),
    ...(kept.child === undefined ? {} : { child: kept.child, mergedChild: child as number }),
  };
}

/**
 * Reads the filters: domains, records by id or by key, relationship. A record that is named by id need not
 * be there; one that is named by key must. `ofThePast` is for changes: those of domains that were dropped too.
 *
 * @throws Refusal
 */
export async function readFilter(
  queries: StoreQueries,
  filters: LinkFilterParameters,
  caller: Caller,
  metadata: MetadataIndex,
  past: { ofThePast: boolean },
): Promise<ReadFilter> {
  const domains = readDomains(filters, caller, metadata, past);
  const parent = await recordOf(queries, filters, 'parent', caller, metadata);
  const child = await recordOf(queries, filters, 'child', caller, metadata);
  const records = {
    ...(parent === undefined ? {} : { parent }),
    ...(child === undefined ? {} : { child }),
  };
  const { relationship } = filters;
  if (relationship !== undefined) requireNormalizable(relationship, 'relationship');
  return {
    client: metadata.client,
    ...domains,
    ...(past.ofThePast ? await withMerged(queries, metadata.client, records, domains) : records),
    ...(relationship === undefined ? {} : { relationship: metadata.relationship(relationship).id }),
  };
}

/**
 * What a query of links answers; where that is nothing, and the filter names a record that was merged into another, what
 * it answers for this one (docs/reference/merge.md#the-merged-id). Whoever finds something pays nothing for it.
 */
export async function foundOrMerged<Found>(
  queries: Pick<StoreQueries, 'mergedRecords'>,
  filter: LinkFilter,
  find: (filter: LinkFilter) => Promise<Found>,
  isNothing: (found: Found) => boolean,
): Promise<Found> {
  const found = await find(filter);
  const [domains] = filter.domains;
  if (domains === undefined || !isNothing(found)) return found;
  const merged: Pick<LinkFilter, Side> = {};
  for (const side of ['parent', 'child'] as const) {
    const id = filter[side];
    // A query that names a record names its domain too.
    const [instead] = id === undefined ? [] : await queries.mergedRecords(filter.client, domains[side], [id]);
    if (instead !== undefined) merged[side] = instead.kept;
  }
  return Object.keys(merged).length === 0 ? found : find({ ...filter, ...merged });
}
