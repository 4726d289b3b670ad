/** Records by match fields: reads the entries, writes them in slices, answers (contract section 5). */
import { accept } from '../contract/accept.js';
import { type RefusedEntry, refusedEntry } from '../contract/bulk.js';
import { invalidRequest, orRefusal, Refusal } from '../contract/errors.js';
import { limits } from '../contract/limits.js';
import { type Caller, requirePermission } from '../contract/permissions.js';
import { quoted } from '../contract/quoted.js';
import { type RecordAnswer, RecordBody } from '../contract/record.js';
import { type Store, StoreFault } from '../store/store.js';
import { type FieldValues, readFields } from './fields.js';
import { matchField } from './match-field.js';
import type { MetadataCache } from './metadata-cache.js';
import type { IndexedDomain, MetadataIndex } from './metadata-index.js';
import type { RecordOutcome, UpsertRecordsInput, UpsertRecordsOutput } from './write-records.js';

export interface RecordServices {
  store: Store;
  metadata: MetadataCache;
}

/** Who sends records, and who that is now, asked where rights may have changed under a call. */
export interface RecordSender {
  caller: Caller;
  renewCaller(): Promise<Caller>;
}

type Answer = RecordAnswer | RefusedEntry;

function readEntry(domain: IndexedDomain, names: string[], sent: unknown): FieldValues {
  const values = readFields(domain, accept(RecordBody, sent));
  for (const name of names) {
    if (values[name] === undefined || values[name] === null) {
      throw invalidRequest(`${name} must be provided, because it is a match field.`, `/${name}`);
    }
  }
  return values;
}

function answerOf(outcome: RecordOutcome, names: string[], dryRun: boolean): Answer {
  if (outcome.kind === 'record_ambiguous') {
    return refusedEntry(new Refusal('record_ambiguous', `Match fields: ${names.join(', ')}.`));
  }
  if (outcome.kind === 'unknown_association') {
    const { field, id } = outcome;
    return refusedEntry(
      invalidRequest(`${field} must be the id of a record; there is none with id ${id}.`, `/${field}`),
    );
  }
  const done = outcome.kind === 'inserted' ? 'Inserted' : 'Updated';
  if (!dryRun) {
    const message = `${done} record with id ${outcome.id} successfully.`;
    return { IsSuccessful: true, RecordID: outcome.id, Message: message };
  }
  const message =
    outcome.kind === 'inserted'
      ? 'Would insert a record.'
      : outcome.id === 0
        ? 'Would update a record that would be inserted.'
        : `Would update record with id ${outcome.id}.`;
  return { IsSuccessful: true, RecordID: outcome.id || null, Message: message, DryRun: true };
}

/** What became of a slice; where it could not be written, why, since slices before it may have been. */
async function writeSlice(
  store: Store,
  client: number,
  input: UpsertRecordsInput,
): Promise<UpsertRecordsOutput | Refusal> {
  for (let attempt = 1; ; attempt++) {
    try {
      return (await store.write({ client, program: 'upsertRecords', input })) as UpsertRecordsOutput;
    } catch (error) {
      if (!(error instanceof StoreFault) || error.kind === 'unexpected') throw error;
      if (error.kind === 'unavailable' || attempt === limits.batchAttempts) return new Refusal('unavailable');
    }
  }
}

/**
 * Creates or updates a record for each entry, and answers each, in their order; an entry sees the effect
 * of those before it. Fields that an entry does not name stay; `null` and `""` empty a field.
 *
 * @throws Refusal `not_found` for the domain, `invalid_request` for the match fields, `permission_denied`
 */
export async function upsertRecords(
  { store, metadata: cache }: RecordServices,
  { caller: sender, renewCaller }: RecordSender,
  domainName: string,
  matchFields: string,
  sent: unknown[],
  dryRun: boolean,
): Promise<Answer[]> {
  const names = [...new Set(matchFields.split(',').map((name) => name.trim()))];
  const answers: Answer[] = [];
  // A dry run is one transaction, so that an entry sees what those before it would do.
  const sliceLength = dryRun ? Math.max(sent.length, 1) : limits.batchRecords;
  let caller = sender;
  let metadata = await cache.get(caller.client);
  let reading = 1;
  for (let from = 0; from < sent.length || from === 0; ) {
    const { domain, fields } = target(metadata, caller, domainName, names);
    const slice = sent.slice(from, from + sliceLength);
    const entries = slice.map((entry) => orRefusal(() => readEntry(domain, names, entry)));
    const valid = entries.filter((entry): entry is FieldValues => !(entry instanceof Refusal));
    const input = { version: metadata.version, domain: domain.id, fields, entries: valid };
    const outcomes =
      valid.length === 0
        ? []
        : await writeSlice(store, caller.client, { ...input, user: caller.user, dryRun });
    if (outcomes === 'stale') {
      if (reading++ === limits.readings) throw new Refusal('unavailable');
      metadata = await cache.reload(caller.client);
      caller = await renewCaller();
      continue;
    }
    let at = 0;
    for (const entry of entries) {
      if (entry instanceof Refusal) answers.push(refusedEntry(entry));
      else if (outcomes instanceof Refusal) answers.push(refusedEntry(outcomes));
      else answers.push(answerOf(outcomes[at++] as RecordOutcome, names, dryRun));
    }
    from += sliceLength;
  }
  return answers;
}

function target(metadata: MetadataIndex, caller: Caller, domainName: string, names: string[]) {
  const domain = metadata.domainInPath(domainName);
  const fields = names.map((name) => matchField(domain, name, 'matchFields').id);
  if (fields.length > limits.matchFields) {
    throw invalidRequest(
      `matchFields must name at most ${limits.matchFields} fields; ${quoted(fields.length)} were given.`,
      '/matchFields',
    );
  }
  requirePermission(caller, domain, 'Edit');
  return { domain, fields };
}
