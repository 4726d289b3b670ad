/** answer: what the caller is told of an outcome (docs/reference/upsert.md#answer). */
import { invalidRequest, Refusal } from '../contract/errors.js';
import type { RemovalAnswer, UpsertAnswer } from '../contract/link.js';
import type { Caller } from '../contract/permissions.js';
import { upsertMessage } from '../contract/upsert-message.js';
import { limits } from '../limits/limits.js';
import type { MetadataIndex } from '../metadata/metadata-index.js';
import { linkPastLimit } from '../metadata/relationship-limits.js';
import { ambiguous } from '../record/keys/reference.js';
import { sizeText } from '../text/quoted.js';
import { type LinkCommand, type Outcome, relationshipGiven, unknownRelationship } from './command.js';

/** The names of the relationships that the pair's links carry. */
function carried(outcome: Outcome, metadata: MetadataIndex): string {
  const names = (outcome.relationships ?? []).map((id) =>
    id === null ? 'no relationship' : (metadata.relationshipOf(id)?.code ?? String(id)),
  );
  return names.join(', ');
}

/** The refusal of an outcome that wrote nothing. `sent` is the body that it came in; `caller` is who is told. */
export function refusalOf(
  outcome: Outcome,
  command: LinkCommand,
  sent: unknown,
  metadata: MetadataIndex,
  caller: Pick<Caller, 'may'>,
): Refusal {
  switch (outcome.kind) {
    case 'parent_ambiguous':
      return ambiguous(outcome.kind, outcome.matches ?? [], caller.may(command.parent.domain, 'View'));
    case 'child_ambiguous':
      return ambiguous(outcome.kind, outcome.matches ?? [], caller.may(command.child.domain, 'View'));
    case 'relationship_not_found': {
      const { Relationship, NewRelationship } = sent as Record<string, string>;
      const name = command.relationship === unknownRelationship ? Relationship : NewRelationship;
      return metadata.relationshipNotFound(name ?? '');
    }
    case 'link_conflict':
      return new Refusal(
        'link_conflict',
        `The records have a link with Relationship and another with NewRelationship already (${carried(outcome, metadata)}).`,
      );
    case 'link_ambiguous':
      return new Refusal(
        'link_ambiguous',
        `The records have several links (${carried(outcome, metadata)}); Relationship must say which of them is to change.`,
      );
    case 'relationship_limit': {
      const { parent, max } = command;
      const relationship = relationshipGiven(command);
      return linkPastLimit(metadata, { domain: parent.domain, id: outcome.parent, relationship, max });
    }
    case 'fields_too_large':
      return invalidRequest(
        `Fields of one link must be at most ${sizeText(limits.linkBytes)} as they are stored.`,
        '/Fields',
      );
    case 'stale':
      return new Refusal('unavailable');
    case 'inserted':
    case 'updated':
    case 'removed':
    case 'nothing_removed':
      return new Refusal('internal');
    default:
      return new Refusal(outcome.kind);
  }
}

/** The answer of an upsert that was done, or would be. */
export function upsertAnswer(outcome: Outcome, dryRun: boolean): UpsertAnswer {
  return {
    IsSuccessful: true,
    RecordID: outcome.link === 0 ? null : outcome.link,
    Message: upsertMessage({
      kind: outcome.kind === 'inserted' ? 'inserted' : 'updated',
      noun: 'link',
      id: outcome.link,
      dryRun,
    }),
    ParentID: outcome.parent,
    ChildID: outcome.child,
    RelationshipID: outcome.relationship,
    ...(dryRun ? { DryRun: true as const } : {}),
  };
}

function removalMessage(
  ids: number[],
  dryRun: boolean,
  { relationship }: LinkCommand,
  metadata: MetadataIndex,
): string {
  if (ids.length > 0) {
    const links = ids.length === 1 ? `link with id ${ids[0]}` : `links with ids ${ids.join(', ')}`;
    return dryRun ? `Would remove ${links}.` : `Removed ${links} successfully.`;
  }
  const named = metadata.relationshipOf(relationship);
  const missing = named === undefined ? 'no link' : `no link with the relationship '${named.code}'`;
  return `Nothing ${dryRun ? 'would be' : 'was'} removed: the records have ${missing}.`;
}

/** The answer of a removal that was done, or would be, or that found nothing to do. */
export function removalAnswer(
  outcome: Outcome,
  dryRun: boolean,
  command: LinkCommand,
  metadata: MetadataIndex,
): RemovalAnswer {
  const removed = outcome.kind === 'removed';
  const ids = removed ? (outcome.links ?? [outcome.link]) : [];
  return {
    IsSuccessful: removed,
    RecordID: ids[0] ?? null,
    Message: removalMessage(ids, dryRun, command, metadata),
    ParentID: outcome.parent,
    ChildID: outcome.child,
    RelationshipID: outcome.relationship,
    RecordIDs: ids,
    ...(dryRun ? { DryRun: true as const } : {}),
  };
}
