import { Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import type { UseQueryResult } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { Empty } from '../../parts/empty.js';
import { Failure } from '../../parts/failure.js';
import { type Column, RowTable } from '../../parts/row-table.js';
import { administration as text } from '../../shared/text/administration.js';
import { text as common } from '../../shared/text/index.js';
import { maxRows } from './use-all.js';

/** How many rows are shown at a time. */
const page = 100;

interface SearchedTableProps<Row> {
  label: string;
  columns: Column<Row>[];
  rows: UseQueryResult<Row[]>;
  rowKey(row: Row): string | number;
  /** What a row is found by. */
  words(row: Row): string[];
  /** What else narrows the rows, and what can be done with all of them. */
  filters?: ReactNode;
  action: ReactNode;
  /** Shown where there is no row at all. */
  empty: ReactNode;
}

/** A table whose rows are all in the browser, and are found by what is typed. */
export function SearchedTable<Row>({
  label,
  columns,
  rows: { data, error, refetch },
  rowKey,
  words,
  filters,
  action,
  empty,
}: SearchedTableProps<Row>) {
  const [typed, setTyped] = useState('');
  const [pages, setPages] = useState(1);
  const wanted = typed.trim().toLocaleLowerCase();
  const fitting = data?.filter((row) => words(row).some((word) => word.toLocaleLowerCase().includes(wanted)));
  const shown = fitting?.slice(0, pages * page);
  return (
    <Stack gap="sm">
      <Group justify="space-between" align="flex-end" gap="sm">
        <Group gap="sm" align="flex-end" maw="100%">
          <TextInput
            type="search"
            label={text.search}
            leftSection={<IconSearch size={16} aria-hidden />}
            value={typed}
            onChange={(event) => {
              setTyped(event.currentTarget.value);
              setPages(1);
            }}
            w={220}
            maw="100%"
          />
          {filters}
        </Group>
        {action}
      </Group>
      {error !== null && data === undefined ? (
        <Failure error={error} onRetry={refetch} />
      ) : data?.length === 0 ? (
        empty
      ) : fitting?.length === 0 ? (
        <Empty title={text.noneFound} />
      ) : (
        <RowTable label={label} columns={columns} rows={shown} rowKey={rowKey} />
      )}
      {fitting !== undefined && shown !== undefined && shown.length > 0 && (
        <Group justify="space-between">
          <Text size="sm" c="dimmed" role="status">
            {common.common.shown(shown.length)}
            {data?.length === maxRows && `. ${text.cut(maxRows)}`}
          </Text>
          {fitting.length > shown.length && (
            <Button variant="default" size="xs" onClick={() => setPages(pages + 1)}>
              {text.showMore}
            </Button>
          )}
        </Group>
      )}
    </Stack>
  );
}
