/** Domains, fields and relationships as the audit log has them: by the names that callers read. */
import type { Domain, Field, Relationship } from '../../store/store.js';
import { fieldAnswer, linkFieldAnswer, relationshipAnswer } from '../describe.js';
import type { MetadataIndex } from '../metadata-index.js';
import type { WantedLimit } from '../relationship-limits.js';
import type { AuditedChange } from './changes.js';

/** What a change leads from and to; one is lacking where the thing is made or dropped. */
interface Sides<Thing> {
  before?: Thing | undefined;
  after?: Thing | undefined;
}

/** The values of both sides, in the same words. */
function bothSides<Thing>(
  { before, after }: Sides<Thing>,
  valuesOf: (thing: Thing) => object,
): Pick<AuditedChange, 'before' | 'after'> {
  return {
    before: before && { ...valuesOf(before) },
    after: after && { ...valuesOf(after) },
  };
}

/** A domain itself; with the names of its fields where it is dropped with them. */
export function domainChange(name: string, sides: Sides<Omit<Domain, 'fields'>>): AuditedChange {
  const valuesOf = ({ label, linkable }: Omit<Domain, 'fields'>) => ({ Label: label, Linkable: linkable });
  return { kind: 'domain', subject: name, ...bothSides(sides, valuesOf) };
}

export function droppedDomain(metadata: MetadataIndex, domain: Domain): AuditedChange {
  const { before, ...change } = domainChange(domain.name, { before: domain });
  const Fields = domain.fields.map(({ name }) => name);
  const LinkFields = [...metadata.linkFieldsOf(domain.id).keys()];
  return { ...change, before: { ...before, Fields, LinkFields } };
}

export function fieldChange(
  metadata: MetadataIndex,
  domain: Pick<Domain, 'id' | 'name'>,
  name: string,
  sides: Sides<Field>,
): AuditedChange {
  const valuesOf = (field: Field) => {
    // A field keeps its name, and what follows from it.
    const { Name: _, CanMatch: __, Custom: ___, ...values } = fieldAnswer(metadata, domain, field);
    return values;
  };
  return { kind: 'field', subject: `${domain.name}.${name}`, ...bothSides(sides, valuesOf) };
}

export function linkFieldChange(childDomain: string, name: string, sides: Sides<Field>): AuditedChange {
  const valuesOf = (field: Field) => {
    const { Name: _, ...values } = linkFieldAnswer(field);
    return values;
  };
  return { kind: 'linkField', subject: `${childDomain}.${name}`, ...bothSides(sides, valuesOf) };
}

/** A relationship by the Code that it had. `set` are limits that are set with the change. */
export function relationshipChange(
  metadata: MetadataIndex,
  { before, after }: Sides<Relationship>,
  set: WantedLimit[] = [],
): AuditedChange {
  const valuesOf = (relationship: Relationship, limits: WantedLimit[] = []) => ({
    ...relationshipAnswer(relationship, metadata, () => true, limits),
  });
  return {
    kind: 'relationship',
    subject: (before ?? after)?.code ?? null,
    before: before && valuesOf(before),
    after: after && valuesOf(after, set),
  };
}
