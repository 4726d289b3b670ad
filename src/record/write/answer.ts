/** What the caller is told of a record that was written, or was not. */
import { invalidRequest, type Refusal } from '../../contract/errors.js';
import type { RecordAnswer } from '../../contract/record.js';
import { upsertMessage } from '../../contract/upsert-message.js';
import { limits } from '../../limits/limits.js';
import type { Domain } from '../../store/store.js';
import { pointerStep, sizeText } from '../../text/quoted.js';
import { ambiguous, recordNotFound } from '../keys/reference.js';
import type { UnknownAssociation, UnknownKey } from './association.js';
import { type BrokenRule, brokenRuleRefusal } from './rules.js';
import type { TooLarge } from './stored-size.js';

/** What became of a record that was to be written; `id` is 0 where a dry run would insert. */
export type RecordOutcome =
  | { kind: 'inserted' | 'updated'; id: number }
  | { kind: 'not_found'; id: number }
  | { kind: 'record_ambiguous'; matches: number[] }
  | TooLarge
  | UnknownAssociation
  | UnknownKey
  | BrokenRule;

/** Whoever names a record by a key may view its domain, and so know which records have it. */
function unknownKey({ property, shown, matches }: UnknownKey): Refusal {
  const found =
    matches.length === 0 ? `there is none with ${shown}` : `several have ${shown}: ${matches.join(', ')}`;
  const more = matches.length < limits.namedMatches ? '' : ', and perhaps more';
  return invalidRequest(`${property} must be a key of one record; ${found}${more}.`, pointerStep(property));
}

/** The answer of a write that was done, or would be. */
export function writtenAnswer(
  { kind, id }: { kind: 'inserted' | 'updated'; id: number },
  dryRun: boolean,
): RecordAnswer {
  return {
    IsSuccessful: true,
    RecordID: id || null,
    Message: upsertMessage({ kind, noun: 'record', id, dryRun }),
    ...(dryRun ? { DryRun: true as const } : {}),
  };
}

/**
 * @param matchFields the names of the fields that the record was looked for by
 * @param mayView whether the caller may know of records that are there
 */
export function recordAnswer(
  outcome: RecordOutcome,
  domain: Domain,
  matchFields: string[],
  { dryRun, mayView }: { dryRun: boolean; mayView: boolean },
): RecordAnswer | Refusal {
  switch (outcome.kind) {
    case 'record_ambiguous':
      return ambiguous(outcome.kind, outcome.matches, mayView, `Match fields: ${matchFields.join(', ')}.`);
    case 'unknown_association': {
      const { field, id } = outcome;
      return invalidRequest(`${field} must be the id of a record; there is none with id ${id}.`, `/${field}`);
    }
    case 'unknown_key':
      return unknownKey(outcome);
    case 'missing_value':
    case 'not_unique':
      return brokenRuleRefusal(outcome, mayView);
    case 'too_large':
      return invalidRequest(
        `A record must be at most ${sizeText(limits.recordBytes)} as it is stored; it would be ${outcome.bytes.toLocaleString('en')} bytes.`,
      );
    case 'not_found':
      return recordNotFound(domain, outcome.id);
    case 'inserted':
    case 'updated':
      return writtenAnswer(outcome, dryRun);
  }
}
