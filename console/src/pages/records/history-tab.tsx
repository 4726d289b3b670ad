import { Button, Skeleton, Stack, Text } from '@mantine/core';
import type { RecordRow } from 'linkwright/client';
import { Empty } from '../../parts/empty.js';
import { Failure } from '../../parts/failure.js';
import { text } from '../../shared/text/index.js';
import { records } from '../../shared/text/records.js';
import { type HistoryRow, useHistoryPages } from './history-pages.js';
import classes from './history-tab.module.css';
import { LinkEntry } from './link-entry.js';
import { RecordEntry } from './record-entry.js';
import type { RecordId } from './tell-records.js';

const { history: words } = records;

/** What a change is of: one link, or the record. */
const subjectOf = (row: HistoryRow) => (row.of === 'link' ? row.change.LinkID : 'record');

interface HistoryTabProps {
  record: RecordId;
  /** What is said where there is nothing. */
  none?: string;
  hint?: string;
  /** The record as it is now; nothing, where it is gone, without which no link of it can be there again. */
  present?: RecordRow | undefined;
}

/** What became of a record and of its links, newest first, also of what is gone. */
export function HistoryTab({ record, none = words.none, hint = words.noneHint, present }: HistoryTabProps) {
  const pages = useHistoryPages(record);
  const { data, error, hasNextPage, isFetchingNextPage, fetchNextPage, refetch } = pages;
  const rows = data?.pages.flatMap((page) => page.rows);
  if (rows === undefined) {
    return error === null ? (
      <Skeleton height={160} role="status" aria-label={text.common.loading} />
    ) : (
      <Failure error={error} onRetry={refetch} />
    );
  }
  if (rows.length === 0 && !hasNextPage) return <Empty title={none} hint={hint} />;
  // Of each, the first that is told is the newest.
  const newest = new Map(rows.toReversed().map((row) => [subjectOf(row), row]));
  return (
    <Stack align="flex-start">
      {rows.length === 0 ? (
        <Text size="sm" c="dimmed">
          {words.pageEmpty}
        </Text>
      ) : (
        <ol className={classes.entries} aria-label={words.label}>
          {rows.map((row) => {
            const isNewest = newest.get(subjectOf(row)) === row;
            const { ChangeID } = row.change;
            return row.of === 'record' ? (
              <RecordEntry
                key={ChangeID}
                change={row.change}
                record={record}
                present={present}
                isNewest={isNewest}
              />
            ) : (
              <LinkEntry
                key={ChangeID}
                change={row.change}
                told={row.told}
                record={record}
                isNewest={isNewest && present !== undefined}
              />
            );
          })}
        </ol>
      )}
      {error !== null && <Failure error={error} onRetry={() => fetchNextPage()} />}
      {hasNextPage && (
        <Button variant="default" size="xs" loading={isFetchingNextPage} onClick={() => fetchNextPage()}>
          {words.more}
        </Button>
      )}
    </Stack>
  );
}
