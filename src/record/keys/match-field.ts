import { invalidRequest } from '../../contract/errors.js';
import { type Caller, mayKnow } from '../../contract/permissions.js';
import { canMatch } from '../../contract/words.js';
import type { IndexedDomain } from '../../metadata/metadata-index.js';
import type { Field } from '../../store/store.js';
import { hint } from '../../text/nearest.js';
import { listed, quoted } from '../../text/quoted.js';

/**
 * The field that a caller names to find records by (docs/reference/identification.md#match-fields).
 *
 * @throws Refusal `invalid_request` where it is unknown, a path, an association, or of another type
 */
export function matchField(domain: IndexedDomain, name: string, property: string, caller: Caller): Field {
  const pointer = `/${property}`;
  const field = domain.fieldByName.get(name);
  if (field === undefined) {
    if (name.includes('.')) {
      throw invalidRequest(
        `${property} must be a field of the ${domain.name} domain itself, not a path; ${quoted(name)} was given.`,
        pointer,
      );
    }
    const known = domain.fields.filter((each) => canMatch(each.type)).map((each) => each.name);
    const meant = mayKnow(caller, domain.id) ? hint(name, known) || ` Accepted: ${listed(known)}.` : '';
    throw invalidRequest(
      `${property} must be a Text or Numeric field of the ${domain.name} domain; ${quoted(name)} was given.${meant}`,
      pointer,
    );
  }
  if (field.type === 'Association') {
    throw invalidRequest(
      `${property} must be a Text or Numeric field; association fields are not allowed, and ${quoted(name)} is one.`,
      pointer,
    );
  }
  if (!canMatch(field.type)) {
    throw invalidRequest(
      `${property} must be a Text or Numeric field; ${quoted(name)} is a ${field.type} field.`,
      pointer,
    );
  }
  return field;
}
