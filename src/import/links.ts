/** Links as rows of a file. */
import type { FieldColumn, LinkField, UpsertBody } from '../client/index.js';
import type { Body } from './mapping.js';
import type { Property } from './values.js';

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
export function linkPropertiesWith(fields: LinkField[]): string[] {
  const columns = fields.map(({ Name }): FieldColumn => `${fieldPrefix}${Name}`);
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

const keys = new Set<string>(['ParentRecordKey', 'ChildRecordKey'] satisfies (keyof UpsertBody)[]);

/** What properties of links hold. A field that child domains have with several types is sent as it stands. */
export function linkProperty(fields: LinkField[]): (name: string) => Property {
  const types = new Map<string, Set<LinkField['Type']>>();
  for (const { Name, Type } of fields) {
    types.set(`${fieldPrefix}${Name}`, (types.get(`${fieldPrefix}${Name}`) ?? new Set()).add(Type));
  }
  return (name) => {
    const [type, ...others] = types.get(name) ?? [];
    const isOther = type === undefined || others.length > 0 || type === 'Coded';
    return { type: isOther ? 'Other' : type, isKey: keys.has(name) };
  };
}

/** What a row says of its link beside its relationship. */
export const linkContent = (body: Body): unknown =>
  Object.entries(body).filter(([name]) => name === 'Fields' || name.startsWith(fieldPrefix));
