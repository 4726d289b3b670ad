/** What a query asks of the fields of links (docs/reference/link-operations.md#query). */
import { invalidProperties, invalidRequest } from '../contract/errors.js';
import { fieldPrefix, type LinkFilterParameters, linkFilterParameters } from '../contract/link.js';
import { limits } from '../limits/limits.js';
import type { MetadataIndex } from '../metadata/metadata-index.js';
import { meets } from '../record/query/condition.js';
import { type FieldCondition, readConditions } from '../record/query/read-conditions.js';
import { inTurns } from '../record/turns.js';
import type { LinkField, LinkFilter, LinkPage, StoredLink, StoreQueries } from '../store/store.js';
import { quoted } from '../text/quoted.js';

/** Conditions by child domain; links to records of any other have no fields. */
export interface FieldFilter {
  byDomain: Map<number, FieldCondition<LinkField>[]>;
  elsewhere: FieldCondition<LinkField>[];
}

/** Parts the parameters that ask for fields of links from the others, which every query has. */
export function partedParameters(sent: unknown): {
  fields: Record<string, string | string[]>;
  others: Record<string, unknown>;
} {
  const entries = Object.entries(sent as Record<string, string | string[]>);
  const isField = ([name]: [string, unknown]) => name.startsWith(fieldPrefix);
  return {
    fields: Object.fromEntries(entries.filter(isField)),
    others: Object.fromEntries(entries.filter((entry) => !isField(entry))),
  };
}

/**
 * What is asked of fields, read for each child domain that the answer may hold. A domain whose links have no field of a
 * name takes part with links that have no value in it.
 *
 * @throws Refusal `invalid_request` where a name or a value is wrong, or no record is named whose links they are
 */
export function readFieldFilter(
  sent: Record<string, string | string[]>,
  filters: LinkFilterParameters,
  childDomains: number[],
  metadata: MetadataIndex,
): FieldFilter | undefined {
  const [first] = Object.keys(sent);
  if (first === undefined) return undefined;
  const known = childDomains.map((domain) => metadata.linkFieldsOf(domain));
  const all = new Map(known.toReversed().flatMap((fields) => [...fields]));
  const read = (fields: ReadonlyMap<string, LinkField>) => {
    const { conditions, errors } = readConditions(sent, {
      fields,
      prefix: fieldPrefix,
      otherNames: Object.keys(linkFilterParameters),
      unknown: (name) => `Links that the query is about have no field ${quoted(name)}.`,
    });
    if (errors.length > 0) throw invalidProperties(errors);
    return conditions;
  };
  const elsewhere = read(all);
  const byDomain = new Map(
    childDomains.flatMap((domain, at) =>
      known[at]?.size ? [[domain, read(new Map([...all, ...known[at]]))] as const] : [],
    ),
  );
  requireRecord(first, filters);
  return { byDomain, elsewhere };
}

/** Links are looked through one by one, so they must be those of a record. */
function requireRecord(first: string, filters: LinkFilterParameters): void {
  const { parentRecordID, parentRecordKey, childRecordID, childRecordKey } = filters;
  if ([parentRecordID, parentRecordKey, childRecordID, childRecordKey].some((each) => each !== undefined)) {
    return;
  }
  throw invalidRequest(
    `${first} must be given together with a parent or a child: parentRecordID, childRecordID, or a key.`,
    `/${first}`,
  );
}

/** Whether a link has the values that are asked for. */
function fits(link: StoredLink, { byDomain, elsewhere }: FieldFilter): boolean {
  const conditions = byDomain.get(link.childDomain) ?? elsewhere;
  return conditions.every((each) => meets(each, each.field, link.fields?.[each.field.id]));
}

/** A stretch of links in order: those that fit, and how far it has looked. */
export interface Stretch {
  fitting: StoredLink[];
  /** The link that was looked at last; `undefined` where there are no more. */
  reached: number | undefined;
}

/** The links that fit, of the next few in the page's order. */
export async function nextFitting(
  queries: Pick<StoreQueries, 'linkPage'>,
  page: Omit<LinkPage, 'limit'>,
  filter: FieldFilter,
): Promise<Stretch> {
  const links = await queries.linkPage({ ...page, limit: limits.pageRows });
  const tried = await inTurns(links, (link) => fits(link, filter));
  return {
    fitting: links.filter((_, at) => tried[at]),
    reached: links.length < limits.pageRows ? undefined : links.at(-1)?.id,
  };
}

/**
 * A page of the links that fit; of all, where nothing is asked of fields. It ends where it has looked at as many as one
 * may, and then says how far it has come.
 */
export async function fittingPage(
  queries: Pick<StoreQueries, 'linkPage'>,
  { limit, ...page }: LinkPage,
  filter: FieldFilter | undefined,
): Promise<{ links: StoredLink[]; reached: number | undefined }> {
  if (filter === undefined) {
    return { links: await queries.linkPage({ ...page, limit }), reached: undefined };
  }
  const links: StoredLink[] = [];
  let after = page.after;
  for (let looked = 0; looked < limits.searchedLinks; looked += limits.pageRows) {
    const from = after === undefined ? {} : { after };
    const { fitting, reached } = await nextFitting(queries, { ...page, ...from }, filter);
    links.push(...fitting);
    after = reached;
    if (after === undefined || links.length >= limit) break;
  }
  return { links: links.slice(0, limit), reached: links.length >= limit ? undefined : after };
}

/**
 * How many links fit, by relationship.
 *
 * @throws Refusal `invalid_request` where the record has more links than may be looked through
 */
export async function countFitting(
  queries: Pick<StoreQueries, 'linkPage'>,
  filter: LinkFilter,
  fields: FieldFilter,
): Promise<{ relationship: number | null; count: number }[]> {
  const counts = new Map<number | null, number>();
  let after: number | undefined;
  for (let looked = 0; looked < limits.countedLinks; looked += limits.pageRows) {
    const from = after === undefined ? {} : { after };
    const { fitting, reached } = await nextFitting(queries, { ...filter, order: 'asc', ...from }, fields);
    for (const { relationship } of fitting) counts.set(relationship, (counts.get(relationship) ?? 0) + 1);
    if (reached === undefined) return [...counts].map(([relationship, count]) => ({ relationship, count }));
    after = reached;
  }
  throw invalidRequest(
    `The record has more links than the ${limits.countedLinks} that a count by fields looks through. Name both records, or a relationship.`,
  );
}
