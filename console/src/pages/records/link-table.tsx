import { Box, Group, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useFieldsOfLinks } from '../../data/metadata.js';
import { RecordLink } from '../../parts/fields/record-link.js';
import { PagedTable } from '../../parts/paged-table.js';
import type { Column } from '../../parts/row-table.js';
import { Time } from '../../parts/time.js';
import { text } from '../../shared/text/index.js';
import { records } from '../../shared/text/records.js';
import { LinkActions } from './link-actions.js';
import { LinkFieldValues } from './link-field-values.js';
import { childDomainOf, type LinkedRow, type LinkList, otherEnd, useLinkedPages } from './linked-rows.js';
import { RemovedName, UndoRemoval } from './removed-link.js';
import { useRemovedIn } from './removed-links.js';

interface LinkTableProps {
  label: string;
  /** Which links, and what the record is called whose page this is. */
  list: LinkList;
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
  list,
  name,
  showRole = false,
  details = ownDetails,
  extra = [],
  actions,
  empty,
  plain = false,
}: LinkTableProps) {
  const { end } = list;
  const pages = useLinkedPages(list);
  const fields = useFieldsOfLinks(childDomainOf(list)).data ?? [];
  const removed = useRemovedIn(list, pages.dataUpdatedAt);
  const columns: Column<LinkedRow>[] = [
    {
      key: 'name',
      label: records.links.name,
      cell: (row) => {
        const { domain, id } = otherEnd(row.link, end);
        const below = (
          <>
            <LinkFieldValues fields={fields} values={row.fields} />
            {details(row).length > 0 && (
              <Text size="xs" c="dimmed" lineClamp={2}>
                {details(row).join(' · ')}
              </Text>
            )}
          </>
        );
        if (removed.undoOf(row) !== undefined) return <RemovedName name={row.name} below={below} />;
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
            {below}
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
          <Time at={link.CreatedAt} /> {records.links.by(link.CreatedBy)}
        </Text>
      ),
    },
    {
      key: 'actions',
      label: records.links.actions,
      align: 'right',
      width: 100,
      cell: (row) => {
        const take = removed.undoOf(row);
        return take === undefined ? (
          <Group gap={4} justify="flex-end" wrap="nowrap">
            {actions?.(row)}
            <LinkActions row={row} end={end} name={name} />
          </Group>
        ) : (
          <UndoRemoval row={row} take={take} />
        );
      },
    },
  ];
  return (
    <div {...removed.list}>
      <PagedTable
        label={label}
        columns={columns}
        pages={pages}
        rowKey={({ link }) => link.LinkID}
        empty={empty}
        plain={plain}
        arranged={removed.arranged}
        focusable
      />
    </div>
  );
}
