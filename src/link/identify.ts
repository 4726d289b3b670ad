/** identify: the records of a whole batch, in one call to the store (docs/architecture.md#a-calls-way). */
import type { RecordReference, StoreQueries } from '../store/store.js';
import type { LinkCommand, OutcomeKind } from './command.js';

export interface Identified {
  parent: number;
  child: number;
  /** Why the call is refused, where a side fits no record or several. */
  refused?: OutcomeKind;
  /** Where it fits several: the lowest of their ids. */
  matches?: number[];
}

/** For each command the ids of its two records; the parent's fault comes before the child's. */
export async function identify(
  queries: Pick<StoreQueries, 'findRecords'>,
  client: number,
  commands: LinkCommand[],
): Promise<Identified[]> {
  const references: RecordReference[] = [];
  for (const { parent, child } of commands) references.push(parent, child);
  const found = await queries.findRecords(client, references);
  return commands.map((_, index) => identifiedBy(found[2 * index] ?? [], found[2 * index + 1] ?? []));
}

function identifiedBy(parents: number[], children: number[]): Identified {
  const [parent = 0] = parents;
  const [child = 0] = children;
  if (parents.length === 1 && children.length === 1) return { parent, child };
  if (parents.length === 0) return { parent, child, refused: 'parent_not_found' };
  if (parents.length > 1) return { parent, child, refused: 'parent_ambiguous', matches: parents };
  if (children.length === 0) return { parent, child, refused: 'child_not_found' };
  return { parent, child, refused: 'child_ambiguous', matches: children };
}
