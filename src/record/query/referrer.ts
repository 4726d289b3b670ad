/** Which records refer to one: `referredBy=Claim.Policy` (docs/reference/records.md#what-refers-to-a-record). */
import { invalidRequest } from '../../contract/errors.js';
import { type Caller, requirePermission } from '../../contract/permissions.js';
import { canonicalForm } from '../../metadata/canonical.js';
import type { IndexedDomain, MetadataIndex } from '../../metadata/metadata-index.js';
import type { Field } from '../../store/store.js';
import { hint } from '../../text/nearest.js';
import { quoted } from '../../text/quoted.js';
import type { RecordFilter } from './filter.js';

/** A field by which records of its domain refer to those of another. */
export interface Referrer {
  domain: IndexedDomain;
  field: Field;
}

/** @throws Refusal `invalid_request`, `permission_denied` where the caller may not view the domain that refers */
export function readReferrer(
  metadata: MetadataIndex,
  caller: Caller,
  to: IndexedDomain,
  sent: string,
): Referrer {
  const dot = sent.lastIndexOf('.');
  const domain = metadata.findDomain(sent.slice(0, Math.max(dot, 0)));
  const field = domain?.fieldByName.get(sent.slice(dot + 1));
  if (domain !== undefined && field?.refersTo === to.id) {
    requirePermission(caller, domain, 'View');
    return { domain, field };
  }
  const known = metadata
    .knownTo(caller)
    .flatMap((each) =>
      each.fields.filter(({ refersTo }) => refersTo === to.id).map(({ name }) => `${each.name}.${name}`),
    );
  throw invalidRequest(
    `referredBy must be a domain and its field that refers to ${to.name}, like Claim.Policy; ${quoted(sent)} was given.${hint(sent, known)}`,
    '/referredBy',
  );
}

/** The records whose field refers to this one. */
export function referring(field: Field, record: number): RecordFilter {
  return {
    ids: undefined,
    conditions: [{ field, anyOf: new Set([canonicalForm(field, record)]) }],
    words: [],
  };
}
