/** Records as rows of a file. */
import { type Field, type LinkwrightClient, LinkwrightError, type WriteOptions } from '../client/index.js';
import { idName } from '../contract/words.js';
import type { Body } from './mapping.js';
import type { Send } from './run.js';
import type { Property } from './values.js';

/** How the records of a domain are imported. */
export interface RecordTarget {
  domain: string;
  fields: Pick<Field, 'Name' | 'Type'>[];
  matchFields: string[];
  /** Keys that associations may be named by, such as `Policy.PolicyNumber`. */
  associationKeys?: string[];
  /** Leaves out the fields that refer to other records. */
  withoutAssociations?: boolean | undefined;
}

/**
 * What a column of records may be, whether it is sent or passed over. Where the domain has a field named like the id,
 * the field takes the id's place.
 */
export function recordColumns({
  fields,
  associationKeys = [],
}: Pick<RecordTarget, 'fields' | 'associationKeys'>): string[] {
  return [...new Set([idName, ...fields.map(({ Name }) => Name), ...associationKeys])];
}

/** The properties that a column may be mapped to; the id is one only where records are found by it. */
export function recordProperties(target: RecordTarget): string[] {
  const columns = recordColumns(target);
  const hasId = target.matchFields.includes(idName) || target.fields.some(({ Name }) => Name === idName);
  return hasId ? columns : columns.filter((name) => name !== idName);
}

/** What the properties of records hold. */
export function recordProperty({
  fields,
  matchFields,
  associationKeys = [],
}: RecordTarget): (name: string) => Property {
  const types = new Map(fields.map(({ Name, Type }) => [Name, Type]));
  return (name) => {
    if (associationKeys.includes(name)) return { type: 'Text', isKey: true };
    const type = types.get(name) ?? 'Coded';
    const isOther = type === 'Coded' || type === 'Association';
    return {
      type: isOther ? 'Other' : type,
      isKey: matchFields.includes(name) || associationKeys.includes(name),
    };
  };
}

function leftOut({
  fields,
  matchFields,
  withoutAssociations,
  associationKeys = [],
}: RecordTarget): Set<string> {
  const associations = fields.filter(({ Type }) => Type === 'Association').map(({ Name }) => Name);
  const left = new Set(withoutAssociations ? [...associations, ...associationKeys] : []);
  // Each database gives out its own ids, except where records are found by id.
  const isField = fields.some(({ Name }) => Name === idName);
  if (!isField && !matchFields.includes(idName)) left.add(idName);
  return left;
}

function without(body: Body, names: Set<string>): Body {
  if (names.size === 0) return body;
  return Object.fromEntries(Object.entries(body).filter(([name]) => !names.has(name)));
}

/** The keys that associations may be named by, of those domains that the caller may know. @throws LinkwrightError */
export async function associationKeysOf(
  client: LinkwrightClient,
  fields: Pick<Field, 'Name' | 'RefersTo'>[],
): Promise<string[]> {
  const keys: string[] = [];
  for (const { Name, RefersTo } of fields) {
    if (RefersTo === null) continue;
    const known = await client.domains.fields(RefersTo).catch((error: unknown) => {
      if (error instanceof LinkwrightError && error.code === 'permission_denied') return [];
      throw error;
    });
    keys.push(...known.filter(({ CanMatch }) => CanMatch).map((each) => `${Name}.${each.Name}`));
  }
  return keys;
}

/** Makes the function that upserts chunks of the domain's records. */
export function recordSender(
  client: LinkwrightClient,
  target: RecordTarget,
  options: WriteOptions = {},
): Send {
  const left = leftOut(target);
  const { domain, matchFields } = target;
  return (bodies) =>
    client.records(domain).upsertMany(
      bodies.map((body) => without(body, left)),
      { matchFields, ...options },
    );
}
