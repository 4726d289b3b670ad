import type { ChangeRow, Page } from 'linkwright/client';
import { keys } from '../../data/keys.js';
import { type Paged, usePages } from '../../data/use-pages.js';
import { useSession } from '../../session/session.js';
import { type End, filtersOf } from './linked-rows.js';
import { type RecordId, type Telling, useTelling } from './tell-records.js';

export interface HistoryRow {
  change: ChangeRow;
  /** What the records of the page are called. */
  told: Telling;
}

const pageSize = 25;

/**
 * Two pages of changes, newest first, as one. A cursor is the number of a change; the page ends with the newest number
 * down to which both have been looked through.
 */
function mergedPage(pages: Page<ChangeRow>[]): Page<ChangeRow> {
  const cursors = pages.flatMap(({ after }) => (after === undefined ? [] : [Number(after)]));
  const reached = Math.max(...cursors, 0);
  const changes = new Map(pages.flatMap(({ rows }) => rows).map((row) => [row.ChangeID, row]));
  return {
    rows: [...changes.values()]
      .filter(({ ChangeID }) => ChangeID >= reached)
      .sort((one, other) => other.ChangeID - one.ChangeID),
    after: cursors.length === 0 ? undefined : String(reached),
  };
}

/** What became of the links of a record, on both sides, newest first; also of a record that is gone. */
export function useHistoryPages(record: RecordId): Paged<HistoryRow> {
  const { client } = useSession();
  const tell = useTelling();
  return usePages([...keys.links(record.domain, record.id), 'history'], (after, signal) => ({
    async page() {
      const read = (end: End) =>
        client.links.history({ ...filtersOf(record, end), pageSize, after }, { signal }).page();
      const { rows, after: next } = mergedPage(await Promise.all([read('Parent'), read('Child')]));
      const told = await tell(
        rows.flatMap(({ ParentDomain, ParentID, ChildDomain, ChildID }) => [
          { domain: ParentDomain, id: ParentID },
          { domain: ChildDomain, id: ChildID },
        ]),
        signal,
      );
      return { rows: rows.map((change) => ({ change, told })), after: next };
    },
  }));
}
