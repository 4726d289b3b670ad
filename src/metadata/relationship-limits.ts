/**
 * Limits of relationships: at most so many links with one on a record of a domain
 * (docs/reference/metadata.md#limits-of-relationships).
 */
import { Refusal } from '../contract/errors.js';
import type { RelationshipBody, RelationshipLimits } from '../contract/metadata.js';
import { contactDomain } from '../contract/words.js';
import { limits } from '../limits/limits.js';
import type { RelationshipLimit, StoreQueries, WriteTransaction } from '../store/store.js';
import { counted, pointerStep } from '../text/quoted.js';
import type { MetadataIndex } from './metadata-index.js';

/** A limit that is set, or with `null` lifted. */
export type WantedLimit = Omit<RelationshipLimit, 'max'> & { max: number | null };

/** @throws Refusal `invalid_request` for a domain that there is not */
export function wantedLimits(
  metadata: MetadataIndex,
  relationship: number,
  sent: RelationshipLimits = {},
): WantedLimit[] {
  return Object.entries(sent).map(([name, max]) => {
    const { id } = metadata.domain(name, 'Limits', 'administrator', `/Limits${pointerStep(name)}`);
    return { relationship, parentDomain: id, max };
  });
}

/** A relationship's limits, as those that are wanted leave them. */
export function limitsAfter(before: RelationshipLimit[], wanted: WantedLimit[]): WantedLimit[] {
  const after = new Map<number, WantedLimit>();
  for (const limit of [...before, ...wanted]) after.set(limit.parentDomain, limit);
  return [...after.values()].filter(({ max }) => max !== null);
}

function limitPassed(
  metadata: MetadataIndex,
  { relationship, parentDomain, max }: RelationshipLimit,
  { count, records }: { count: number; records: number[] },
): Refusal {
  const code = metadata.relationshipOf(relationship)?.code;
  const shown = records.join(', ') + (count > records.length ? ', …' : '');
  return new Refusal(
    'relationship_limit',
    `${counted(count, `${metadata.nameOf(parentDomain)} record`)} ${count === 1 ? 'has' : 'have'} more than ${counted(max, 'link')} with the relationship '${code}': ${shown}.`,
  );
}

/** The refusal of a link that would pass the limit of its relationship on a parent. */
export function linkPastLimit(
  metadata: MetadataIndex,
  {
    domain,
    id,
    relationship,
    max,
  }: { domain: number; id: number; relationship: number | null; max: number | null },
): Refusal {
  const name = metadata.relationshipOf(relationship)?.code;
  return new Refusal(
    'relationship_limit',
    `${metadata.nameOf(domain)} ${id} may have at most ${counted(max ?? 0, 'link')} with the relationship '${name}'.`,
  );
}

/** @throws Refusal `relationship_limit` where records have more links with the relationship than that */
export async function requireLimitHolds(
  queries: Pick<StoreQueries, 'recordsPastLimit'>,
  metadata: MetadataIndex,
  limit: RelationshipLimit,
): Promise<void> {
  const past = await queries.recordsPastLimit(metadata.client, limit, limits.namedRecords);
  if (past.count > 0) throw limitPassed(metadata, limit, past);
}

/** Whether the limit is below the present one, so that links may be past it: a wider one holds already. */
function isTighter(metadata: MetadataIndex, { relationship, parentDomain, max }: RelationshipLimit): boolean {
  const present = metadata.limitOf(relationship, parentDomain);
  return present === null || max < present;
}

/** What was searched before the client was locked, so that nobody waits for the search. */
export interface Survey {
  /** The number of a change; the search may have missed what came after it. */
  seen: number;
  /** The domains whose links were found to be within the limits that are wanted. */
  domains: number[];
}

/**
 * Holds the client's links against the limits that a body wants.
 *
 * @throws Refusal `relationship_limit`
 */
export async function surveyLimits(
  queries: Pick<StoreQueries, 'lastChange' | 'recordsPastLimit'>,
  metadata: MetadataIndex,
  { ID, Limits = {} }: RelationshipBody,
): Promise<Survey> {
  const seen = await queries.lastChange(metadata.client);
  const domains: number[] = [];
  for (const [name, max] of Object.entries(Limits)) {
    const [domain, relationship] = [metadata.findDomain(name), metadata.relationshipOf(Number(ID))];
    if (domain === undefined || relationship === undefined || max === null) continue;
    const limit = { relationship: relationship.id, parentDomain: domain.id, max };
    if (!isTighter(metadata, limit)) continue;
    await requireLimitHolds(queries, metadata, limit);
    domains.push(domain.id);
  }
  return { seen, domains };
}

/** The same for the links that were made or changed since. @throws Refusal `relationship_limit` */
async function requireLimitHoldsSince(
  transaction: WriteTransaction,
  metadata: MetadataIndex,
  limit: RelationshipLimit,
  seen: number,
): Promise<void> {
  const { relationship, parentDomain, max } = limit;
  const given = await transaction.recordsGiven(metadata.client, relationship, seen);
  const childDomain = metadata.findDomain(contactDomain)?.id ?? 0;
  const scopes = given
    .filter(({ domain }) => domain === parentDomain)
    .map(({ record }) => ({ parentDomain, parent: record, childDomain, relationship }));
  const carrying = await transaction.linksCarrying(scopes);
  const past = scopes.filter((_, at) => (carrying[at] ?? 0) > max).map(({ parent }) => parent);
  if (past.length === 0) return;
  const records = past.sort((one, other) => one - other).slice(0, limits.namedRecords);
  throw limitPassed(metadata, limit, { count: past.length, records });
}

/** Sets and lifts limits of a relationship. @throws Refusal `relationship_limit` */
export async function saveLimits(
  transaction: WriteTransaction,
  metadata: MetadataIndex,
  wanted: WantedLimit[],
  survey: Survey | undefined,
): Promise<void> {
  for (const { max, ...limited } of wanted) {
    // A new relationship has no links.
    const isKnown = metadata.relationshipOf(limited.relationship) !== undefined;
    if (max !== null && isKnown && isTighter(metadata, { ...limited, max })) {
      const limit = { ...limited, max };
      if (survey?.domains.includes(limited.parentDomain)) {
        await requireLimitHoldsSince(transaction, metadata, limit, survey.seen);
      } else await requireLimitHolds(transaction, metadata, limit);
    }
    await transaction.saveRelationshipLimit({ ...limited, max });
  }
}
