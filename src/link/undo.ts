/** Taking back a change of a link (docs/reference/link-operations.md#undo). */
import { invalidRequest, Refusal } from '../contract/errors.js';
import { given } from '../contract/given.js';
import { type UndoAnswer, UndoBody } from '../contract/link.js';
import {
  type Caller,
  mayKnow,
  permissionToAttach,
  permissionToDetach,
  requirePermission,
} from '../contract/permissions.js';
import { validate } from '../contract/validate.js';
import { contactDomain, type LinkAction } from '../contract/words.js';
import type { IndexedDomain, MetadataIndex } from '../metadata/metadata-index.js';
import { type CallServices, Reading, runProgram, type Sender } from '../metadata/reading.js';
import { linkPastLimit } from '../metadata/relationship-limits.js';
import type { StoredLinkChange, StoreQueries } from '../store/store.js';
import { quoted } from '../text/quoted.js';
import { type UndoInput, type UndoOutput, undoProgram } from './undo-program.js';

const notFound = (id: number) =>
  new Refusal('not_found', `There is no change of a link with the number ${id}.`);

const conflict = (words: string) => new Refusal('undo_conflict', `The change cannot be taken back: ${words}`);

/** The change that a body names. @throws Refusal */
async function changeOf(
  queries: Pick<StoreQueries, 'changePage'>,
  caller: Caller,
  sent: unknown,
): Promise<StoredLinkChange> {
  const named = given(validate(UndoBody, sent).ChangeID);
  if (named === undefined) throw invalidRequest('ChangeID must be provided.', '/ChangeID');
  const id = Number(named);
  const range = { order: 'asc', above: id - 1, through: id, limit: 1 } as const;
  const [change] = await queries.changePage({ client: caller.client, ...range });
  if (change === undefined) throw notFound(id);
  // The number says nothing of the domain to those who may not know of it.
  if (mayKnow(caller, change.parentDomain)) return change;
  throw new Refusal('permission_denied', "You need a permission on the domain of the link's parent.");
}

/** The two domains, which may have been dropped since. @throws Refusal */
function domainsOf(change: StoredLinkChange, metadata: MetadataIndex): [IndexedDomain, IndexedDomain] {
  const parent = metadata.domainOf(change.parentDomain);
  const child = metadata.domainOf(change.childDomain);
  if (parent === undefined) throw new Refusal('parent_not_found');
  if (child === undefined) throw new Refusal('child_not_found');
  return [parent, child];
}

const isUndoneByRemoval = (action: LinkAction) => action === 'inserted' || action === 'restored';

/** Requires what the link carried, and said, to be still there to be carried and said. @throws Refusal */
function requireFormer(change: StoredLinkChange, child: IndexedDomain, metadata: MetadataIndex): void {
  const { before, fields = {} } = change;
  if (before !== null && metadata.relationshipOf(before) === undefined) {
    throw new Refusal('relationship_not_found', `The relationship with id ${before} was dropped.`);
  }
  for (const { id, name, codes } of metadata.linkFieldsOf(child.id).values()) {
    const [value = null] = fields[id] ?? [];
    if (codes === null || value === null || codes.includes(String(value))) continue;
    throw conflict(`${name} does not accept ${quoted(value)} any more.`);
  }
}

/** @throws Refusal */
async function inputOf(
  queries: Pick<StoreQueries, 'changePage'>,
  caller: Caller,
  metadata: MetadataIndex,
  sent: unknown,
): Promise<{ change: StoredLinkChange; input: Omit<UndoInput, 'requestId' | 'dryRun'> }> {
  const change = await changeOf(queries, caller, sent);
  const [parent, child] = domainsOf(change, metadata);
  const removes = isUndoneByRemoval(change.action);
  requirePermission(caller, parent, (removes ? permissionToDetach : permissionToAttach)(child.name));
  if (!removes) requireFormer(change, child, metadata);
  const input = {
    version: metadata.version,
    change,
    carriesRelationship: child.name === contactDomain,
    knownFields: [...metadata.linkFieldsOf(child.id).values()].map(({ id }) => id),
    max: metadata.limitOf(change.before, change.parentDomain),
    user: caller.user,
  };
  return { change, input };
}

function refusalOf(
  { kind, newest }: Exclude<UndoOutput, 'stale' | { kind: 'done' }>,
  change: StoredLinkChange,
  metadata: MetadataIndex,
  max: number | null,
): Refusal {
  switch (kind) {
    case 'undo_conflict':
      return conflict(`change ${newest} of link ${change.link} came after it.`);
    case 'not_kept':
      return conflict(`who made link ${change.link}, and when, is not known.`);
    case 'link_conflict':
      return new Refusal(kind, 'The records have another link in its place.');
    case 'relationship_limit': {
      const { parentDomain, parent, before } = change;
      return linkPastLimit(metadata, { domain: parentDomain, id: parent, relationship: before, max });
    }
    default:
      return new Refusal(kind);
  }
}

const words: Record<LinkAction, [done: string, wouldBe: string]> = {
  inserted: ['Inserted', 'insert'],
  changed: ['Updated', 'update'],
  removed: ['Removed', 'remove'],
  restored: ['Restored', 'restore'],
};

/**
 * Takes back one change of a link, while nothing has changed the link since. Answers after it is durable.
 *
 * @throws Refusal
 */
export async function undoChange(
  { store, metadata: cache }: CallServices,
  request: Sender,
  sent: unknown,
  { dryRun }: { dryRun: boolean },
): Promise<UndoAnswer> {
  const { requestId } = request;
  const reading = await Reading.begin(cache, request);
  return reading.settle(async (caller, metadata) => {
    const { change, input } = await inputOf(store, caller, metadata, sent);
    const { client } = caller;
    const outcome = await runProgram(store, {
      client,
      program: undoProgram,
      input: { ...input, requestId, dryRun },
    });
    if (outcome === 'stale') return outcome;
    if (outcome.kind !== 'done') throw refusalOf(outcome, change, metadata, input.max);
    const [done, wouldBe] = words[outcome.action];
    return {
      IsSuccessful: true,
      RecordID: change.link,
      Message: dryRun
        ? `Would ${wouldBe} link with id ${change.link}.`
        : `${done} link with id ${change.link} successfully.`,
      ParentID: change.parent,
      ChildID: change.child,
      RelationshipID: outcome.relationship,
      Action: outcome.action,
      ChangeID: dryRun ? null : outcome.change,
      ...(dryRun ? { DryRun: true as const } : {}),
    };
  });
}
