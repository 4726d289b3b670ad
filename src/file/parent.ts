/** Finds the record that a file is to be linked to, by what stands in the path of its upload. */
import { Refusal } from '../contract/errors.js';
import { type Caller, permissionToAttach, requirePermission } from '../contract/permissions.js';
import { fileDomain } from '../contract/words.js';
import type { MetadataIndex } from '../metadata/metadata-index.js';
import { ambiguous, readRecordId, readReference, recordNotFound } from '../record/keys/reference.js';
import type { StoreQueries } from '../store/store.js';
import { quoted } from '../text/quoted.js';

export interface ParentInPath {
  domain: string;
  /** An id, or where there is a match field, a key. */
  name: string;
  matchField: string | undefined;
}

export interface Parent {
  domain: number;
  id: number;
}

const names = { id: 'id', key: 'id', matchField: 'matchField' };

/**
 * The record, if the caller may attach files to it.
 *
 * @throws Refusal `not_found`, `invalid_request`, `permission_denied`, `record_ambiguous`
 */
export async function findParent(
  queries: StoreQueries,
  caller: Caller,
  metadata: MetadataIndex,
  { domain: domainName, name, matchField }: ParentInPath,
): Promise<Parent> {
  const domain = metadata.domainInPath(domainName, caller);
  const input =
    matchField === undefined
      ? { id: readRecordId(name), key: undefined, matchField }
      : { id: undefined, key: name, matchField };
  const readParent = readReference(domain, { ...input, names }, caller);
  requirePermission(caller, domain, permissionToAttach(fileDomain));
  const reference = readParent();
  const [found = []] = await queries.findRecords(caller.client, [reference]);
  const [id] = found;
  if (found.length > 1) {
    const mayView = caller.may(domain.id, 'View');
    throw ambiguous('record_ambiguous', found, mayView, `Match fields: ${matchField}.`);
  }
  if (id !== undefined) return { domain: domain.id, id };
  if (matchField === undefined) throw recordNotFound(domain, reference.id);
  throw new Refusal('not_found', `There is no ${domain.name} record whose ${matchField} is ${quoted(name)}.`);
}
