/** Relationships as administrators save and drop them (docs/reference/metadata.md). */
import type { Done } from '../contract/answers.js';
import type { RefusedEntry } from '../contract/bulk.js';
import { invalidRequest, orRefusal, Refusal } from '../contract/errors.js';
import { given } from '../contract/given.js';
import {
  type RelationshipAnswer,
  RelationshipBody,
  RelationshipEntry,
  type RelationshipEntryAnswer,
} from '../contract/metadata.js';
import { refusedEntry } from '../contract/outcome.js';
import { type Caller, requireAdminister } from '../contract/permissions.js';
import { validate } from '../contract/validate.js';
import { canonicalText } from './canonical.js';
import { type ChangingCaller, changeSettings, type SettingsServices } from './change-settings.js';
import { surveyLimits } from './relationship-limits.js';
import { dropRelationshipProgram, requireUncarried, saveRelationshipProgram } from './relationships.js';
import { upsertRelationshipsProgram } from './upsert-relationships.js';

/** Code and Description are kept in NFC. @throws Refusal `permission_denied`, `invalid_request` */
function readRelationship(caller: Caller, sent: unknown): RelationshipBody {
  const body = validate(RelationshipBody, sent);
  requireAdminister(caller);
  if (given(body.ID) === undefined && body.Code === undefined) {
    throw invalidRequest('Code must be provided for a new relationship, ID to change one.', '/Code');
  }
  const description = given(body.Description);
  return {
    ...body,
    ...(body.Code === undefined ? {} : { Code: canonicalText(body.Code) }),
    ...(description === undefined ? {} : { Description: canonicalText(description) }),
  };
}

/** Makes a relationship, or changes what is sent of the one with the body's ID. @throws Refusal */
export async function saveRelationshipFor(
  services: SettingsServices,
  caller: ChangingCaller,
  sent: unknown,
): Promise<RelationshipAnswer> {
  const { store, metadata } = services;
  const body = readRelationship(caller, sent);
  const survey = await surveyLimits(store, await metadata.get(caller.client), body);
  return changeSettings(services, caller, saveRelationshipProgram, { body, survey });
}

/** An entry of a bulk call. @throws Refusal `invalid_request` */
function readEntry(sent: unknown): RelationshipEntry {
  const { Code, Description } = validate(RelationshipEntry, sent);
  return { Code: canonicalText(Code), Description: canonicalText(Description ?? '') };
}

/**
 * Makes or changes a relationship for each entry; one that is refused stands in the way of no other. A dry run answers
 * the same and writes nothing.
 *
 * @throws Refusal
 */
export async function upsertRelationshipsFor(
  services: SettingsServices,
  caller: ChangingCaller,
  sent: unknown[],
  dryRun: boolean,
): Promise<(RelationshipEntryAnswer | RefusedEntry)[]> {
  requireAdminister(caller);
  const read = sent.map((entry) => orRefusal(() => readEntry(entry)));
  const sound = read.flatMap((entry) => (entry instanceof Refusal ? [] : [entry]));
  const saved = await changeSettings(services, caller, upsertRelationshipsProgram, {
    entries: sound,
    dryRun,
  });
  let at = 0;
  return read.flatMap((entry) => (entry instanceof Refusal ? [refusedEntry(entry)] : saved.slice(at, ++at)));
}

/** Drops a relationship that no link carries. @throws Refusal */
export async function dropRelationshipFor(
  services: SettingsServices,
  caller: ChangingCaller,
  id: number,
): Promise<Done> {
  requireAdminister(caller);
  const { store, metadata } = services;
  const seen = await requireUncarried(store, await metadata.get(caller.client), id);
  return changeSettings(services, caller, dropRelationshipProgram, { id, seen });
}
