import { Badge, Stack, UnstyledButton } from '@mantine/core';
import type { AuditLogEntry } from 'linkwright/client';
import { useState } from 'react';
import { keys } from '../../data/keys.js';
import { useSettings } from '../../data/metadata.js';
import { usePages } from '../../data/use-pages.js';
import { Empty } from '../../parts/empty.js';
import { PagedTable } from '../../parts/paged-table.js';
import type { Column } from '../../parts/row-table.js';
import { Time } from '../../parts/time.js';
import { useSession } from '../../session/session.js';
import { administration } from '../../shared/text/administration.js';
import { useViewInAddress } from '../../shared/use-view-in-address.js';
import classes from './administration.module.css';
import { AuditEntry } from './audit-entry.js';
import { type AuditFilter, AuditFilters } from './audit-filters.js';

const text = administration.audit;

/** How many entries are loaded at a time. */
const pageSize = 50;

/** The day in the reader's own zone as the moment at which it begins, or ends. */
function momentOf(day: string, isEnd: boolean): string {
  const time = new Date(`${day}T${isEnd ? '23:59:59.999' : '00:00:00'}`);
  return Number.isNaN(time.getTime()) ? day : time.toISOString();
}

/** The filter as the API takes it. */
function queryOf({ user, kind, from, to }: AuditFilter) {
  return {
    ...(user && { user }),
    ...(kind && { kind: kind as AuditLogEntry['Kind'] }),
    ...(from && { from: momentOf(from, false) }),
    ...(to && { to: momentOf(to, true) }),
  };
}

const wentWrong: readonly AuditLogEntry['Action'][] = ['failed', 'limited'];

/** Who changed which setting, and who signed in: the newest first, each opening to what was there before and after. */
export function AuditSection() {
  const { client } = useSession();
  const [query, setQuery] = useViewInAddress();
  const settings = useSettings();
  const [opened, setOpened] = useState<AuditLogEntry>();
  const filter: AuditFilter = {
    user: query.get('user'),
    kind: query.get('kind'),
    from: query.get('from'),
    to: query.get('to'),
  };
  const given = queryOf(filter);
  const pages = usePages([...keys.auditLog, given], (after, signal) =>
    client.auditLog.list({ pageSize, ...given, ...(after && { after }) }, { signal }),
  );
  const columns: Column<AuditLogEntry>[] = [
    { key: 'time', label: text.time, cell: ({ At }) => <Time at={At} /> },
    {
      key: 'what',
      label: text.what,
      cell: (entry) => (
        <UnstyledButton
          className={classes.open}
          aria-label={text.open(text.sentence(entry))}
          onClick={() => setOpened(entry)}
        >
          {text.sentence(entry)}
        </UnstyledButton>
      ),
    },
    { key: 'user', label: text.user, cell: ({ User }) => User ?? text.several },
    {
      key: 'outcome',
      label: text.action,
      wideOnly: true,
      cell: ({ Action }) => (
        <Badge color={wentWrong.includes(Action) ? 'red.9' : 'gray.7'} radius="sm" tt="none">
          {text.actions[Action]}
        </Badge>
      ),
    },
    {
      key: 'address',
      label: text.address,
      wideOnly: true,
      cell: ({ Address }) => Address ?? administration.none,
    },
  ];
  const days = settings.data?.AuditLogDays;
  return (
    <Stack gap="md">
      <AuditFilters filter={filter} onFilter={setQuery} />
      <PagedTable
        label={text.list}
        columns={columns}
        pages={pages}
        rowKey={({ EntryID }) => EntryID}
        empty={<Empty title={text.empty} hint={days === undefined ? '' : text.kept(days)} />}
      />
      <AuditEntry entry={opened} onClose={() => setOpened(undefined)} />
    </Stack>
  );
}
