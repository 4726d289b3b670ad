/** The write program that adds many relationships, each once. */

import type { RefusedEntry } from '../contract/bulk.js';
import { orRefusal, Refusal } from '../contract/errors.js';
import type { RelationshipEntry, RelationshipEntryAnswer } from '../contract/metadata.js';
import { refusedEntry } from '../contract/outcome.js';
import { defineProgram, type Relationship, type WriteTransaction } from '../store/store.js';
import { type AskedFor, administered } from './administered.js';
import { relationshipChange } from './audit/metadata-changes.js';
import { tellChanges } from './audit/tell.js';
import { relationshipAnswer } from './describe.js';
import { lockedMetadata } from './locked-metadata.js';
import { requireRoom } from './metadata-size.js';
import { RelationshipWords, requireAnotherFits } from './relationship-words.js';

/**
 * Adds relationships, and sets the Description of those whose Code is there; an entry sees the effect of those before
 * it. One that is refused does not stop the others. Where nothing changes, and in a dry run, nothing is written.
 *
 * @throws Refusal `invalid_request` where all together are more than the client has room for; none is added then
 */
export async function upsertRelationships(
  transaction: WriteTransaction,
  { entries, dryRun, ...by }: { entries: RelationshipEntry[]; dryRun: boolean } & AskedFor,
): Promise<(RelationshipEntryAnswer | RefusedEntry)[]> {
  const metadata = await lockedMetadata(transaction);
  const words = new RelationshipWords(metadata.relationships);
  const changed = new Map<number, Relationship>();
  let nextId = metadata.nextId('relationship');

  const settle = ({ Code, Description }: RelationshipEntry): Relationship => {
    const present = words.withCode(Code);
    if (present === undefined) requireAnotherFits(words.count);
    const description = Description || present?.description || Code;
    if (present?.description === description) return present;
    const relationship = { id: present?.id ?? nextId, code: present?.code ?? Code, description };
    words.take(relationship);
    if (present === undefined) nextId++;
    changed.set(relationship.id, relationship);
    return relationship;
  };
  const settled = entries.map((entry) => orRefusal(() => settle(entry)));

  if (changed.size > 0) {
    const before = [...changed.keys()].map((id) => metadata.relationshipOf(id) ?? {});
    requireRoom(metadata, before, [...changed.values()]);
    if (!dryRun) {
      await transaction.saveRelationships([...changed.values()]);
      const changes = [...changed.values()].map((after) =>
        relationshipChange(metadata, { before: metadata.relationshipOf(after.id), after }),
      );
      await tellChanges(transaction, by, changes);
    }
  }
  return settled.map((each) =>
    each instanceof Refusal
      ? refusedEntry(each)
      : { IsSuccessful: true, ...relationshipAnswer(each, metadata, () => true) },
  );
}

export const upsertRelationshipsProgram = defineProgram(
  'upsertRelationships',
  administered(upsertRelationships),
);
