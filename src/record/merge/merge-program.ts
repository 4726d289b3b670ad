/** The write program that merges a record into another (docs/reference/merge.md). */
import type { MergeAnswer } from '../../contract/merge.js';
import type { DomainPermission } from '../../contract/permissions.js';
import { type LockedDomain, lockedDomain } from '../../metadata/locked-domain.js';
import {
  defineProgram,
  type LimitScope,
  type RecordReference,
  type StoredRecord,
  type WriteTransaction,
} from '../../store/store.js';
import type { FieldValues } from '../fields.js';
import { onceForKey } from '../keyed/once.js';
import { type ChangedMeanwhile, type Conditional, changedSince } from '../write/if-match-program.js';
import type { Author } from '../write/link-draft.js';
import { RecordDraft } from '../write/record-draft.js';
import type { BrokenRule } from '../write/rules.js';
import type { TooLarge } from '../write/stored-size.js';
import { brokenAfter, differInContent, fieldsAfter } from './merge-fields.js';
import { moveAssociations, type Referring, referringTo } from './move-associations.js';
import {
  type LinkMerge,
  type LinkTally,
  type ListedLink,
  linksOfMerged,
  moveLinks,
  passedLimit,
  tallyLinks,
} from './move-links.js';
import type { Precedence } from './plan-links.js';

export interface MergeInput extends Author, Conditional {
  version: number;
  domain: number;
  keep: RecordReference;
  merged: RecordReference;
  fill: boolean;
  precedence: Precedence | undefined;
  dryRun: boolean;
  /** How many links and associations may go over. */
  max: number;
  /** What the caller may not do, on each domain. */
  lacking: { parentDomain: number; permission: DomainPermission }[];
}

type Side = 'keep' | 'merged';

/** Why two records are not merged, and nothing is written. */
export type MergeRefusal =
  | { kind: 'not_found'; side: Side }
  | ChangedMeanwhile
  | { kind: 'ambiguous'; side: Side; matches: number[] }
  | { kind: 'same'; id: number }
  | { kind: 'merged_before'; id: number; kept: number }
  | { kind: 'other_content'; keep: number; merged: number }
  | { kind: 'too_many' }
  | { kind: 'permission_denied'; parentDomain: number; permission: DomainPermission }
  | { kind: 'link_conflict'; links: number; conflicts: LinkTally['conflicts'] }
  | { kind: 'link_too_large'; link: number }
  | ({ kind: 'relationship_limit'; max: number } & LimitScope)
  | { kind: 'broken'; broken: BrokenRule | TooLarge };

export interface Merged {
  kind: 'merged';
  keep: number;
  merged: number;
  moved: number;
  removed: number;
  differing: number;
  filled: number;
  /** How many associations of each domain's records went over. */
  associations: { domain: number; count: number }[];
}

/** What became of the call. `stale`: read it again with the client's present metadata. */
export type MergeOutput = 'stale' | MergeRefusal | Merged;

/** What is known of a merge that may be done, and what is left to be written. */
interface Plan {
  keep: StoredRecord;
  merged: StoredRecord;
  merge: LinkMerge;
  links: ListedLink[];
  tally: LinkTally;
  referring: Referring[];
  fields: FieldValues;
  filled: number;
}

/** The two records. The id of one that was merged before names the record that was kept, to keep it. */
async function recordsOf(
  transaction: WriteTransaction,
  { domain, keep, merged }: MergeInput,
): Promise<MergeRefusal | { keep: StoredRecord; merged: StoredRecord }> {
  const { client } = transaction;
  const [keeps = [], goes = []] = await transaction.findRecords(client, [keep, merged]);
  for (const [side, matches] of [['keep', keeps] as const, ['merged', goes] as const]) {
    if (matches.length === 0) return { kind: 'not_found', side };
    if (matches.length > 1) return { kind: 'ambiguous', side, matches };
  }
  const [keptId = 0, goneId = 0] = [keeps[0], goes[0]];
  if (keptId === goneId && (merged.id === 0 || merged.id === goneId)) return { kind: 'same', id: keptId };
  if (merged.id !== 0 && merged.id !== goneId) return { kind: 'merged_before', id: merged.id, kept: goneId };
  const found = await transaction.records(client, domain, [keptId, goneId]);
  const byId = new Map(found.map((record) => [record.id, record]));
  const [kept, gone] = [byId.get(keptId), byId.get(goneId)];
  if (kept === undefined) return { kind: 'not_found', side: 'keep' };
  if (gone === undefined) return { kind: 'not_found', side: 'merged' };
  return { keep: kept, merged: gone };
}

/** What stands in the way of the links. */
async function obstacleOfLinks(
  transaction: WriteTransaction,
  { lacking }: MergeInput,
  tally: LinkTally,
): Promise<MergeRefusal | undefined> {
  const { permissions, conflicts, tooLarge, differing } = tally;
  const lacks = (parentDomain: number, permission: DomainPermission) =>
    lacking.some((each) => each.parentDomain === parentDomain && each.permission === permission);
  const denied = permissions.find((each) => lacks(each.parentDomain, each.permission));
  if (denied !== undefined) return { kind: 'permission_denied', ...denied };
  if (conflicts.length > 0) return { kind: 'link_conflict', links: differing, conflicts };
  if (tooLarge !== undefined) return { kind: 'link_too_large', link: tooLarge };
  const passed = await passedLimit(transaction, tally);
  return passed === undefined ? undefined : { kind: 'relationship_limit', ...passed };
}

/** Looks at all that the merge takes, and writes nothing. */
async function planMerge(
  transaction: WriteTransaction,
  { state, metadata, domain }: LockedDomain,
  input: MergeInput,
): Promise<MergeRefusal | Plan> {
  const records = await recordsOf(transaction, input);
  if ('kind' in records) return records;
  const { keep, merged } = records;
  const { ifMatch } = input;
  const changed = await changedSince(transaction, { domain: domain.id, id: keep.id, ifMatch });
  if (changed !== undefined) return changed;
  const { fill, precedence, max } = input;
  if (differInContent(domain, keep, merged)) {
    return { kind: 'other_content', keep: keep.id, merged: merged.id };
  }
  const merging = { domain: domain.id, keep: keep.id, merged: merged.id };
  const merge = { ...merging, metadata, identity: state.linkIdentity, precedence, fill };
  const links = await linksOfMerged(transaction, merging, max + 1);
  if (links.length > max) return { kind: 'too_many' };
  const referring = await referringTo(transaction, metadata, merging, max - links.length);
  const associations = referring.reduce((sum, each) => sum + each.associations, 0);
  if (links.length + associations > max) return { kind: 'too_many' };
  const tally = await tallyLinks(transaction, merge, links);
  const obstacle = await obstacleOfLinks(transaction, input, tally);
  if (obstacle !== undefined) return obstacle;
  const { fields, filled } = fieldsAfter(domain, keep, merged, fill);
  const broken = await brokenAfter(transaction, domain, { keep, merged, fields });
  if (broken !== undefined) return { kind: 'broken', broken };
  return { keep, merged, merge, links, tally, referring, fields, filled };
}

async function writeMerge(
  transaction: WriteTransaction,
  { state, domain }: LockedDomain,
  author: Author,
  plan: Plan,
): Promise<void> {
  const { keep, merged, merge } = plan;
  const at = Date.now();
  const next = await moveLinks(transaction, merge, plan.links, { ...state, author, at });
  const { nextChangeId } = next;
  const after = await moveAssociations(transaction, plan.referring, merge, { author, at, nextChangeId });
  const draft = new RecordDraft(domain, author, { nextChangeId: after });
  draft.mergeAway(merged);
  draft.mergeInto(keep, plan.fields, merged.id);
  // Ahead of the removal, which forgets what the record itself stood for.
  await transaction.saveMerged(domain.id, { merged: merged.id, kept: keep.id });
  await transaction.writeRecords(draft.writes(at));
  await transaction.saveState({ ...state, ...next, nextChangeId: draft.nextChangeId });
}

async function mergeInTransaction(transaction: WriteTransaction, input: MergeInput): Promise<MergeOutput> {
  const locked = await lockedDomain(transaction, input);
  if (locked === undefined) return 'stale';
  const plan = await planMerge(transaction, locked, input);
  if ('kind' in plan) return plan;
  const { user, requestId } = input;
  if (!input.dryRun) await writeMerge(transaction, locked, { user, requestId }, plan);
  const { moved, removed, differing } = plan.tally;
  return {
    kind: 'merged',
    keep: plan.keep.id,
    merged: plan.merged.id,
    ...{ moved, removed, differing, filled: plan.filled },
    associations: plan.referring.map(({ domain, associations: count }) => ({ domain: domain.id, count })),
  };
}

/**
 * The answer of a merge that was done, or would be.
 *
 * @param lacking what the caller may not do: associations of domains that may not be viewed are not counted
 */
export function mergeAnswer(merged: Merged, lacking: MergeInput['lacking'], dryRun: boolean): MergeAnswer {
  const hidden = new Set(
    lacking.filter(({ permission }) => permission === 'View').map(({ parentDomain }) => parentDomain),
  );
  const seen = merged.associations.filter(({ domain }) => !hidden.has(domain));
  const [verb, end] = dryRun ? ['Would merge', ''] : ['Merged', ' successfully'];
  return {
    IsSuccessful: true,
    RecordID: merged.keep,
    Message: `${verb} record with id ${merged.merged} into record with id ${merged.keep}${end}.`,
    MergedID: merged.merged,
    MovedLinks: merged.moved,
    RemovedLinks: merged.removed,
    Conflicts: merged.differing,
    MovedAssociations: seen.reduce((sum, { count }) => sum + count, 0),
    FilledFields: merged.filled,
    ...(dryRun ? { DryRun: true as const } : {}),
  };
}

/** The answer that is kept of a call with a key. */
function keptAnswer(output: MergeOutput, { lacking, dryRun }: MergeInput): MergeAnswer | undefined {
  const isDone = output !== 'stale' && output.kind === 'merged' && !dryRun;
  return isDone ? mergeAnswer(output, lacking, dryRun) : undefined;
}

export const mergeRecordsProgram = defineProgram('mergeRecords', onceForKey(mergeInTransaction, keptAnswer));
