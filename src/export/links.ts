/** Every link, as the body of the call that would make it. */
import type { LinkRow, LinkwrightClient } from '../client/index.js';
import type { RecordKeys } from './keys.js';
import type { Columns, Row } from './rows.js';

/** How many links have their keys read together. */
const linksAtOnce = 1_000;

/** How many links without a key a message names. */
const namedLinks = 5;

/** Some links were not exported, since a record of theirs has no key. */
export class LinksLeftOut extends Error {}

const linkProperties = [
  'ParentDomain',
  'ParentRecordID',
  'ParentRecordKey',
  'ParentRecordMatchField',
  'ChildDomain',
  'ChildRecordID',
  'ChildRecordKey',
  'ChildRecordMatchField',
  'Relationship',
];

/** The columns of links. */
export function linkColumns(isByKey: boolean): Columns {
  const names = isByKey
    ? linkProperties
    : linkProperties.filter((property) => !/Record(Key|MatchField)$/.test(property));
  return { names, numeric: new Set() };
}

/** Every link that the caller may view. */
async function* allLinks(client: LinkwrightClient): AsyncGenerator<LinkRow[]> {
  let links: LinkRow[] = [];
  for (const { Name: parentDomain } of await client.domains.list()) {
    for await (const link of client.links.query({ parentDomain })) {
      links.push(link);
      if (links.length < linksAtOnce) continue;
      yield links;
      links = [];
    }
  }
  yield links;
}

/** A side of a link that cannot be named, because its record has no key. */
class Keyless {
  readonly reason: string;
  constructor(link: number, domain: string, id: number, field: string) {
    this.reason = `link ${link} (${domain} ${id} has no ${field})`;
  }
}

function sideOf(
  side: 'Parent' | 'Child',
  { link, domain, id }: { link: number; domain: string; id: number },
  keys: RecordKeys,
): Row | Keyless {
  const field = keys.fieldOf(domain);
  if (field === undefined) return { [`${side}Domain`]: domain, [`${side}RecordID`]: id };
  const key = keys.keyOf(domain, id);
  if (key === undefined) return new Keyless(link, domain, id, field);
  return {
    [`${side}Domain`]: domain,
    [`${side}RecordKey`]: key,
    [`${side}RecordMatchField`]: field,
  };
}

/**
 * Every link that the caller may view, in order of parent domain, then of id.
 *
 * @throws LinkwrightError, and at the end LinksLeftOut where some had to be left out
 */
export async function* exportedLinks(client: LinkwrightClient, keys: RecordKeys): AsyncGenerator<Row> {
  let leftOut = 0;
  const named: string[] = [];
  for await (const links of allLinks(client)) {
    const parents = links.map(({ ParentDomain, ParentID }) => ({ domain: ParentDomain, id: ParentID }));
    const children = links.map(({ ChildDomain, ChildID }) => ({ domain: ChildDomain, id: ChildID }));
    await keys.load([...parents, ...children]);
    for (const { LinkID: link, ParentDomain, ParentID, ChildDomain, ChildID, ContactType } of links) {
      const parent = sideOf('Parent', { link, domain: ParentDomain, id: ParentID }, keys);
      const child = sideOf('Child', { link, domain: ChildDomain, id: ChildID }, keys);
      const keyless = [parent, child].find((side) => side instanceof Keyless);
      if (keyless === undefined) yield { ...parent, ...child, Relationship: ContactType };
      else if (leftOut++ < namedLinks) named.push(keyless.reason);
    }
  }
  if (leftOut === 0) return;
  const more = leftOut > named.length ? ', …' : '';
  throw new LinksLeftOut(`Left out for want of a key, ${leftOut} in all: ${named.join(', ')}${more}.`);
}
