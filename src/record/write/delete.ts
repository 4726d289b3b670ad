/** A record deleted with its links (docs/reference/records.md#delete-a-record). */
import { Refusal } from '../../contract/errors.js';
import { type Caller, requirePermission } from '../../contract/permissions.js';
import type { RecordAnswer } from '../../contract/record.js';
import { limits } from '../../limits/limits.js';
import { lockedDomain } from '../../metadata/locked-domain.js';
import type { MetadataIndex } from '../../metadata/metadata-index.js';
import { type CallServices, Reading, runProgram, type Sender } from '../../metadata/reading.js';
import { type ClientState, defineProgram, type WriteTransaction } from '../../store/store.js';
import { matchKeysOf } from '../fields.js';
import { readRecordId, recordNotFound } from '../keys/reference.js';
import { type Referrer, referrersOf } from './association.js';
import { type Author, Draft } from './link-draft.js';

export interface DeleteRecordInput extends Author {
  version: number;
  domain: number;
  id: number;
}

/** What became of the record. `stale`: read the call again with the client's present metadata. */
export type DeleteRecordOutput =
  | 'stale'
  | { kind: 'not_found' }
  | { kind: 'referenced'; referrers: Referrer[] }
  | { kind: 'deleted'; links: number };

/** Removes every link of a record, so many at a time that none of the statements grows with their number. */
async function removeLinksOf(
  transaction: WriteTransaction,
  { domain, id, user, requestId }: DeleteRecordInput,
  state: ClientState,
  at: number,
): Promise<number> {
  let removed = 0;
  let next = { nextLinkId: state.nextLinkId, nextChangeId: state.nextChangeId };
  for (;;) {
    const links = await transaction.linksOfRecord(domain, id, limits.linksRemovedAtOnce);
    if (links.length === 0) break;
    const draft = new Draft(next);
    links.sort((one, other) => one.id - other.id);
    for (const link of links) draft.remove(link, link, { user, requestId });
    await transaction.writeLinks(draft.writes(at));
    next = draft.next;
    removed += links.length;
  }
  if (removed > 0) await transaction.saveState({ ...state, ...next });
  return removed;
}

/** The write program: a record, its keys and its links go in one transaction, and the links' history stays. */
export async function applyRecordDeletion(
  transaction: WriteTransaction,
  input: DeleteRecordInput,
): Promise<DeleteRecordOutput> {
  const locked = await lockedDomain(transaction, input);
  if (locked === undefined) return 'stale';
  const { state, metadata, domain } = locked;
  const { id, user } = input;
  const [present] = await transaction.records(transaction.client, domain.id, [id]);
  if (present === undefined) return { kind: 'not_found' };
  const referrers = await referrersOf(transaction, metadata, domain, id);
  if (referrers.length > 0) return { kind: 'referenced', referrers };
  const at = Date.now();
  const links = await removeLinksOf(transaction, input, state, at);
  const removals = [{ id, keys: matchKeysOf(domain, present.fields) }];
  await transaction.writeRecords({ domain: domain.id, at, user, removals, inserts: [], updates: [] });
  return { kind: 'deleted', links };
}

export const deleteRecordProgram = defineProgram('deleteRecord', applyRecordDeletion);

/** Names the records that refer to another, as far as the caller may view them. */
function recordReferenced(referrers: Referrer[], caller: Caller, metadata: MetadataIndex): Refusal {
  const seen = referrers.filter(({ domain }) => caller.may(domain, 'View'));
  const names = seen.map(
    ({ domain, field, record }) => `${field} of ${metadata.domainOf(domain)?.name} ${record}`,
  );
  if (seen.length < referrers.length) names.push('a field of records that you may not view');
  return new Refusal('record_referenced', `To be emptied first: ${names.join(', ')}.`);
}

function deletionMessage(id: number, links: number): string {
  const gone = links === 0 ? '' : ` Removed its ${links === 1 ? 'link' : `${links} links`}.`;
  return `Deleted record with id ${id} successfully.${gone}`;
}

/**
 * Deletes a record. Its links go with it, whatever their other side is.
 *
 * @throws Refusal `not_found` for the domain and the record, `permission_denied`, `invalid_request`,
 *   `record_referenced` where an association of another record refers to it
 */
export async function deleteRecord(
  { store, metadata: cache }: CallServices,
  request: Sender,
  domainName: string,
  idInPath: string,
): Promise<RecordAnswer> {
  const { requestId } = request;
  const reading = await Reading.begin(cache, request);
  return reading.settle(async (caller, metadata) => {
    const domain = metadata.domainInPath(domainName, caller);
    requirePermission(caller, domain, 'Edit');
    const id = readRecordId(idInPath);
    const { client, user } = caller;
    const input = { version: metadata.version, domain: domain.id, id, user, requestId };
    const outcome = await runProgram(store, { client, program: deleteRecordProgram, input });
    if (outcome === 'stale') return outcome;
    if (outcome.kind === 'not_found') throw recordNotFound(domain, id);
    if (outcome.kind === 'referenced') throw recordReferenced(outcome.referrers, caller, metadata);
    return { IsSuccessful: true, RecordID: id, Message: deletionMessage(id, outcome.links) };
  });
}
