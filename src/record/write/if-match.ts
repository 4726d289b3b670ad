/** `If-Match` of a write to a record, and its refusal (docs/reference/records.md#two-at-one-record). */
import { IfMatchHeaders } from '../../contract/conditions.js';
import { type RecordedChange, Refusal } from '../../contract/errors.js';
import { changesOfEtags } from '../../contract/etag.js';
import type { Caller } from '../../contract/permissions.js';
import { validate } from '../../contract/validate.js';
import { limits } from '../../limits/limits.js';
import type { MetadataIndex } from '../../metadata/metadata-index.js';
import type { StoredRecordChange, StoreQueries } from '../../store/store.js';
import { listed } from '../../text/quoted.js';
import { differingNames, placesOf } from '../change/view.js';
import type { ChangedMeanwhile, Conditional } from './if-match-program.js';

/**
 * The condition that the header stands for. `*` is none: a record that is not there is refused anyway.
 *
 * @throws Refusal `invalid_request`
 */
export function readIfMatch(header: string | undefined): Conditional {
  if (header === undefined) return {};
  const { 'If-Match': list = '*' } = validate(IfMatchHeaders, { 'If-Match': header });
  return list.trim() === '*' ? {} : { ifMatch: changesOfEtags(list) };
}

function recorded(change: StoredRecordChange, places: Map<string, number>): RecordedChange {
  return {
    ChangeID: change.id,
    Action: change.action,
    User: change.user,
    At: new Date(change.at).toISOString(),
    Fields: differingNames(change, places),
  };
}

function sentenceOf({ Action, User, At, Fields }: RecordedChange): string {
  return `${User} ${Action} ${Action === 'updated' ? listed(Fields) : 'it'} at ${At}.`;
}

/**
 * The refusal of a write to a record that has changed. It says who changed what since the newest of the changes that the
 * condition names, where the caller may view that.
 */
export async function changedMeanwhile(
  queries: StoreQueries,
  { caller, metadata }: { caller: Caller; metadata: MetadataIndex },
  { domain, ifMatch = [] }: Conditional & { domain: number },
  { id, newest }: ChangedMeanwhile,
): Promise<Refusal> {
  if (!caller.may(domain, 'View')) return new Refusal('changed_meanwhile', 'Read it again.');
  // Where it names no earlier change, nobody knows since when: then the newest is told.
  const known = ifMatch.filter((each) => each < newest);
  const above = known.length === 0 ? newest - 1 : Math.max(...known);
  const { changes: found, isCut } = await queries.recordChangePage({
    ...{ client: caller.client, domains: [domain], record: id, order: 'desc', above, through: newest },
    ...{ limit: limits.namedChanges + 1, bytes: limits.streamedBytes },
  });
  if (found.length === 0) return new Refusal('changed_meanwhile', 'It has no change that If-Match names.');
  const places = placesOf(metadata, domain);
  const changes = found.slice(0, limits.namedChanges).map((change) => recorded(change, places));
  const more = isCut || found.length > limits.namedChanges ? ' There are earlier changes, too.' : '';
  return new Refusal('changed_meanwhile', `${changes.map(sentenceOf).join(' ')}${more}`, { changes });
}
