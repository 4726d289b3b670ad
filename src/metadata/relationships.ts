/**
 * The write programs of relationships: added, renamed, limited, dropped
 * (docs/reference/metadata.md#relationships).
 */
import type { Done } from '../contract/answers.js';
import { Refusal } from '../contract/errors.js';
import { given } from '../contract/given.js';
import type { RelationshipAnswer, RelationshipBody } from '../contract/metadata.js';
import { done } from '../contract/outcome.js';
import {
  defineProgram,
  type Relationship,
  type StoreQueries,
  type WriteTransaction,
} from '../store/store.js';
import { counted } from '../text/quoted.js';
import { type AskedFor, administered } from './administered.js';
import { relationshipChange } from './audit/metadata-changes.js';
import { tellChanges } from './audit/tell.js';
import { relationshipAnswer } from './describe.js';
import { lockedMetadata } from './locked-metadata.js';
import type { MetadataIndex } from './metadata-index.js';
import { requireRoom } from './metadata-size.js';
import { limitsAfter, type Survey, saveLimits, wantedLimits } from './relationship-limits.js';
import { RelationshipWords, requireAnotherFits } from './relationship-words.js';

export interface SaveRelationshipInput {
  body: RelationshipBody;
  survey?: Survey;
}

/**
 * Adds a relationship, or with an ID renames and limits it; what the body does not name stays.
 *
 * @throws Refusal `invalid_request`, `relationship_not_found`, `relationship_limit`
 */
export async function saveRelationship(
  transaction: WriteTransaction,
  { body, survey, ...by }: SaveRelationshipInput & AskedFor,
): Promise<RelationshipAnswer> {
  const metadata = await lockedMetadata(transaction);
  const id = given(body.ID);
  const present = id === undefined ? undefined : metadata.relationshipOf(Number(id));
  if (id !== undefined && present === undefined) throw metadata.relationshipNotFound(String(id), []);
  if (present === undefined) requireAnotherFits(metadata.relationships.length);
  const code = body.Code ?? present?.code ?? '';
  const relationship: Relationship = {
    id: present?.id ?? metadata.nextId('relationship'),
    code,
    description: given(body.Description) ?? present?.description ?? code,
  };
  new RelationshipWords(metadata.relationships).take(relationship);
  const wanted = wantedLimits(metadata, relationship.id, body.Limits);
  const before = metadata.limitsOf(relationship.id);
  requireRoom(metadata, [present ?? {}, before], [relationship, limitsAfter(before, wanted)]);
  await transaction.saveRelationships([relationship]);
  await saveLimits(transaction, metadata, wanted, survey);
  const change = relationshipChange(metadata, { before: present, after: relationship }, wanted);
  await tellChanges(transaction, by, [change]);
  return relationshipAnswer(relationship, metadata, () => true, wanted);
}

export const saveRelationshipProgram = defineProgram('saveRelationship', administered(saveRelationship));

/**
 * Makes sure that no link carries a relationship. Answers the number of a change; the search may have missed what
 * came after it.
 *
 * @throws Refusal `in_use`
 */
export async function requireUncarried(
  queries: Pick<StoreQueries, 'lastChange' | 'relationshipTotal'>,
  metadata: MetadataIndex,
  id: number,
): Promise<number> {
  const seen = await queries.lastChange(metadata.client);
  const count = await queries.relationshipTotal(metadata.client, id);
  if (count === 0) return seen;
  const code = metadata.relationshipOf(id)?.code ?? id;
  throw new Refusal(
    'in_use',
    `${counted(count, 'link')} ${count === 1 ? 'carries' : 'carry'} the relationship '${code}'.`,
  );
}

/**
 * Drops a relationship that no link carries, with its limits. History keeps its id, and no other gets it. `seen`
 * is what `requireUncarried` answered before the client was locked.
 *
 * @throws Refusal `not_found`, `in_use`
 */
export async function dropRelationship(
  transaction: WriteTransaction,
  { id, seen, ...by }: { id: number; seen: number } & AskedFor,
): Promise<Done> {
  const metadata = await lockedMetadata(transaction);
  const present = metadata.relationshipOf(id);
  if (present === undefined) throw new Refusal('not_found', `There is no relationship with id ${id}.`);
  const given = await transaction.recordsGiven(metadata.client, id, seen);
  if (given.length > 0) await requireUncarried(transaction, metadata, id);
  await transaction.noteDropped([{ kind: 'relationship', id, name: present.code }]);
  await transaction.deleteRelationship(id);
  await tellChanges(transaction, by, [relationshipChange(metadata, { before: present })]);
  return done(`Dropped the relationship '${present.code}'.`);
}

export const dropRelationshipProgram = defineProgram('dropRelationship', administered(dropRelationship));
