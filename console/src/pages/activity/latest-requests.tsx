import { Group, Stack, Text, Title, UnstyledButton } from '@mantine/core';
import type { RecentRequest } from 'linkwright/client';
import { useState } from 'react';
import { keys } from '../../data/keys.js';
import { usePages } from '../../data/use-pages.js';
import { Choice } from '../../parts/choice/choice.js';
import { Empty } from '../../parts/empty.js';
import { PagedTable } from '../../parts/paged-table.js';
import type { Column } from '../../parts/row-table.js';
import { StatusBadge } from '../../parts/status-badge.js';
import { Time } from '../../parts/time.js';
import { useSession } from '../../session/session.js';
import { activity as text } from '../../shared/text/activity.js';
import classes from './activity.module.css';
import { RequestDetails } from './request-details.js';
import { statusClasses } from './spans.js';

/** How many rows are loaded at a time. */
const pageSize = 50;

interface RequestFilters {
  operation: string | null;
  status: string | null;
}

interface LatestRequestsProps {
  filters: RequestFilters;
  onFilters(filters: RequestFilters): void;
  /** Operations of which there were requests lately. */
  operations: string[];
}

/** An address may ask for what is not among the choices. */
function withChosen(choices: string[], chosen: string | null): string[] {
  return chosen === null || choices.includes(chosen) ? [...choices] : [...choices, chosen];
}

/** Which requests are looked for. */
function RequestChoices({ filters, onFilters, operations }: LatestRequestsProps) {
  const { operation, status } = filters;
  const statuses = statusClasses.map((name) => ({ value: name as string, label: text.classes[name] }));
  return (
    <Group gap="sm">
      <Choice
        label={text.operation}
        placeholder={text.anyOperation}
        data={withChosen(operations, operation).sort()}
        value={operation}
        onChange={(chosen) => onFilters({ ...filters, operation: chosen })}
        searchable
        clearable
        w={200}
        maw="100%"
      />
      <Choice
        label={text.status}
        placeholder={text.anyStatus}
        data={
          statuses.some(({ value }) => value === status) || status === null
            ? statuses
            : [...statuses, { value: status, label: status }]
        }
        value={status}
        onChange={(chosen) => onFilters({ ...filters, status: chosen })}
        clearable
        w={180}
        maw="100%"
      />
    </Group>
  );
}

/** The newest requests first, each opening to all that is kept of it. */
export function LatestRequests(props: LatestRequestsProps) {
  const { client, me } = useSession();
  const [opened, setOpened] = useState<RecentRequest>();
  const { operation, status } = props.filters;
  const given = { ...(operation && { operation }), ...(status && { status }) };
  const pages = usePages([...keys.recentRequests, 'latest', given], (after, signal) =>
    client.recentRequests.query({ limit: pageSize, ...given, ...(after && { after }) }, { signal }),
  );
  const columns: Column<RecentRequest>[] = [
    { key: 'time', label: text.time, cell: ({ Time: at }) => <Time at={at} /> },
    { key: 'status', label: text.status, cell: ({ Status }) => <StatusBadge status={Status} /> },
    {
      key: 'request',
      label: text.request,
      cell: (row) => (
        <UnstyledButton
          className={classes.open}
          aria-label={text.open(row.Method, row.Path)}
          onClick={() => setOpened(row)}
        >
          {row.Method} {row.Path}
        </UnstyledButton>
      ),
    },
    {
      key: 'took',
      label: text.took,
      align: 'right',
      wideOnly: true,
      cell: ({ DurationMs }) => text.milliseconds(DurationMs),
    },
    ...(me.Administrator
      ? [{ key: 'user', label: text.user, wideOnly: true, cell: ({ User }: RecentRequest) => User }]
      : []),
    {
      key: 'agent',
      label: text.userAgent,
      wideOnly: true,
      cell: ({ UserAgent }) => (
        <Text size="sm" lineClamp={1} title={UserAgent}>
          {UserAgent}
        </Text>
      ),
    },
  ];
  return (
    <Stack gap="xs">
      <Group justify="space-between" align="flex-end">
        <Title order={2} size="h4">
          {text.latest}
        </Title>
        <RequestChoices {...props} />
      </Group>
      <PagedTable
        label={text.latest}
        columns={columns}
        pages={pages}
        rowKey={({ RequestID, Time: at }) => RequestID + at}
        empty={<Empty title={text.emptyTitle} hint={text.empty} />}
      />
      <RequestDetails request={opened} onClose={() => setOpened(undefined)} />
    </Stack>
  );
}
