/**
 * Writes of the one link that somebody has before their eyes. The server finds a link by its two records and its
 * relationship, not by its id; so a dry run asks first which one that would be.
 */
import type { LinkRow, LinkwrightClient, UpsertBody } from 'linkwright/client';
import { records } from '../../shared/text/records.js';

export type ShownLink = Pick<
  LinkRow,
  'LinkID' | 'ParentDomain' | 'ParentID' | 'ChildDomain' | 'ChildID' | 'ContactType'
>;

type Sides = Omit<ShownLink, 'LinkID' | 'ContactType'>;

export function sidesOf({ ParentDomain, ParentID, ChildDomain, ChildID }: Sides): UpsertBody {
  return { ParentDomain, ParentRecordID: ParentID, ChildDomain, ChildRecordID: ChildID };
}

/** The links of two records. */
async function linksOfPair(
  client: LinkwrightClient,
  sides: Sides,
  signal?: AbortSignal,
): Promise<ShownLink[]> {
  const query = {
    parentDomain: sides.ParentDomain,
    parentRecordID: sides.ParentID,
    childDomain: sides.ChildDomain,
    childRecordID: sides.ChildID,
  };
  return (await client.links.query(query, { signal }).page()).rows;
}

/** @throws LinkwrightError; Error where another link would be changed, or none */
export async function changeRole(client: LinkwrightClient, link: ShownLink, role: string): Promise<void> {
  // A link without a relationship takes the one that is looked for.
  const named =
    link.ContactType === null
      ? { Relationship: role }
      : { Relationship: link.ContactType, NewRelationship: role };
  const body = { ...sidesOf(link), ...named };
  const found = await client.links.upsert(body, { dryRun: true });
  if (found.RecordID !== link.LinkID) {
    const others = await linksOfPair(client, link);
    const hasRole = others.some(({ LinkID, ContactType }) => LinkID !== link.LinkID && ContactType === role);
    throw new Error(hasRole ? records.links.hasRole(role) : records.links.movedOn);
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
  kind: 'inserted' | 'changed' | 'unchanged';
  link: ShownLink;
  /** The relationship that the link had before, where there was one. */
  former: string | null;
  /** Relationships that other links of the two records have. */
  others: (string | null)[];
}

/** Attaches a record, with a relationship or without; what the behaviour tables make of it is said. @throws LinkwrightError */
export async function attach(
  client: LinkwrightClient,
  sides: Sides,
  role: string | null,
  { dryRun, signal }: { dryRun: boolean; signal?: AbortSignal },
): Promise<Attached> {
  const before = await linksOfPair(client, sides, signal);
  const body = { ...sidesOf(sides), ...(role === null ? {} : { Relationship: role }) };
  const answer = await client.links.upsert(body, { dryRun, signal });
  const link = before.find(({ LinkID }) => LinkID === answer.RecordID);
  const former = link?.ContactType ?? null;
  const changed = role !== null && sides.ChildDomain === 'Contact' && former !== role;
  return {
    kind: link === undefined ? 'inserted' : changed ? 'changed' : 'unchanged',
    link: { ...sides, LinkID: answer.RecordID ?? 0, ContactType: role ?? former },
    former,
    others: before.filter((each) => each !== link).map(({ ContactType }) => ContactType),
  };
}
