/** A naive model of docs/reference/upsert.md. */
import type { ErrorCode } from '#linkwright/contract/errors.js';
import type { LinkIdentity } from '#linkwright/contract/words.js';
import type { Asked } from './upsert-commands.js';
import { outcomeOf } from './upsert-table.js';

/** A link is a number, in order of insertion. */
export interface ModelLink {
  number: number;
  parent: number;
  childDomain: string;
  child: number;
  relationship: number | null;
}

/** What a call answers: the code that it is refused with, or the link that it wrote. */
export type Expected =
  | { code: ErrorCode }
  | (Omit<ModelLink, 'childDomain'> & { code?: undefined; kind: 'Inserted' | 'Updated' });

function written(kind: 'Inserted' | 'Updated', link: ModelLink): Expected {
  const { number, parent, child, relationship } = link;
  return { kind, number, parent, child, relationship };
}

/** The links of a client as the reference says they are. */
export class Model {
  readonly identity: LinkIdentity;
  readonly links: ModelLink[];

  constructor(identity: LinkIdentity, links: ModelLink[]) {
    this.identity = identity;
    this.links = links;
  }

  linksOf({ parent, childDomain, child }: Pick<ModelLink, 'parent' | 'childDomain' | 'child'>): ModelLink[] {
    return this.links.filter(
      (each) => each.parent === parent && each.childDomain === childDomain && each.child === child,
    );
  }

  /** Does the call, and says what it answers. */
  upsert(asked: Asked): Expected {
    const { parent, childDomain, child } = asked;
    if ([parent, child].includes('invalid_request')) return { code: 'invalid_request' };
    if (typeof parent === 'string') return { code: parent };
    if (typeof child === 'string') return { code: child };
    const typed = childDomain === 'Contact';
    const { named, wanted } = typed ? asked : { named: null, wanted: null };
    if (named === 'unknown' || wanted === 'unknown') return { code: 'relationship_not_found' };
    const pair = { parent, childDomain, child };
    const outcome = outcomeOf(this.linksOf(pair), named, wanted, typed ? this.identity : 'pair');
    if (outcome.code !== undefined) return { code: outcome.code };
    if (outcome.link === undefined) {
      const link = { number: this.links.length, ...pair, relationship: outcome.insert };
      this.links.push(link);
      return written('Inserted', link);
    }
    outcome.link.relationship = outcome.carries;
    return written('Updated', outcome.link);
  }
}
