/** The write program that deletes a record with its links. */
import { limits } from '../../limits/limits.js';
import { lockedDomain } from '../../metadata/locked-domain.js';
import { type ClientState, defineProgram, type WriteTransaction } from '../../store/store.js';
import { presentRecord } from '../keys/present-record.js';
import { type Referrer, referrersOf } from './association.js';
import { type ChangedMeanwhile, type Conditional, changedSince } from './if-match-program.js';
import { type Author, LinkDraft } from './link-draft.js';
import { RecordDraft } from './record-draft.js';

export interface DeleteRecordInput extends Author, Conditional {
  version: number;
  domain: number;
  id: number;
}

/** What became of the record. `stale`: read the call again with the client's present metadata. */
export type DeleteRecordOutput =
  | 'stale'
  | { kind: 'not_found' }
  | ChangedMeanwhile
  | { kind: 'referenced'; referrers: Referrer[] }
  | { kind: 'deleted'; id: number; links: number };

/**
 * Removes every link of a record, so many at a time that none of the statements grows with their number. Answers the
 * counters after that, which are to be saved.
 */
async function removeLinksOf(
  transaction: WriteTransaction,
  { domain, id, user, requestId }: DeleteRecordInput,
  state: ClientState,
  at: number,
): Promise<{ links: number; nextLinkId: number; nextChangeId: number }> {
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
  return { links: removed, ...next };
}

/** A record, its keys and its links go in one transaction, and the links' history stays. */
async function deleteInTransaction(
  transaction: WriteTransaction,
  input: DeleteRecordInput,
): Promise<DeleteRecordOutput> {
  const locked = await lockedDomain(transaction, input);
  if (locked === undefined) return 'stale';
  const { state, metadata, domain } = locked;
  const present = await presentRecord(transaction, transaction.client, domain.id, input.id);
  if (present === undefined) return { kind: 'not_found' };
  const { id } = present;
  const changed = await changedSince(transaction, { ...input, id });
  if (changed !== undefined) return changed;
  const referrers = await referrersOf(transaction, metadata, domain, id);
  if (referrers.length > 0) return { kind: 'referenced', referrers };
  const at = Date.now();
  const { links, ...next } = await removeLinksOf(transaction, { ...input, id }, state, at);
  const draft = new RecordDraft(domain, input, next);
  draft.remove(present);
  await transaction.writeRecords(draft.writes(at));
  await transaction.saveState({ ...state, ...next, nextChangeId: draft.nextChangeId });
  return { kind: 'deleted', id, links };
}

export const deleteRecordProgram = defineProgram('deleteRecord', deleteInTransaction);
