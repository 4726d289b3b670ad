/** Near matches of a key that found nothing, for a dry run (docs/reference/upsert.md#candidates). */
import type { Candidate, ErrorCode, Refusal } from '../contract/errors.js';
import { given } from '../contract/given.js';
import type { UpsertBody } from '../contract/link.js';
import type { Caller } from '../contract/permissions.js';
import { limits } from '../limits/limits.js';
import { areNear, foldedKey } from '../metadata/canonical.js';
import type { MetadataIndex } from '../metadata/metadata-index.js';
import type { StoreQueries } from '../store/store.js';
import { type BodySide, childSide, parentSide } from './sides.js';

/** Which side an error speaks of. */
const sides: Partial<Record<ErrorCode, (body: UpsertBody) => BodySide>> = {
  parent_not_found: parentSide,
  child_not_found: childSide,
};

/** Up to three records that the caller may view and whose key is near to the one that found nothing. */
export async function candidatesFor(
  queries: Pick<StoreQueries, 'nearKeys' | 'firstRecords'>,
  caller: Caller,
  metadata: MetadataIndex,
  sent: unknown,
  code: ErrorCode,
): Promise<Candidate[]> {
  const side = sides[code]?.(sent as UpsertBody);
  if (side === undefined || given(side.id) !== undefined) return [];
  const domain = metadata.findDomain(side.domain ?? '');
  const field = domain?.fieldByName.get(side.matchField ?? '');
  if (domain === undefined || field?.type !== 'Text' || !caller.may(domain.id, 'View')) return [];
  const key = String(side.key);
  const folded = foldedKey(key);
  if (folded === '') return [];
  const alike = await queries.nearKeys(caller.client, domain.id, field.id, folded, limits.alikeKeys);
  const ids = alike.map(({ id }) => id);
  // Records may be very large, so only the first few are looked at.
  const { records } = await queries.firstRecords(caller.client, domain.id, ids);
  return records
    .map(({ id, fields }) => ({ RecordID: id, Key: String(fields[field.name] ?? '') }))
    .filter((candidate) => areNear(candidate.Key, key))
    .slice(0, limits.candidates);
}

/** The same for the entries of one bulk call: of the first keys that find nothing, each once. */
export class EntryCandidates {
  private readonly found = new Map<string, Candidate[]>();
  private readonly queries: Pick<StoreQueries, 'nearKeys' | 'firstRecords'>;
  private readonly caller: Caller;
  private readonly metadata: MetadataIndex;

  constructor(
    queries: Pick<StoreQueries, 'nearKeys' | 'firstRecords'>,
    caller: Caller,
    metadata: MetadataIndex,
  ) {
    this.queries = queries;
    this.caller = caller;
    this.metadata = metadata;
  }

  /** Adds to the refusal of an entry the records that may have been meant. */
  async addTo(refusal: Refusal, sent: unknown): Promise<void> {
    const side = sides[refusal.code]?.(sent as UpsertBody);
    if (side === undefined) return;
    const name = JSON.stringify([side.domain, side.matchField, String(side.key)]);
    let candidates = this.found.get(name);
    if (candidates === undefined && this.found.size < limits.candidateKeys) {
      candidates = await candidatesFor(this.queries, this.caller, this.metadata, sent, refusal.code);
      this.found.set(name, candidates);
    }
    if (candidates !== undefined && candidates.length > 0) refusal.details.candidates = candidates;
  }
}
