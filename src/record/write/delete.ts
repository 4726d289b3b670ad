/** A record deleted with its links (docs/reference/records.md#delete-a-record). */
import { Refusal } from '../../contract/errors.js';
import { type Caller, requirePermission } from '../../contract/permissions.js';
import type { RecordAnswer } from '../../contract/record.js';
import type { MetadataIndex } from '../../metadata/metadata-index.js';
import { type CallServices, Reading, runProgram, type Sender } from '../../metadata/reading.js';
import { readRecordId, recordNotFound } from '../keys/reference.js';
import type { Referrer } from './association.js';
import { deleteRecordProgram } from './delete-program.js';
import { changedMeanwhile, readIfMatch } from './if-match.js';

/** Names the records that refer to another, as far as the caller may view them. */
function recordReferenced(referrers: Referrer[], caller: Caller, metadata: MetadataIndex): Refusal {
  const seen = referrers.filter(({ domain }) => caller.may(domain, 'View'));
  const names = seen.map(
    ({ domain, field, record }) => `${field} of ${metadata.domainOf(domain)?.name} ${record}`,
  );
  if (seen.length < referrers.length) names.push('a field of records that you may not view');
  return new Refusal('record_referenced', `To be emptied first: ${names.join(', ')}.`);
}

function deletionMessage(id: number, links: number): string {
  const gone = links === 0 ? '' : ` Removed its ${links === 1 ? 'link' : `${links} links`}.`;
  return `Deleted record with id ${id} successfully.${gone}`;
}

/**
 * Deletes a record. Its links go with it, whatever their other side is.
 *
 * @throws Refusal `not_found` for the domain and the record, `permission_denied`, `invalid_request`,
 *   `changed_meanwhile`, `record_referenced` where an association of another record refers to it
 */
export async function deleteRecord(
  { store, metadata: cache }: CallServices,
  request: Sender,
  domainName: string,
  { id: idInPath, ifMatch: header }: { id: string; ifMatch: string | undefined },
): Promise<RecordAnswer> {
  const { requestId } = request;
  const reading = await Reading.begin(cache, request);
  return reading.settle(async (caller, metadata) => {
    const domain = metadata.domainInPath(domainName, caller);
    requirePermission(caller, domain, 'Edit');
    const id = readRecordId(idInPath);
    const { client, user } = caller;
    const named = { domain: domain.id, id, ...readIfMatch(header) };
    const input = { version: metadata.version, ...named, user, requestId };
    const outcome = await runProgram(store, { client, program: deleteRecordProgram, input });
    if (outcome === 'stale') return outcome;
    if (outcome.kind === 'not_found') throw recordNotFound(domain, id);
    if (outcome.kind === 'changed_meanwhile') {
      throw await changedMeanwhile(store, { caller, metadata }, named, outcome);
    }
    if (outcome.kind === 'referenced') throw recordReferenced(outcome.referrers, caller, metadata);
    return {
      IsSuccessful: true,
      RecordID: outcome.id,
      Message: deletionMessage(outcome.id, outcome.links),
    };
  });
}
