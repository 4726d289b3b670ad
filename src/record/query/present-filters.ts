/**
 * Ids in the filters of a query: those of records that were merged into others stand for these
 * (docs/reference/merge.md#the-merged-id).
 */
import { idName } from '../../contract/words.js';
import type { IndexedDomain } from '../../metadata/metadata-index.js';
import type { StoreQueries } from '../../store/store.js';
import { presentIds } from '../keys/present-record.js';
import { idOfText } from '../value.js';

/** Filters by name, as they are sent. */
type Filters = Record<string, string | string[]>;

/** The domain whose records a filter names by id; `undefined` where it names none. */
function domainNamed(domain: IndexedDomain, filter: string): number | undefined {
  const field = domain.fieldByName.get(filter.replace(/\.not$/, ''));
  if (field !== undefined) return field.type === 'Association' ? (field.refersTo ?? undefined) : undefined;
  return filter === idName ? domain.id : undefined;
}

/** The filters with the ids of records that are there. What is no id stays, and is refused where it is read. */
export async function presentFilters(
  queries: Pick<StoreQueries, 'mergedRecords'>,
  client: number,
  domain: IndexedDomain,
  { ids, filters }: { ids: string | undefined; filters: Filters },
): Promise<{ ids: string | undefined; filters: Filters }> {
  const named = new Map<number, string[]>();
  const note = (of: number, texts: string[]) => named.set(of, [...(named.get(of) ?? []), ...texts]);
  if (ids !== undefined) note(domain.id, ids.split(','));
  for (const [name, value] of Object.entries(filters)) {
    const of = domainNamed(domain, name);
    if (of !== undefined) note(of, [value].flat());
  }
  if (named.size === 0) return { ids, filters };

  const presentIn = new Map<number, (id: number) => number>();
  for (const [of, texts] of named) {
    const wanted = new Set(texts.flatMap((text) => idOfText(text) ?? []));
    presentIn.set(of, await presentIds(queries, client, of, [...wanted]));
  }
  const present = (of: number) => (text: string) => {
    const id = idOfText(text);
    return id === undefined ? text : String(presentIn.get(of)?.(id) ?? id);
  };
  const presentFilter = ([name, value]: [string, string | string[]]): [string, string | string[]] => {
    const of = domainNamed(domain, name);
    return of === undefined ? [name, value] : [name, [value].flat().map(present(of))];
  };
  return {
    ids: ids?.split(',').map(present(domain.id)).join(','),
    filters: Object.fromEntries(Object.entries(filters).map(presentFilter)),
  };
}
