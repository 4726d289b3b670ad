/** One record created, or changed by its id (docs/reference/records.md#create-and-update-a-record). */
import { invalidRequest, Refusal } from '../../contract/errors.js';
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
import { recordAnswer } from './answer.js';
import {
  type CreateRecordInput,
  createRecordProgram,
  updateRecordProgram,
  type WriteRecordOutput,
} from './create-and-update-program.js';
import { type Change, readChange } from './read-change.js';

/** A record carries its id when it is read. An id that is sent back is no field, and must be that of the path. */
function withoutId(domain: IndexedDomain, id: number, body: RecordBody): RecordBody {
  if (domain.fieldByName.has(idName)) return body;
  const { [idName]: named, ...fields } = body;
  const sent = given(named);
  if (sent !== undefined && String(sent) !== String(id)) {
    throw invalidRequest(
      `${idName} must be that of the path, ${id}, or left out; ${quoted(sent)} was given.`,
      `/${idName}`,
    );
  }
  return fields;
}

/** Runs the program of a call, once its domain is known and its caller may write to it. */
async function writeRecord<Input extends Change>(
  { store, metadata: cache }: CallServices,
  sender: Sender,
  domainName: string,
  program: Program<Input & CreateRecordInput, WriteRecordOutput>,
  read: (domain: IndexedDomain, context: { caller: Caller; metadata: MetadataIndex }) => Input,
): Promise<RecordAnswer> {
  const reading = await Reading.begin(cache, sender);
  const answer = await reading.settle(async (caller, metadata) => {
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
    return outcome === 'stale'
      ? 'stale'
      : recordAnswer(outcome, domain, [], { dryRun: false, mayView: caller.may(domain.id, 'View') });
  });
  if (answer instanceof Refusal) throw answer;
  return answer;
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
): Promise<RecordAnswer> {
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
 * @throws Refusal `not_found` for the domain and the record, `permission_denied`, `invalid_request`
 */
export function updateRecord(
  services: CallServices,
  sender: Sender,
  domainName: string,
  idInPath: string,
  sent: unknown,
): Promise<RecordAnswer> {
  return writeRecord(services, sender, domainName, updateRecordProgram, (domain, context) => {
    const id = readRecordId(idInPath);
    return { id, ...readChange(context, domain, withoutId(domain, id, validate(RecordBody, sent))) };
  });
}
