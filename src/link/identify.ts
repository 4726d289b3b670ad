/** identify: the records of a whole batch, with one query for each kind (design section 1). */
import type { StoreQueries } from '../store/store.js';
import type { OutcomeKind, UpsertCommand } from './command.js';

export interface Identified {
  parent: number;
  child: number;
  /** Why the call is refused, where a side fits no record or several. */
  refused?: OutcomeKind;
}

/** For each command the ids of its two records; the parent's fault comes before the child's. */
export async function identify(
  queries: Pick<StoreQueries, 'findRecords'>,
  client: number,
  commands: UpsertCommand[],
): Promise<Identified[]> {
  const references = commands.flatMap(({ parent, child }) => [parent, child]);
  const found = await queries.findRecords(client, references);
  return commands.map((_, index) => {
    const [parent = 0, ...otherParents] = found[2 * index] ?? [];
    const [child = 0, ...otherChildren] = found[2 * index + 1] ?? [];
    const sides = { parent, child };
    if (parent === 0) return { ...sides, refused: 'parent_not_found' };
    if (otherParents.length > 0) return { ...sides, refused: 'parent_ambiguous' };
    if (child === 0) return { ...sides, refused: 'child_not_found' };
    if (otherChildren.length > 0) return { ...sides, refused: 'child_ambiguous' };
    return sides;
  });
}
