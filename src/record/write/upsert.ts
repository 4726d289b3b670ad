/**
 * Records by match fields: reads the entries, writes them in slices, answers
 * (docs/reference/records.md#upsert-a-record).
 */
import type { RefusedEntry } from '../../contract/bulk.js';
import { invalidRequest, orRefusal, Refusal } from '../../contract/errors.js';
import { given } from '../../contract/given.js';
import { refusedEntry } from '../../contract/outcome.js';
import { type Caller, requireAdminister, requirePermission } from '../../contract/permissions.js';
import { type RecordAnswer, RecordBody } from '../../contract/record.js';
import { validate } from '../../contract/validate.js';
import { idName } from '../../contract/words.js';
import { limits } from '../../limits/limits.js';
import type { IndexedDomain, MetadataIndex } from '../../metadata/metadata-index.js';
import { type CallServices, Reading, runProgram, type Sender } from '../../metadata/reading.js';
import type { Store } from '../../store/store.js';
import { quoted, sizeText } from '../../text/quoted.js';
import { matchField } from '../keys/match-field.js';
import { readRecordId } from '../keys/reference.js';
import { inTurns } from '../turns.js';
import { recordAnswer } from './answer.js';
import { type Change, readChange } from './read-change.js';
import { Allowance } from './stored-size.js';
import { type UpsertRecordsInput, type UpsertRecordsOutput, upsertRecordsProgram } from './upsert-program.js';

type Answer = RecordAnswer | Refusal;

const outOfRoom = `The record must not make what the call stores more than ${limits.storedForEachSent} times what it sent, or ${sizeText(limits.recordBytes)}.`;

/** What all entries of a call have in common. */
interface Upsert {
  domainName: string;
  matchFields: string[];
  dryRun: boolean;
  requestId: string;
}

interface Entry extends Change {
  /** Only where entries are named by id. */
  id?: number;
}

/** Whose entries are read, and what their names mean. */
interface Context {
  metadata: MetadataIndex;
  caller: Caller;
}

function readNamedEntry(context: Context, domain: IndexedDomain, sent: unknown): Entry {
  const { [idName]: id, ...fields } = validate(RecordBody, sent);
  if (given(id) === undefined) {
    throw invalidRequest(`${idName} must be provided, because records are found by it.`, `/${idName}`);
  }
  const text = Array.isArray(id) ? JSON.stringify(id) : String(id);
  return { id: readRecordId(text, idName), ...readChange(context, domain, fields) };
}

function readEntry(context: Context, domain: IndexedDomain, matchFields: string[], sent: unknown): Entry {
  const change = readChange(context, domain, validate(RecordBody, sent));
  for (const name of matchFields) {
    if (change.fields[name] === undefined || change.fields[name] === null) {
      throw invalidRequest(`${name} must be provided, because it is a match field.`, `/${name}`);
    }
  }
  return change;
}

function target(metadata: MetadataIndex, caller: Caller, { domainName, matchFields }: Upsert) {
  const domain = metadata.domainInPath(domainName, caller);
  if (matchFields.includes(idName) && !domain.fieldByName.has(idName)) {
    if (matchFields.length > 1) {
      throw invalidRequest(
        `${idName} must stand alone in matchFields; ${quoted(matchFields.join(','))} was given.`,
        '/matchFields',
      );
    }
    requirePermission(caller, domain, 'Edit');
    // A caller who may choose ids could use them up.
    requireAdminister(caller);
    return { domain, fields: [], named: true };
  }
  const fields = matchFields.map((name) => matchField(domain, name, 'matchFields', caller).id);
  if (fields.length > limits.matchFields) {
    throw invalidRequest(
      `matchFields must name at most ${limits.matchFields} fields; ${quoted(fields.length)} were given.`,
      '/matchFields',
    );
  }
  requirePermission(caller, domain, 'Edit');
  return { domain, fields, named: false };
}

/** What became of a slice; where it could not be written, why, since slices before it may have been. */
async function writeSlice(
  store: Store,
  client: number,
  input: UpsertRecordsInput,
): Promise<UpsertRecordsOutput | Refusal> {
  if (input.entries.length === 0) return [];
  try {
    return await runProgram(store, { client, program: upsertRecordsProgram, input });
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
}

/** Answers the first entries, one at least; the others are to be sent again. */
async function upsertSlice(
  store: Store,
  caller: Caller,
  metadata: MetadataIndex,
  upsert: Upsert,
  sent: unknown[],
  allowance: Allowance,
): Promise<Answer[] | 'stale'> {
  const { matchFields, dryRun, requestId } = upsert;
  const { domain, fields, named } = target(metadata, caller, upsert);
  const context = { metadata, caller };
  const readOne = (sentEntry: unknown) => {
    const entry = named
      ? readNamedEntry(context, domain, sentEntry)
      : readEntry(context, domain, matchFields, sentEntry);
    if (!allowance.take(entry.fields)) throw invalidRequest(outOfRoom);
    return entry;
  };
  const read = await inTurns(sent, (entry) => orRefusal(() => readOne(entry)));
  const sound = read.filter((entry): entry is Entry => !(entry instanceof Refusal));
  const input: UpsertRecordsInput = {
    version: metadata.version,
    domain: domain.id,
    fields,
    entries: sound.map(({ fields: sentFields, byKey }) => ({ fields: sentFields, byKey })),
    ...(named ? { ids: sound.map(({ id }) => id ?? 0) } : {}),
    user: caller.user,
    requestId,
    dryRun,
  };
  const told = { dryRun, mayView: caller.may(domain.id, 'View') };
  const outcomes = await writeSlice(store, caller.client, input);
  if (outcomes === 'stale') return outcomes;
  const answers: Answer[] = [];
  let at = 0;
  for (const entry of read) {
    if (entry instanceof Refusal) answers.push(entry);
    else if (outcomes instanceof Refusal) answers.push(outcomes);
    else {
      const outcome = outcomes[at++];
      if (outcome === undefined) break;
      answers.push(recordAnswer(outcome, domain, matchFields, told));
    }
  }
  for (const entry of read.slice(answers.length)) {
    if (!(entry instanceof Refusal)) allowance.giveBack(entry.fields);
  }
  return answers;
}

/** How large an entry is, more or less: the characters of its names and texts. */
function sizeOf(entry: unknown): number {
  if (typeof entry !== 'object' || entry === null) return 0;
  let size = 0;
  for (const [name, value] of Object.entries(entry)) {
    size += name.length + (typeof value === 'string' ? value.length : 0);
  }
  return size;
}

/** The entries in slices that are written together; there is one where there is no entry. */
function slicesOf(entries: unknown[]): unknown[][] {
  let slice: unknown[] = [];
  const slices = [slice];
  let size = 0;
  for (const entry of entries) {
    const more = sizeOf(entry);
    if (slice.length > 0 && (slice.length === limits.batchRecords || size + more > limits.sliceBytes)) {
      slice = [];
      slices.push(slice);
      size = 0;
    }
    slice.push(entry);
    size += more;
  }
  return slices;
}

/** The answers in the order of the entries. */
async function upsertAll(
  { store, metadata: cache }: CallServices,
  sender: Sender,
  upsert: Upsert,
  sent: unknown[],
): Promise<Answer[]> {
  const answers: Answer[] = [];
  const reading = await Reading.begin(cache, sender);
  let allowance = new Allowance(sender.bodyBytes);
  // A dry run is one transaction, so that an entry sees what those before it would do.
  const slices = upsert.dryRun ? [sent] : slicesOf(sent);
  for (let slice = slices.shift(); slice !== undefined; slice = slices.shift()) {
    const present = slice;
    let after = allowance;
    const settled = await reading.settle((caller, metadata) => {
      after = allowance.copy();
      return upsertSlice(store, caller, metadata, upsert, present, after);
    });
    allowance = after;
    answers.push(...settled);
    if (settled.length < present.length) slices.unshift(present.slice(settled.length));
  }
  return answers;
}

function readUpsert(domainName: string, matchFields: string, dryRun: boolean, requestId: string): Upsert {
  const names = matchFields.split(',').map((name) => name.trim());
  return { domainName, matchFields: [...new Set(names)], dryRun, requestId };
}

/**
 * Creates or updates a record for each entry, and answers each, in their order; an entry sees the effect
 * of those before it. Fields that an entry does not name stay; `null` and `""` empty a field. With `ID` as
 * the one match field an entry names its record by id, and a record that is not there gets that id.
 *
 * @throws Refusal `not_found` for the domain, `invalid_request` for the match fields, `permission_denied`
 */
export async function upsertRecords(
  services: CallServices,
  sender: Sender,
  domainName: string,
  matchFields: string,
  sent: unknown[],
  dryRun: boolean,
): Promise<(RecordAnswer | RefusedEntry)[]> {
  const upsert = readUpsert(domainName, matchFields, dryRun, sender.requestId);
  const answers = await upsertAll(services, sender, upsert, sent);
  return answers.map((answer) => (answer instanceof Refusal ? refusedEntry(answer) : answer));
}

/**
 * Creates or updates one record, like an entry of many.
 *
 * @throws Refusal also what an entry is refused with: `invalid_request`, `record_ambiguous`
 */
export async function upsertRecord(
  services: CallServices,
  sender: Sender,
  domainName: string,
  matchFields: string,
  sent: unknown,
  dryRun: boolean,
): Promise<RecordAnswer> {
  const upsert = readUpsert(domainName, matchFields, dryRun, sender.requestId);
  const [answer] = await upsertAll(services, sender, upsert, [sent]);
  if (answer instanceof Refusal) throw answer;
  return answer as RecordAnswer;
}
