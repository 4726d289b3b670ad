/** One record created, or changed by its id (docs/reference/records.md#create-and-update-a-record). */
import { invalidRequest, Refusal } from '../../contract/errors.js';
import { etagOf } from '../../contract/etag.js';
import { given } from '../../contract/given.js';
import { type Caller, requirePermission } from '../../contract/permissions.js';
import { type RecordAnswer, RecordBody } from '../../contract/record.js';
import { validate } from '../../contract/validate.js';
import { idName } from '../../contract/words.js';
import type { IndexedDomain, MetadataIndex } from '../../metadata/metadata-index.js';
import { type CallServices, Reading, runProgram, type Sender } from '../../metadata/reading.js';
import type { Program } from '../../store/store.js';
import { quoted } from '../../text/quoted.js';
import type { Keyed } from '../keyed/once.js';
import { readRecordId } from '../keys/reference.js';
import { idOfText } from '../value.js';
import { recordAnswer } from './answer.js';
import {
  type CreateRecordInput,
  createRecordProgram,
  updateRecordProgram,
  type WriteRecordOutput,
} from './create-and-update-program.js';
import { changedMeanwhile, readIfMatch } from './if-match.js';
import type { Conditional } from './if-match-program.js';
import { type Change, readChange } from './read-change.js';

function otherId(id: number, sent: unknown): Refusal {
  return invalidRequest(
    `${idName} must be that of the path, ${id}, or left out; ${quoted(sent)} was given.`,
    `/${idName}`,
  );
}

/**
 * A record carries its id when it is read. An id that is sent back is no field, and must be that of the path, or of the
 * record that this one was merged into.
 */
function withoutId(
  domain: IndexedDomain,
  id: number,
  body: RecordBody,
): { fields: RecordBody; named: number | undefined } {
  if (domain.fieldByName.has(idName)) return { fields: body, named: undefined };
  const { [idName]: sentId, ...fields } = body;
  const sent = given(sentId);
  if (sent === undefined) return { fields, named: undefined };
  const named = idOfText(String(sent));
  if (named === undefined) throw otherId(id, sent);
  return { fields, named };
}

/** What a caller is told of a record that was written, and its ETag from now on. */
export interface TaggedAnswer {
  answer: RecordAnswer;
  etag: string;
}

/** Runs the program of a call, once its domain is known and its caller may write to it. */
async function writeRecord<Input extends Change & Conditional & { id?: number }>(
  { store, metadata: cache }: CallServices,
  sender: Sender,
  domainName: string,
  program: Program<Input & CreateRecordInput, WriteRecordOutput>,
  read: (domain: IndexedDomain, context: { caller: Caller; metadata: MetadataIndex }) => Input,
): Promise<TaggedAnswer> {
  const reading = await Reading.begin(cache, sender);
  return reading.settle(async (caller, metadata) => {
    const domain = metadata.domainInPath(domainName, caller);
    requirePermission(caller, domain, 'Edit');
    const author = { user: caller.user, requestId: sender.requestId };
    const input = {
      ...read(domain, { caller, metadata }),
      version: metadata.version,
      domain: domain.id,
      ...author,
    };
    const outcome = await runProgram(store, { client: caller.client, program, input });
    if (outcome === 'stale') return outcome;
    if (outcome.kind === 'other_id') throw otherId(outcome.id, outcome.named);
    if (outcome.kind === 'changed_meanwhile') {
      const named = { domain: domain.id, ifMatch: input.ifMatch };
      throw await changedMeanwhile(store, { caller, metadata }, named, outcome);
    }
    const mayView = caller.may(domain.id, 'View');
    const answer = recordAnswer(outcome, domain, [], { dryRun: false, mayView });
    if (answer instanceof Refusal) throw answer;
    return { answer, etag: etagOf(outcome.newestChange ?? 0) };
  });
}

/**
 * Creates a record with the fields of the body; `null` and `""` are no value. Each call makes one, but for a
 * call that comes again under its key.
 *
 * @throws Refusal `not_found` for the domain, `permission_denied`, `invalid_request`
 */
export function createRecord(
  services: CallServices,
  sender: Sender,
  domainName: string,
  sent: unknown,
): Promise<TaggedAnswer> {
  return writeRecord<Change & Keyed>(
    services,
    sender,
    domainName,
    createRecordProgram,
    (domain, context) => ({
      ...readChange(context, domain, validate(RecordBody, sent)),
      keyed: sender.keyed,
    }),
  );
}

/**
 * Changes the fields that the body names: `null` and `""` empty one, and those not named stay.
 *
 * @throws Refusal `not_found` for the domain and the record, `permission_denied`, `invalid_request`, `changed_meanwhile`
 */
export function updateRecord(
  services: CallServices,
  sender: Sender,
  domainName: string,
  { id: idInPath, ifMatch }: { id: string; ifMatch: string | undefined },
  sent: unknown,
): Promise<TaggedAnswer> {
  return writeRecord(services, sender, domainName, updateRecordProgram, (domain, context) => {
    const id = readRecordId(idInPath);
    const condition = readIfMatch(ifMatch);
    const { fields, named } = withoutId(domain, id, validate(RecordBody, sent));
    return { id, named, ...condition, ...readChange(context, domain, fields) };
  });
}
