/** Two records that are one: the links and references of the one go over to the other (docs/reference/merge.md). */
import { invalidRequest, Refusal } from '../../contract/errors.js';
import { given } from '../../contract/given.js';
import { type MergeAnswer, MergeBody } from '../../contract/merge.js';
import {
  type Caller,
  type DomainPermission,
  domainPermissions,
  mayKnow,
  requirePermission,
} from '../../contract/permissions.js';
import { validate } from '../../contract/validate.js';
import { limits } from '../../limits/limits.js';
import type { IndexedDomain, MetadataIndex } from '../../metadata/metadata-index.js';
import { type CallServices, Reading, runProgram, type Sender } from '../../metadata/reading.js';
import { linkPastLimit } from '../../metadata/relationship-limits.js';
import { counted, quoted, sizeText } from '../../text/quoted.js';
import {
  ambiguous,
  readReference,
  recordNotFound,
  requireIdentification,
  type SideInput,
} from '../keys/reference.js';
import { recordAnswer } from '../write/answer.js';
import { changedMeanwhile, readIfMatch } from '../write/if-match.js';
import type { ChangedMeanwhile } from '../write/if-match-program.js';
import { type MergeRefusal, mergeAnswer, mergeRecordsProgram } from './merge-program.js';
import type { Precedence } from './plan-links.js';

export interface MergeOptions {
  fill: boolean;
  precedence: Precedence | undefined;
  dryRun: boolean;
  /** The header, which is about the record that is kept. */
  ifMatch: string | undefined;
}

type Sides = Record<'keep' | 'merged', SideInput>;

function sidesOf(body: MergeBody): Sides {
  return {
    keep: {
      id: body.KeepID,
      key: body.KeepKey,
      matchField: body.KeepMatchField,
      names: { id: 'KeepID', key: 'KeepKey', matchField: 'KeepMatchField' },
    },
    merged: {
      id: body.MergeID,
      key: body.MergeKey,
      matchField: body.MergeMatchField,
      names: { id: 'MergeID', key: 'MergeKey', matchField: 'MergeMatchField' },
    },
  };
}

/** A side that has an id keeps its key and match field unread, even where they are of a wrong type. */
function unreadProperties(sent: unknown): string[] {
  if (typeof sent !== 'object' || sent === null) return [];
  return Object.values(sidesOf(sent)).flatMap(({ id, names }) =>
    given(id) === undefined ? [] : [names.key, names.matchField].filter((name) => name in sent),
  );
}

/** What the caller may not do with links that may move. */
function lackingOf(caller: Caller, metadata: MetadataIndex) {
  return metadata.domains.flatMap(({ id }) =>
    domainPermissions
      .filter((permission) => !caller.may(id, permission))
      .map((permission) => ({ parentDomain: id, permission })),
  );
}

/** @throws Refusal where the domain may not be known of, in words that do not name it */
function requireKnown(
  caller: Caller,
  metadata: MetadataIndex,
  parentDomain: number,
  permission: DomainPermission,
): never {
  if (!mayKnow(caller, parentDomain)) {
    throw new Refusal('permission_denied', "You need a permission on the domain of a link's parent.");
  }
  requirePermission(caller, { id: parentDomain, name: metadata.nameOf(parentDomain) }, permission);
  throw new Refusal('internal');
}

/** Links whose relationship would be lost, as far as the caller may view their records. */
function linkConflict(
  { links, conflicts }: Extract<MergeRefusal, { kind: 'link_conflict' }>,
  caller: Caller,
  metadata: MetadataIndex,
): Refusal {
  const nameOf = (relationship: number | null) => metadata.relationshipOf(relationship)?.code ?? 'none';
  const seen = conflicts.filter(
    ({ pair }) => caller.may(pair.parentDomain, 'View') && caller.may(pair.childDomain, 'View'),
  );
  const named = seen.map(({ pair, relationship, standing }) => {
    const { parentDomain, parent, childDomain, child } = pair;
    const records = `${metadata.nameOf(parentDomain)} ${parent} and ${metadata.nameOf(childDomain)} ${child}`;
    return `${records} (${nameOf(standing)}; ${nameOf(relationship)} would be lost)`;
  });
  const shown = named.length === 0 ? '' : `: ${named.join(', ')}${links > seen.length ? ', …' : ''}`;
  return new Refusal(
    'link_conflict',
    `The relationship of ${counted(links, 'link')} would be lost, since the kept record has a link with another one in its place${shown}. onConflict=keep or onConflict=merged says which stays.`,
  );
}

function notOne(
  refusal: Extract<MergeRefusal, { kind: 'not_found' | 'ambiguous' }>,
  sides: Sides,
  domain: IndexedDomain,
  mayView: boolean,
): Refusal {
  const { id, key, matchField, names } = sides[refusal.side];
  if (refusal.kind === 'ambiguous') {
    return ambiguous('record_ambiguous', refusal.matches, mayView, `${names.matchField}: ${matchField}.`);
  }
  const named = given(id);
  if (named !== undefined) return recordNotFound(domain, Number(named));
  return new Refusal('not_found', `There is no ${domain.name} record whose ${matchField} is ${quoted(key)}.`);
}

function refusalOf(
  refusal: Exclude<MergeRefusal, ChangedMeanwhile>,
  sides: Sides,
  domain: IndexedDomain,
  caller: Caller,
  metadata: MetadataIndex,
): Refusal {
  const mayView = caller.may(domain.id, 'View');
  switch (refusal.kind) {
    case 'not_found':
    case 'ambiguous':
      return notOne(refusal, sides, domain, mayView);
    case 'same':
      return invalidRequest(
        `${sides.merged.names.id} must be another record than the one that is kept; both are ${domain.name} ${refusal.id}.`,
        `/${sides.merged.names.id}`,
      );
    case 'merged_before':
      return new Refusal(
        'merge_conflict',
        `${domain.name} ${refusal.id} was merged into ${domain.name} ${refusal.kept} before.`,
      );
    case 'other_content':
      return new Refusal(
        'merge_conflict',
        `${domain.name} ${refusal.keep} and ${domain.name} ${refusal.merged} have different content.`,
      );
    case 'too_many':
      return invalidRequest(
        `A record that is merged must have at most ${limits.mergedReferences.toLocaleString('en')} links and associations that refer to it; this one has more.`,
        `/${sides.merged.names.id}`,
      );
    case 'permission_denied':
      return requireKnown(caller, metadata, refusal.parentDomain, refusal.permission);
    case 'link_conflict':
      return linkConflict(refusal, caller, metadata);
    case 'link_too_large':
      return invalidRequest(
        `Fields of one link must be at most ${sizeText(limits.linkBytes)} as they are stored; those of link ${refusal.link} would be more.`,
      );
    case 'relationship_limit': {
      const { parentDomain, parent, relationship, max } = refusal;
      return linkPastLimit(metadata, { domain: parentDomain, id: parent, relationship, max });
    }
    case 'broken': {
      const answer = recordAnswer(refusal.broken, domain, [], { dryRun: false, mayView });
      return answer instanceof Refusal ? answer : new Refusal('internal');
    }
  }
}

/**
 * Merges one record of a domain into another. Answers after it is durable.
 *
 * @throws Refusal
 */
export async function mergeRecords(
  { store, metadata: cache }: CallServices,
  sender: Sender,
  domainName: string,
  sent: unknown,
  { ifMatch, ...options }: MergeOptions,
): Promise<MergeAnswer> {
  const reading = await Reading.begin(cache, sender);
  return reading.settle(async (caller, metadata) => {
    const sides = sidesOf(validate(MergeBody, sent, () => unreadProperties(sent)));
    requireIdentification(sides.keep);
    requireIdentification(sides.merged);
    const domain = metadata.domainInPath(domainName, caller);
    const [readKeep, readMerged] = [
      readReference(domain, sides.keep, caller),
      readReference(domain, sides.merged, caller),
    ];
    requirePermission(caller, domain, 'Edit');
    const condition = readIfMatch(ifMatch);
    const lacking = lackingOf(caller, metadata);
    const outcome = await runProgram(store, {
      client: caller.client,
      program: mergeRecordsProgram,
      input: {
        ...options,
        ...condition,
        version: metadata.version,
        domain: domain.id,
        keep: readKeep(),
        merged: readMerged(),
        max: limits.mergedReferences,
        keyed: sender.keyed,
        lacking,
        user: caller.user,
        requestId: sender.requestId,
      },
    });
    if (outcome === 'stale') return outcome;
    if (outcome.kind === 'changed_meanwhile') {
      const named = { domain: domain.id, ...condition };
      throw await changedMeanwhile(store, { caller, metadata }, named, outcome);
    }
    if (outcome.kind !== 'merged') throw refusalOf(outcome, sides, domain, caller, metadata);
    return mergeAnswer(outcome, lacking, options.dryRun);
  });
}
