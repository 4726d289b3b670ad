/** The write program that deletes a record with its links. */
import { limits } from '../../limits/limits.js';
import { lockedDomain } from '../../metadata/locked-domain.js';
import { type ClientState, defineProgram, type WriteTransaction } from '../../store/store.js';
import { matchKeysOf } from '../fields.js';
import { type Referrer, referrersOf } from './association.js';
import { type Author, LinkDraft } from './link-draft.js';

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
    const draft = new LinkDraft(next);
    links.sort((one, other) => one.id - other.id);
    for (const link of links) draft.remove(link, link, { user, requestId });
    await transaction.writeLinks(draft.writes(at));
    next = draft.next;
    removed += links.length;
  }
  if (removed > 0) await transaction.saveState({ ...state, ...next });
  return removed;
}

/** A record, its keys and its links go in one transaction, and the links' history stays. */
async function deleteInTransaction(
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

export const deleteRecordProgram = defineProgram('deleteRecord', deleteInTransaction);
