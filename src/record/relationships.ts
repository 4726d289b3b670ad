/** The write programs of relationships: added, renamed, limited, dropped (contract section 5). */
import { invalidRequest, Refusal } from '../contract/errors.js';
import { given } from '../contract/given.js';
import { limits } from '../contract/limits.js';
import type {
  DroppedAnswer,
  RelationshipAnswer,
  RelationshipBody,
  RelationshipLimits,
} from '../contract/metadata.js';
import { pointerStep } from '../contract/quoted.js';
import type { Relationship, RelationshipLimit, WriteTransaction } from '../store/store.js';
import { foldedName } from './canonical.js';
import { lockedMetadata, raiseVersion, relationshipAnswer } from './describe.js';
import { type MetadataIndex, relationshipNotFound } from './metadata-index.js';
import { counted } from './values-in-use.js';

/** @throws Refusal where another relationship has the same Code, or the same Description */
export function requireUnique(known: Relationship[], { id, code, description }: Relationship): void {
  for (const other of known) {
    if (other.id === id) continue;
    if (foldedName(other.code) === foldedName(code)) {
      throw invalidRequest(
        `Code must be unique; relationship ${other.id} is '${other.code}' already.`,
        '/Code',
      );
    }
    if (foldedName(other.description) === foldedName(description)) {
      throw invalidRequest(
        `Description must be unique; relationship ${other.id} is described '${other.description}' already.`,
        '/Description',
      );
    }
  }
}

/** A limit that is set, or with `null` lifted. */
export type WantedLimit = Omit<RelationshipLimit, 'most'> & { most: number | null };

/** @throws Refusal `invalid_request` for a domain that there is not */
export function wantedLimits(
  metadata: MetadataIndex,
  relationship: number,
  sent: RelationshipLimits = {},
): WantedLimit[] {
  return Object.entries(sent).map(([name, most]) => {
    const { id } = metadata.domain(name, 'Limits', `/Limits${pointerStep(name)}`);
    return { relationship, parentDomain: id, most };
  });
}

/** @throws Refusal `relationship_limit` where records have more links with the relationship than that */
export async function requireLimitHolds(
  transaction: WriteTransaction,
  metadata: MetadataIndex,
  limit: RelationshipLimit,
  code: string,
): Promise<void> {
  const { count, records } = await transaction.recordsPastLimit(limit, limits.namedRecords);
  if (count === 0) return;
  const domain = metadata.domainOf(limit.parentDomain)?.name;
  const shown = records.join(', ') + (count > records.length ? ', …' : '');
  throw new Refusal(
    'relationship_limit',
    `${counted(count, `${domain} record`)} ${count === 1 ? 'has' : 'have'} more than ${counted(limit.most, 'link')} with the relationship '${code}': ${shown}.`,
  );
}

/** Sets and lifts limits of a relationship. @throws Refusal */
async function saveLimits(
  transaction: WriteTransaction,
  metadata: MetadataIndex,
  { id, code }: Relationship,
  sent: RelationshipLimits | undefined,
): Promise<void> {
  for (const { parentDomain, most } of wantedLimits(metadata, id, sent)) {
    const present = metadata.limitOf(id, parentDomain);
    const limit = { relationship: id, parentDomain, most };
    // A limit that is wider than the present one holds already.
    if (most !== null && (present === 0 || most < present)) {
      await requireLimitHolds(transaction, metadata, { ...limit, most }, code);
    }
    await transaction.saveRelationshipLimit(limit);
  }
}

/**
 * Adds a relationship, or with an ID renames and limits it; what the body does not name stays.
 *
 * @throws Refusal `invalid_request`, `relationship_not_found`, `relationship_limit`
 */
export async function saveRelationship(
  transaction: WriteTransaction,
  body: RelationshipBody,
): Promise<RelationshipAnswer> {
  const metadata = await lockedMetadata(transaction);
  const id = given(body.ID);
  const present = id === undefined ? undefined : metadata.relationshipOf(Number(id));
  if (id !== undefined && present === undefined) throw relationshipNotFound(String(id));
  if (present === undefined && metadata.relationships.length >= limits.relationships) {
    throw invalidRequest(
      `There are ${limits.relationships} relationships already, the most that a client has.`,
      '/Code',
    );
  }
  const code = body.Code ?? present?.code ?? '';
  const relationship: Relationship = {
    id: present?.id ?? metadata.nextId('relationship'),
    code,
    description: given(body.Description) ?? present?.description ?? code,
  };
  requireUnique(metadata.relationships, relationship);
  await transaction.saveRelationship(relationship);
  await saveLimits(transaction, metadata, relationship, body.Limits);
  await raiseVersion(transaction);
  return relationshipAnswer(relationship, await lockedMetadata(transaction), () => true);
}

/**
 * Drops a relationship that no link carries, with its limits. History keeps its id, and no other gets it.
 *
 * @throws Refusal `not_found`, `in_use`
 */
export async function dropRelationship(
  transaction: WriteTransaction,
  { id }: { id: number },
): Promise<DroppedAnswer> {
  const metadata = await lockedMetadata(transaction);
  const present = metadata.relationshipOf(id);
  if (present === undefined) throw new Refusal('not_found', `There is no relationship with id ${id}.`);
  const count = await transaction.relationshipTotal(id);
  if (count > 0) {
    throw new Refusal(
      'in_use',
      `${counted(count, 'link')} ${count === 1 ? 'carries' : 'carry'} the relationship '${present.code}'.`,
    );
  }
  await transaction.noteDropped([{ kind: 'relationship', id, name: present.code }]);
  await transaction.deleteRelationship(id);
  await raiseVersion(transaction);
  return { IsSuccessful: true, Message: `Dropped the relationship '${present.code}'.` };
}
