import { Box, Group, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Paged } from '../../data/use-pages.js';
import { PagedTable } from '../../parts/paged-table.js';
import type { Column } from '../../parts/row-table.js';
import { Time } from '../../parts/time.js';
import { text } from '../../shared/text/index.js';
import { records } from '../../shared/text/records.js';
import { LinkActions } from './link-actions.js';
import { type End, type LinkedRow, otherEnd } from './linked-rows.js';
import { RecordLink } from './record-link.js';

interface LinkTableProps {
  label: string;
  pages: Paged<LinkedRow>;
  /** Where the record stands whose page this is, and what it is called. */
  end: End;
  name: string;
  showRole?: boolean;
  /** What stands below a name; the record's own details, where it is not said. */
  details?(row: LinkedRow): string[];
  /** Columns between the name and the time. */
  extra?: Column<LinkedRow>[];
  /** What else can be done with a row. */
  actions?(row: LinkedRow): ReactNode;
  empty?: ReactNode;
  /** Whether its column heads are obvious. */
  plain?: boolean;
}

const ownDetails = ({ details }: LinkedRow) => details;

/** Links, each with the record at its other end and what may be done with it. */
export function LinkTable({
  label,
  pages,
  end,
  name,
  showRole = false,
  details = ownDetails,
  extra = [],
  actions,
  empty,
  plain = false,
}: LinkTableProps) {
  const columns: Column<LinkedRow>[] = [
    {
      key: 'name',
      label: records.links.name,
      cell: (row) => {
        const { domain, id } = otherEnd(row.link, end);
        const below = details(row);
        return (
          <Box fz="sm">
            <Box>
              <RecordLink domain={domain} id={id} name={row.name} />
            </Box>
            {showRole && (
              <Text size="xs" hiddenFrom="sm">
                {row.link.ContactType ?? records.contacts.untyped}
              </Text>
            )}
            {below.length > 0 && (
              <Text size="xs" c="dimmed" lineClamp={2}>
                {below.join(' · ')}
              </Text>
            )}
          </Box>
        );
      },
    },
    ...(showRole
      ? [
          {
            key: 'role',
            label: records.links.role,
            wideOnly: true,
            cell: ({ link }: LinkedRow) => link.ContactType ?? text.common.notGiven,
          },
        ]
      : []),
    ...extra,
    {
      key: 'since',
      label: records.links.since,
      wideOnly: true,
      width: 280,
      cell: ({ link }) => (
        <Text size="sm" c="dimmed">
          <Time at={link.CreatedAt} dateOnly /> {records.links.by(link.CreatedBy)}
        </Text>
      ),
    },
    {
      key: 'actions',
      label: records.links.actions,
      align: 'right',
      width: 100,
      cell: (row) => (
        <Group gap={4} justify="flex-end" wrap="nowrap">
          {actions?.(row)}
          <LinkActions row={row} end={end} name={name} />
        </Group>
      ),
    },
  ];
  return (
    <PagedTable
      label={label}
      columns={columns}
      pages={pages}
      rowKey={({ link }) => link.LinkID}
      empty={empty}
      plain={plain}
    />
  );
}
