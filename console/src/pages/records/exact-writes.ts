/**
 * Writes of the one link that somebody has before their eyes. The server finds a link by its two records and its
 * relationship, not by its id; so a dry run asks first which one that would be.
 */
import type { ChangeRow, LinkRow, LinkwrightClient, UpsertBody } from 'linkwright/client';
import type { Session } from '../../session/session.js';
import { records } from '../../shared/text/records.js';
import { asTyped, type FormValues } from './form-values.js';
import { columnOf } from './linked-rows.js';

export type ShownLink = Pick<
  LinkRow,
  'LinkID' | 'ParentDomain' | 'ParentID' | 'ChildDomain' | 'ChildID' | 'ContactType'
>;

const shownColumns = ['LinkID', 'ParentDomain', 'ParentID', 'ChildDomain', 'ChildID', 'ContactType'] as const;

type Sides = Omit<ShownLink, 'LinkID' | 'ContactType'>;

export function sidesOf({ ParentDomain, ParentID, ChildDomain, ChildID }: Sides): UpsertBody {
  return { ParentDomain, ParentRecordID: ParentID, ChildDomain, ChildRecordID: ChildID };
}

/** The links of two records, and what they say in some fields. */
async function linksOfPair(
  client: LinkwrightClient,
  sides: Sides,
  { fields = [], signal }: { fields?: string[]; signal?: AbortSignal | undefined } = {},
) {
  const query = {
    columns: [...shownColumns, ...fields.map((Name) => columnOf({ Name }))],
    parentDomain: sides.ParentDomain,
    parentRecordID: sides.ParentID,
    childDomain: sides.ChildDomain,
    childRecordID: sides.ChildID,
  };
  return (await client.links.query(query, { signal }).page()).rows;
}

/**
 * The number by which a write that was just made can be taken back; `undefined` where somebody else has changed the link
 * already, or where that cannot be known: what was done stands, and its history tells of it.
 */
export async function changeMade(
  { client, me }: Pick<Session, 'client' | 'me'>,
  linkID: number,
  action: ChangeRow['Action'],
): Promise<number | undefined> {
  try {
    const [newest] = (await client.links.history({ linkID, pageSize: 1 }).page()).rows;
    return newest?.Action === action && newest.User === me.User ? newest.ChangeID : undefined;
  } catch {
    return undefined;
  }
}

/** Values of fields as a call takes them, which empties a field with `null` alone. */
function sentFields(fields: FormValues): Pick<UpsertBody, 'Fields'> {
  const entries = Object.entries(fields).map(([name, value]) => [name, value === '' ? null : value]);
  return entries.length === 0 ? {} : { Fields: Object.fromEntries(entries) };
}

/** What is to be changed of a link. */
export interface LinkChange {
  /** The relationship that it shall have; as it is, where there is none. */
  role?: string | null | undefined;
  /** Values of those of its fields that change. */
  fields?: FormValues;
}

/** @throws LinkwrightError; Error where another link would be changed, or none */
export async function changeLink(
  client: LinkwrightClient,
  link: ShownLink,
  { role, fields = {} }: LinkChange,
): Promise<void> {
  const former = link.ContactType;
  const named = {
    // A link without a relationship takes the one that is looked for.
    ...((former ?? role) == null ? {} : { Relationship: former ?? role }),
    ...(former === null || role == null ? {} : { NewRelationship: role }),
  };
  const body = { ...sidesOf(link), ...named, ...sentFields(fields) };
  const found = await client.links.upsert(body, { dryRun: true });
  if (found.RecordID !== link.LinkID) {
    const others = await linksOfPair(client, link);
    const hasRole = others.some(({ LinkID, ContactType }) => LinkID !== link.LinkID && ContactType === role);
    throw new Error(hasRole && role != null ? records.links.hasRole(role) : records.links.movedOn);
  }
  await client.links.upsert(body);
}

/** @throws LinkwrightError; Error where another link would be removed, or several, or none */
export async function removeLink(client: LinkwrightClient, link: ShownLink): Promise<void> {
  const named = link.ContactType === null ? {} : { Relationship: link.ContactType };
  const body = { ...sidesOf(link), ...named };
  const { RecordIDs } = await client.links.remove(body, { dryRun: true });
  if (RecordIDs.length > 1 && RecordIDs.includes(link.LinkID)) throw new Error(records.links.notAlone);
  if (RecordIDs[0] !== link.LinkID) throw new Error(records.links.movedOn);
  await client.links.remove(body);
}

/** What attaching did, or would do. */
export interface Attached {
  /** `noted` where nothing but values of its fields change. */
  kind: 'inserted' | 'changed' | 'noted' | 'unchanged';
  link: ShownLink;
  /** The relationship that the link had before, where there was one. */
  former: string | null;
  /** Relationships that other links of the two records have. */
  others: (string | null)[];
}

interface AttachOptions {
  /** Values of the link's own fields; those that are empty stay as they are. */
  fields?: FormValues;
  dryRun: boolean;
  signal?: AbortSignal;
}

/** Attaches a record, with a relationship or without; what the behaviour tables make of it is said. @throws LinkwrightError */
export async function attach(
  client: LinkwrightClient,
  sides: Sides,
  role: string | null,
  { fields = {}, dryRun, signal }: AttachOptions,
): Promise<Attached> {
  const given = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== ''));
  const before = await linksOfPair(client, sides, { fields: Object.keys(given), signal });
  const body = {
    ...sidesOf(sides),
    ...(role === null ? {} : { Relationship: role }),
    ...sentFields(given),
  };
  const answer = await client.links.upsert(body, { dryRun, signal });
  const link = before.find(({ LinkID }) => LinkID === answer.RecordID);
  const former = link?.ContactType ?? null;
  const becomes = role !== null && sides.ChildDomain === 'Contact' && former !== role;
  const isNoted = Object.entries(given).some(
    ([Name, value]) => link !== undefined && asTyped(link[columnOf({ Name })]) !== value,
  );
  return {
    kind: link === undefined ? 'inserted' : becomes ? 'changed' : isNoted ? 'noted' : 'unchanged',
    link: { ...sides, LinkID: answer.RecordID ?? 0, ContactType: role ?? former },
    former,
    others: before.filter((each) => each !== link).map(({ ContactType }) => ContactType),
  };
}
