import { graph as text } from '../../shared/text/graph.js';
import { keyOf, type RecordKey } from './record-ref.js';
import type { ShownNode } from './shown-graph.js';
import { type Graph, toldFrom } from './use-graph.js';

/** A row of the list: a record, or below it one of its links. */
export interface ListRow {
  /** Unique among the rows. */
  id: string;
  level: 1 | 2;
  /** The record that it is about; for a link, the one at its other end. */
  key: RecordKey;
  domain: string;
  words: string;
  /** How many links it has in the picture, and whether they stand below it. */
  links: number;
  isOpen: boolean;
  /** Its place among its like, from 1. */
  place: number;
  of: number;
}

/** The list as it stands: the records whose name has the words, each that is open with its links. */
export function listRows(
  { shown, nameOf, looks }: Pick<Graph, 'shown' | 'nameOf' | 'looks'>,
  opened: ReadonlySet<RecordKey>,
  sought: string,
): ListRow[] {
  const wanted = sought.trim().toLocaleLowerCase();
  const named = [...shown.nodes.values()]
    .map((node) => ({ node, name: nameOf(node.record) }))
    .filter(({ name }) => wanted === '' || name.toLocaleLowerCase().includes(wanted));
  const below = ({ key, links }: ShownNode): ListRow[] =>
    links.map((link, at) => {
      const { other, words } = toldFrom(key, link, nameOf);
      return {
        id: `${key} ${link.id}`,
        level: 2,
        key: keyOf(other),
        domain: other.domain,
        words,
        links: 0,
        isOpen: false,
        place: at + 1,
        of: links.length,
      };
    });
  return named.flatMap(({ node, name }, at) => {
    const isOpen = opened.has(node.key) && node.links.length > 0;
    const { domain } = node.record;
    const row: ListRow = {
      id: node.key,
      level: 1,
      key: node.key,
      domain,
      words: text.listItem(name, looks.get(domain)?.label ?? domain, node.links.length),
      links: node.links.length,
      isOpen,
      place: at + 1,
      of: named.length,
    };
    return isOpen ? [row, ...below(node)] : [row];
  });
}
