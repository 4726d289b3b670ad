import { graph as text } from '../../shared/text/graph.js';
import type { PathStep } from './find-path.js';
import { keyOf } from './record-ref.js';
import type { NameOf } from './use-names.js';

const words = text.path;

/**
 * A path as the clauses of one sentence, one for each link: `Maria Jensen is Claimant on CLM-1`, `on which Tom Okafor is
 * Adjuster`, `who is Witness on CLM-2`.
 */
export function pathWords(steps: readonly PathStep[], nameOf: NameOf): string[] {
  return steps.map(({ from, to, link }, at) => {
    const { relationship } = link;
    const isUpward = keyOf(link.child) === keyOf(from);
    if (at === 0) {
      return (isUpward ? words.isOn : words.has)(nameOf(from), relationship, nameOf(to));
    }
    if (isUpward) return words.whoIs(relationship, nameOf(to), from.domain === 'Contact');
    return words.onWhich(relationship, nameOf(to));
  });
}
