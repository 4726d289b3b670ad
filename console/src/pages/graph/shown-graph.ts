import { type GraphLink, keyOf, type RecordKey, type RecordRef } from './record-ref.js';

/** A record that was expanded, with the links that are loaded of it. */
interface Expanded {
  record: RecordRef;
  links: GraphLink[];
}

export interface Filters {
  /** Records that a person has taken out of the picture. */
  hidden: ReadonlySet<RecordKey>;
  /** Domains whose records are not shown. */
  domains: ReadonlySet<string>;
  /** Relationships whose links are not shown; `''` are those without one. */
  relationships: ReadonlySet<string>;
}

export interface ShownNode {
  key: RecordKey;
  record: RecordRef;
  expanded: boolean;
  /** Those of its links that are shown. */
  links: GraphLink[];
}

export interface ShownGraph {
  nodes: Map<RecordKey, ShownNode>;
  links: GraphLink[];
  /** How many there are of each among what is loaded, filtered or not: what the filters offer. */
  ofDomain: Map<string, number>;
  ofRelationship: Map<string, number>;
  /** What is loaded, but filtered away. */
  filtered: { records: number; links: number };
  /** Links that are loaded but have no room. */
  leftOut: number;
}

interface Loaded {
  start: RecordRef;
  /** In the order in which they were expanded: what came first is shown first. */
  expanded: Expanded[];
  /** Links that are shown whatever is expanded, as those of a path are. */
  pinned: GraphLink[];
}

const count = (counts: Map<string, number>, name: string) => counts.set(name, (counts.get(name) ?? 0) + 1);

/**
 * What is shown of what is loaded. The start is always shown; any other record by its links alone, so that none floats
 * about that is linked with nothing.
 */
export function shownGraph(
  { start, expanded, pinned }: Loaded,
  filters: Filters,
  room: { records: number; links: number },
): ShownGraph {
  const isExpanded = new Set(expanded.map(({ record }) => keyOf(record)));
  const shown: ShownGraph = {
    nodes: new Map(),
    links: [],
    ofDomain: new Map(),
    ofRelationship: new Map(),
    filtered: { records: 0, links: 0 },
    leftOut: 0,
  };
  const { nodes } = shown;
  const nodeOf = (record: RecordRef): ShownNode => {
    const key = keyOf(record);
    const node = nodes.get(key) ?? { key, record, expanded: isExpanded.has(key), links: [] };
    nodes.set(key, node);
    return node;
  };
  nodeOf(start);

  const seenLinks = new Set<number>();
  const withoutRoom = new Set<RecordKey>();
  const seenRecords = new Map([[keyOf(start), start]]);
  const isAway = (record: RecordRef) => filters.domains.has(record.domain) && keyOf(record) !== keyOf(start);
  for (const link of [...pinned, ...expanded.flatMap(({ links }) => links)]) {
    const ends = [link.parent, link.child];
    if (seenLinks.has(link.id) || ends.some((end) => filters.hidden.has(keyOf(end)))) continue;
    seenLinks.add(link.id);
    for (const end of ends) seenRecords.set(keyOf(end), end);
    count(shown.ofRelationship, link.relationship ?? '');
    if (ends.some(isAway) || filters.relationships.has(link.relationship ?? '')) {
      shown.filtered.links += 1;
      continue;
    }
    const added = new Set(ends.map(keyOf).filter((key) => !nodes.has(key))).size;
    if (nodes.size + added > room.records || shown.links.length >= room.links) {
      shown.leftOut += 1;
      for (const end of ends) withoutRoom.add(keyOf(end));
      continue;
    }
    shown.links.push(link);
    for (const node of new Set(ends.map(nodeOf))) node.links.push(link);
  }
  for (const [key, { domain }] of seenRecords) {
    count(shown.ofDomain, domain);
    if (!nodes.has(key) && !withoutRoom.has(key)) shown.filtered.records += 1;
  }
  return shown;
}
