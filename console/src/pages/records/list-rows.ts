import type { Field, RecordRow } from 'linkwright/client';
import { keys } from '../../data/keys.js';
import { type Paged, usePages } from '../../data/use-pages.js';
import { useSession } from '../../session/session.js';
import { type ListView, queryOf } from './list-view.js';
import { type Telling, useTelling } from './tell-records.js';

export interface ListRow {
  record: RecordRow;
  /** What the records are called that it refers to. */
  told: Telling;
}

const pageSize = 50;

const anId = /^[1-9]\d{0,14}$/;

/** The records that the view leaves, each page with the names of what its records refer to. */
export function useListRows(
  domain: string,
  view: ListView,
  columns: Field[],
  enabled: boolean,
): Paged<ListRow> {
  const { client } = useSession();
  const tell = useTelling();
  const query = { ...queryOf(view), columns: columns.map(({ Name }) => Name), pageSize };
  const associations = columns.filter(({ Type }) => Type === 'Association');
  return usePages(
    [...keys.recordsOf(domain), 'list', query],
    (after, signal) => ({
      async page() {
        const records = client.records(domain);
        const sought = after === undefined && view.filters.length === 0 && anId.test(view.search.trim());
        const [page, byId] = await Promise.all([
          records.query({ ...query, after }, { signal }).page(),
          // A number may be a word of a record, and its id.
          records
            .query({ columns: query.columns, ids: sought ? [Number(view.search)] : [] }, { signal })
            .page(),
        ]);
        const rows = new Map([...byId.rows, ...page.rows].map((row) => [row.ID, row]));
        const referred = associations.flatMap(({ Name, RefersTo }) =>
          [...rows.values()]
            .filter((row) => row[Name] != null)
            .map((row) => ({ domain: RefersTo ?? '', id: Number(row[Name]) })),
        );
        const told = await tell(referred, signal);
        return { rows: [...rows.values()].map((record) => ({ record, told })), after: page.after };
      },
    }),
    { enabled },
  );
}
