import { Skeleton, Table, UnstyledButton } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconSelector } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { text } from '../shared/text/index.js';
import classes from './row-table.module.css';
import { Scrolling } from './scrolling.js';

export interface Column<Row> {
  /** Told apart by it, and from other columns. */
  key: string;
  label: string;
  /** What else it is called, for those who point at its head. */
  hint?: string;
  cell(row: Row): ReactNode;
  /** Numbers stand to the right. */
  align?: 'right';
  /** As much as it takes, so that tables below one another are aligned. */
  width?: number;
  /** Left out where a window is as narrow as a phone's. */
  wideOnly?: boolean;
  /** How the rows are sorted by it, `none` where they are not but may be; not said where they cannot be. */
  sorted?: 'ascending' | 'descending' | 'none';
  /** Asks for them to be sorted by it, or the other way round. */
  onSort?(): void;
}

interface RowTableProps<Row> {
  /** What the table holds, for readers of screens. */
  label: string;
  columns: Column<Row>[];
  /** `undefined` while they are being loaded. */
  rows: Row[] | undefined;
  rowKey(row: Row): string | number;
  /** Whether the heads of columns are for readers of screens alone, since everybody else sees what they are. */
  plain?: boolean;
  /** Whether a row can be given the focus, as where it stays when what had the focus within it goes. */
  focusable?: boolean;
}

const sortIcons = { ascending: IconArrowUp, descending: IconArrowDown, none: IconSelector };

function Heading<Row>({ label, sorted, onSort }: Column<Row>) {
  if (sorted === undefined) return label;
  const Icon = sortIcons[sorted];
  return (
    <UnstyledButton className={classes.sort} fz="sm" fw={700} onClick={onSort}>
      {label}
      <Icon size={14} aria-hidden />
    </UnstyledButton>
  );
}

/** A table of rows; while there are none yet, the place they will take. */
export function RowTable<Row>({
  label,
  columns,
  rows,
  rowKey,
  plain = false,
  focusable = false,
}: RowTableProps<Row>) {
  return (
    <Scrolling label={label} className={classes.table}>
      <Table highlightOnHover aria-busy={rows === undefined} aria-label={label}>
        <Table.Thead className={plain ? classes.unseen : undefined}>
          <Table.Tr>
            {columns.map((column) => (
              <Table.Th
                key={column.key}
                ta={column.align}
                visibleFrom={column.wideOnly ? 'sm' : undefined}
                aria-sort={column.sorted}
                title={column.hint}
              >
                <Heading {...column} />
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows === undefined
            ? [0, 1, 2].map((row) => (
                <Table.Tr key={row}>
                  {columns.map(({ key, wideOnly }) => (
                    <Table.Td key={key} visibleFrom={wideOnly ? 'sm' : undefined}>
                      <Skeleton height={14} radius="sm" aria-label={text.common.loading} />
                    </Table.Td>
                  ))}
                </Table.Tr>
              ))
            : rows.map((row) => (
                <Table.Tr key={rowKey(row)} tabIndex={focusable ? -1 : undefined}>
                  {columns.map(({ key, cell, align, width, wideOnly }) => (
                    <Table.Td key={key} ta={align} w={width} visibleFrom={wideOnly ? 'sm' : undefined}>
                      {cell(row)}
                    </Table.Td>
                  ))}
                </Table.Tr>
              ))}
        </Table.Tbody>
      </Table>
    </Scrolling>
  );
}
