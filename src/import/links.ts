/** Links as rows of a file. */
import type { FieldColumn, LinkField, UpsertBody } from '../client/index.js';
import type { Body } from './run.js';

/** In the order of the request; the compiler finds one that is missing. */
const properties: Record<keyof UpsertBody, true> = {
  ParentDomain: true,
  ParentRecordID: true,
  ParentRecordKey: true,
  ParentRecordMatchField: true,
  ChildDomain: true,
  ChildRecordID: true,
  ChildRecordKey: true,
  ChildRecordMatchField: true,
  Relationship: true,
  NewRelationship: true,
  Fields: true,
};

/** The properties that a column of links may be. */
export const linkProperties = Object.keys(properties);

const fieldPrefix = 'Fields.';

/** The properties with those of links' fields, such as `Fields.Since`. */
export function linkPropertiesWith(fields: Iterable<LinkField[]>): string[] {
  const columns = [...fields].flat().map(({ Name }): FieldColumn => `${fieldPrefix}${Name}`);
  return [...new Set([...linkProperties, ...columns])];
}

/** The body of a row's call: columns of fields become one object. An empty cell says nothing of its field. */
export function linkBody(body: Body): Body {
  const entries = Object.entries(body);
  const isField = ([property]: [string, unknown]) => property.startsWith(fieldPrefix);
  if (!entries.some(isField)) return body;
  const given = entries.filter((entry) => isField(entry) && entry[1] !== '');
  const fields = given.map(([property, value]) => [property.slice(fieldPrefix.length), value]);
  return {
    ...Object.fromEntries(entries.filter((entry) => !isField(entry))),
    ...(fields.length === 0 ? {} : { Fields: { ...(body.Fields as object), ...Object.fromEntries(fields) } }),
  };
}
