import { Button, Group, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Paged } from '../data/use-pages.js';
import { text } from '../shared/text/index.js';
import { Failure } from './failure.js';
import { type Column, RowTable } from './row-table.js';

interface PagedTableProps<Row> {
  label: string;
  columns: Column<Row>[];
  pages: Paged<Row>;
  rowKey(row: Row): string | number;
  /** What stands there where there is no row. */
  empty: ReactNode;
  /** Whether it is one of several that have their counts above them, and neither heads nor counts of their own. */
  plain?: boolean;
  /** The rows that are shown for those that are there. */
  arranged?(rows: Row[]): Row[];
  focusable?: boolean;
}

/** The rows of a query in a table, a page at a time: loading, failed, empty, and more. */
export function PagedTable<Row>({
  label,
  columns,
  pages,
  rowKey,
  empty,
  plain = false,
  arranged = (rows) => rows,
  focusable = false,
}: PagedTableProps<Row>) {
  const { data, error, hasNextPage, isFetchingNextPage, fetchNextPage, refetch } = pages;
  const rows = data?.pages.flatMap((page) => page.rows);
  if (rows === undefined && error !== null) return <Failure error={error} onRetry={refetch} />;
  const shown = rows && arranged(rows);
  if (shown?.length === 0 && !hasNextPage) return empty;
  return (
    <Stack gap="xs">
      <RowTable
        label={label}
        columns={columns}
        rows={shown}
        rowKey={rowKey}
        plain={plain}
        focusable={focusable}
      />
      {error !== null && <Failure error={error} onRetry={() => fetchNextPage()} />}
      {rows !== undefined && (!plain || hasNextPage) && (
        <Group justify="space-between">
          <Text size="sm" c="dimmed" role="status">
            {rows.length === 0 ? text.common.pageEmpty : text.common.shown(rows.length)}
          </Text>
          {hasNextPage && (
            <Button variant="default" size="xs" loading={isFetchingNextPage} onClick={() => fetchNextPage()}>
              {text.common.more}
            </Button>
          )}
        </Group>
      )}
    </Stack>
  );
}
