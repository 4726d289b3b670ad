/** Every link, as the body of the call that would make it. */
import type { FieldColumn, LinkField, LinkwrightClient, QueriedLink } from '../client/index.js';
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

/** The fields of links by child domain. */
export type LinkFieldsByDomain = ReadonlyMap<string, LinkField[]>;

const columnOf = ({ Name }: LinkField): FieldColumn => `Fields.${Name}`;

const ownColumns = ['LinkID', 'ParentDomain', 'ParentID', 'ChildDomain', 'ChildID', 'ContactType'] as const;
type ReadLink = QueriedLink<(typeof ownColumns)[number] | FieldColumn>;

/** The columns of links. */
export function linkColumns(isByKey: boolean, fields: LinkFieldsByDomain): Columns {
  const names = isByKey
    ? linkProperties
    : linkProperties.filter((property) => !/Record(Key|MatchField)$/.test(property));
  const all = [...fields.values()].flat();
  const columns = new Set(all.map(columnOf));
  const texts = new Set(all.filter(({ Type }) => Type !== 'Numeric').map(columnOf));
  return { names: [...names, ...columns], numeric: new Set([...columns].filter((name) => !texts.has(name))) };
}

/** Every link that the caller may view. */
async function* allLinks(client: LinkwrightClient, fields: LinkFieldsByDomain): AsyncGenerator<ReadLink[]> {
  const columns = [...ownColumns, ...new Set([...fields.values()].flat().map(columnOf))];
  let links: ReadLink[] = [];
  for (const { Name: parentDomain } of await client.domains.list()) {
    for await (const link of client.links.query({ parentDomain, columns })) {
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
export async function* exportedLinks(
  client: LinkwrightClient,
  keys: RecordKeys,
  fields: LinkFieldsByDomain,
): AsyncGenerator<Row> {
  let leftOut = 0;
  const named: string[] = [];
  for await (const links of allLinks(client, fields)) {
    const parents = links.map(({ ParentDomain, ParentID }) => ({ domain: ParentDomain, id: ParentID }));
    const children = links.map(({ ChildDomain, ChildID }) => ({ domain: ChildDomain, id: ChildID }));
    await keys.load([...parents, ...children]);
    for (const read of links) {
      const { LinkID: link, ParentDomain, ParentID, ChildDomain, ChildID, ContactType } = read;
      const parent = sideOf('Parent', { link, domain: ParentDomain, id: ParentID }, keys);
      const child = sideOf('Child', { link, domain: ChildDomain, id: ChildID }, keys);
      const keyless = [parent, child].find((side) => side instanceof Keyless);
      if (keyless === undefined) {
        const own = (fields.get(ChildDomain) ?? []).map(columnOf);
        const values = Object.fromEntries(own.map((column) => [column, read[column]]));
        yield { ...parent, ...child, Relationship: ContactType, ...values };
      } else if (leftOut++ < namedLinks) named.push(keyless.reason);
    }
  }
  if (leftOut === 0) return;
  const more = leftOut > named.length ? ', …' : '';
  throw new LinksLeftOut(`Left out for want of a key, ${leftOut} in all: ${named.join(', ')}${more}.`);
}
