/** The write program of an upload: the File record and its link, in one transaction. */

import type { UploadAnswer } from '../contract/file.js';
import { upsertAnswer } from '../link/answer.js';
import { lockedDomain } from '../metadata/locked-domain.js';
import type { FieldValues } from '../record/fields.js';
import { onceForKey } from '../record/keyed/once.js';
import type { RecordOutcome } from '../record/write/answer.js';
import { changedFields, insertRecord } from '../record/write/create-and-update-program.js';
import { type Author, LinkDraft } from '../record/write/link-draft.js';
import { defineProgram, type WriteTransaction } from '../store/store.js';

export interface AttachFileInput extends Author {
  version: number;
  parentDomain: number;
  parent: number;
  /** The File domain. */
  domain: number;
  fields: FieldValues;
  sha256: string;
  size: number;
}

/**
 * What became of it. `stale`: read the call again with the client's present metadata. `unclaimed`: the content
 * was given up since the upload laid claim to it.
 */
export type AttachFileOutput =
  | 'stale'
  | 'unclaimed'
  | 'parent_not_found'
  | { refused: RecordOutcome }
  | { link: number; parent: number; child: number };

/** Nothing of the content's is written here: an upload has claimed and kept it before. */
async function attachInTransaction(
  transaction: WriteTransaction,
  input: AttachFileInput,
): Promise<AttachFileOutput> {
  const locked = await lockedDomain(transaction, input);
  if (locked === undefined) return 'stale';
  const { state, domain } = locked;
  const { parentDomain } = input;
  const reference = { domain: parentDomain, id: input.parent, field: 0, key: '' };
  const [[parent] = []] = await transaction.findRecords(transaction.client, [reference]);
  if (parent === undefined) return 'parent_not_found';
  const content = await transaction.fileContent(transaction.client, input.sha256);
  if (content === undefined || content.removedAt !== null) return 'unclaimed';
  const { fields, refused } = await changedFields(transaction, domain, { fields: input.fields, byKey: [] });
  if (refused !== undefined) return { refused };
  const { id: child, nextChangeId } = await insertRecord(transaction, domain, fields, input, state);
  const draft = new LinkDraft({ ...state, nextChangeId });
  const pair = { parentDomain, parent, childDomain: domain.id, child };
  const link = draft.insert(pair, { relationship: null, slot: 0 }, input);
  await transaction.writeLinks(draft.writes(Date.now()));
  await transaction.saveState({ ...state, ...draft.next });
  return { link, parent, child };
}

export type Attached = Extract<AttachFileOutput, { link: number }>;

/** The answer of an upload that was done. */
export function uploadAnswer(
  attached: Attached,
  { sha256, size }: Pick<AttachFileInput, 'sha256' | 'size'>,
): UploadAnswer {
  const done = upsertAnswer({ kind: 'inserted', ...attached, relationship: null }, false);
  return { ...done, RecordID: attached.link, RelationshipID: null, SHA256: sha256, Size: size };
}

/** The answer that is kept of a call with a key. */
function keptAnswer(output: AttachFileOutput, input: AttachFileInput): UploadAnswer | undefined {
  return typeof output === 'object' && 'link' in output ? uploadAnswer(output, input) : undefined;
}

export const attachFileProgram = defineProgram('attachFile', onceForKey(attachInTransaction, keptAnswer));
