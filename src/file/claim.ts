/**
 * Which content is to be kept: the write programs by which uploads lay claim to content, and by which it is
 * given up when no file names it (docs/decisions/0024-file-content.md). The client's lock keeps the two apart.
 */

import { fileDomain } from '../contract/words.js';
import { limits } from '../limits/limits.js';
import { keyOf } from '../metadata/canonical.js';
import { MetadataIndex } from '../metadata/metadata-index.js';
import {
  defineProgram,
  type FileContent,
  type Metadata,
  type RecordReference,
  type WriteTransaction,
} from '../store/store.js';

export interface ContentInput {
  sha256: string;
  size: number;
}

/**
 * `known`: it is there, or on its way by another upload. `new`: it has to be kept, whatever is there.
 * `being_removed`: it may go at any moment, and cannot be claimed.
 */
export type ClaimOutput = 'known' | 'new' | 'being_removed';

/** The write program by which an upload claims content, which is then not given up for a day. */
export async function claimContent(
  transaction: WriteTransaction,
  { sha256, size }: ContentInput,
): Promise<ClaimOutput> {
  await transaction.lock();
  const now = Date.now();
  const present = await transaction.fileContent(transaction.client, sha256);
  const removedAt = present?.removedAt ?? undefined;
  if (removedAt !== undefined && now - removedAt < limits.removalMilliseconds) return 'being_removed';
  await transaction.saveFileContent({ sha256, size, claimedAt: now, removedAt: null });
  return present === undefined || removedAt !== undefined ? 'new' : 'known';
}

export const claimContentProgram = defineProgram('claimContent', claimContent);

/** Turns a SHA-256 into the reference that finds the File records which name it; none, where no record can. */
export function contentReference(
  metadata: Metadata | undefined,
): ((sha256: string) => RecordReference) | undefined {
  const domain = metadata && new MetadataIndex(metadata).findDomain(fileDomain);
  const field = domain?.fieldByName.get('SHA256');
  if (domain === undefined || field === undefined) return undefined;
  return (sha256) => ({ domain: domain.id, id: 0, field: field.id, key: keyOf(field, sha256) });
}

/** Whether a File record of the client names the content. */
async function isNamed(transaction: WriteTransaction, sha256: string): Promise<boolean> {
  const referenceTo = contentReference(await transaction.metadata(transaction.client));
  if (referenceTo === undefined) return false;
  const [records = []] = await transaction.findRecords(transaction.client, [referenceTo(sha256)]);
  return records.length > 0;
}

/** Whether an upload may still be going to name the content. */
export function isClaimed({ claimedAt, removedAt }: FileContent): boolean {
  return removedAt === null && Date.now() - claimedAt < limits.claimMilliseconds;
}

/**
 * Gives content up that no file names and no upload has laid claim to: whoever is told so removes it, and has
 * `removalMilliseconds` for that.
 */
export async function giveUpContent(
  transaction: WriteTransaction,
  { sha256, size }: ContentInput,
): Promise<boolean> {
  await transaction.lock();
  const present = await transaction.fileContent(transaction.client, sha256);
  if (present !== undefined && isClaimed(present)) return false;
  if (await isNamed(transaction, sha256)) return false;
  const claimedAt = present?.claimedAt ?? 0;
  await transaction.saveFileContent({ sha256, size, claimedAt, removedAt: Date.now() });
  return true;
}

export const giveUpContentProgram = defineProgram('giveUpContent', giveUpContent);

/** Forgets content that was given up long ago and is gone. */
export async function forgetContent(
  transaction: WriteTransaction,
  { sha256 }: Pick<ContentInput, 'sha256'>,
): Promise<void> {
  await transaction.lock();
  const present = await transaction.fileContent(transaction.client, sha256);
  const removedAt = present?.removedAt ?? undefined;
  if (removedAt === undefined || Date.now() - removedAt < limits.claimMilliseconds) return;
  await transaction.deleteFileContent(sha256);
}

export const forgetContentProgram = defineProgram('forgetContent', forgetContent);
