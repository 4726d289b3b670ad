import { type ChangeRow, LinkwrightError, type Page, type RecordChangeRow } from 'linkwright/client';
import { keys } from '../../data/keys.js';
import { type Paged, usePages } from '../../data/use-pages.js';
import { useSession } from '../../session/session.js';
import { type End, filtersOf } from './linked-rows.js';
import { type RecordId, type Telling, useTelling } from './tell-records.js';

/** What became of one of a record's links, or of the record itself. */
type Change = { of: 'link'; change: ChangeRow } | { of: 'record'; change: RecordChangeRow };

export type HistoryRow = Change & {
  /** What the records of the page are called. */
  told: Telling;
};

const pageSize = 25;

const ofLinks = ({ rows, after }: Page<ChangeRow>): Page<Change> => ({
  rows: rows.map((change) => ({ of: 'link', change })),
  after,
});

const ofRecord = ({ rows, after }: Page<RecordChangeRow>): Page<Change> => ({
  rows: rows.map((change) => ({ of: 'record', change })),
  after,
});

/**
 * Pages of changes, newest first, as one: changes of links and of records have numbers of one counter. A cursor is the
 * number of a change; the page ends with the newest number down to which all have been looked through.
 */
function mergedPage(pages: Page<Change>[]): Page<Change> {
  const cursors = pages.flatMap(({ after }) => (after === undefined ? [] : [Number(after)]));
  const reached = Math.max(...cursors, 0);
  const changes = new Map(pages.flatMap(({ rows }) => rows).map((row) => [row.change.ChangeID, row]));
  return {
    rows: [...changes.values()]
      .filter(({ change }) => change.ChangeID >= reached)
      .sort((one, other) => other.change.ChangeID - one.change.ChangeID),
    after: cursors.length === 0 ? undefined : String(reached),
  };
}

/** A record that nobody has ever written has no history; its links may. */
async function orNone(page: Promise<Page<RecordChangeRow>>): Promise<Page<RecordChangeRow>> {
  try {
    return await page;
  } catch (error) {
    if (error instanceof LinkwrightError && error.code === 'not_found') return { rows: [], after: undefined };
    throw error;
  }
}

/** The records that a change speaks of beside the one whose page this is. */
function spokenOf({ of, change }: Change): RecordId[] {
  return of === 'record'
    ? []
    : [
        { domain: change.ParentDomain, id: change.ParentID },
        { domain: change.ChildDomain, id: change.ChildID },
      ];
}

/** What became of a record and of its links, on both sides, newest first; also of a record that is gone. */
export function useHistoryPages(record: RecordId): Paged<HistoryRow> {
  const { client } = useSession();
  const tell = useTelling();
  return usePages(keys.history(record.domain, record.id), (after, signal) => ({
    async page() {
      const links = (end: End) =>
        client.links.history({ ...filtersOf(record, end), pageSize, after }, { signal }).page();
      const own = client.records(record.domain).history(record.id, { pageSize, after }, { signal }).page();
      const [above, below, itself] = await Promise.all([links('Parent'), links('Child'), orNone(own)]);
      const { rows, after: next } = mergedPage([ofLinks(above), ofLinks(below), ofRecord(itself)]);
      const told = await tell(rows.flatMap(spokenOf), signal);
      return { rows: rows.map((row) => ({ ...row, told })), after: next };
    },
  }));
}
