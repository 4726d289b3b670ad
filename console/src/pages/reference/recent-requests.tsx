/** The latest requests of an operation, which fill as they come; each opens to all that is kept of it. */
import { ActionIcon, Group, Loader, Table, Text, UnstyledButton, VisuallyHidden } from '@mantine/core';
import { IconChevronDown, IconChevronRight } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { RecentRequest } from 'linkwright/client';
import { Fragment, useState } from 'react';
import { keys } from '../../data/keys.js';
import { useFollow } from '../../data/use-follow.js';
import { Empty } from '../../parts/empty.js';
import { Failure } from '../../parts/failure.js';
import { StatusBadge } from '../../parts/status-badge.js';
import { Time } from '../../parts/time.js';
import { useSession } from '../../session/session.js';
import { reference as text } from '../../shared/text/reference.js';
import classes from './reference.module.css';
import { ScrollingTable } from './scrolling-table.js';

/** Requests that are asked for, and shown at first. */
const max = 25;
const few = 3;

/** Each once, the newest first. */
function merged(live: RecentRequest[], kept: RecentRequest[]): RecentRequest[] {
  const byId = new Map([...live, ...kept].map((each) => [each.RequestID, each]));
  return [...byId.values()].sort((one, other) => (one.Time < other.Time ? 1 : -1)).slice(0, max);
}

function useRecentRequests(operation: string) {
  const { client } = useSession();
  const [live, setLive] = useState<RecentRequest[]>([]);
  useFollow(
    operation,
    (signal) => client.recentRequests.follow({ operation }, { signal }),
    (request) => setLive((known) => [request, ...known].slice(0, max)),
  );
  const query = useQuery({
    queryKey: [...keys.recentRequests, 'of', operation],
    queryFn: ({ signal }) => client.recentRequests.query({ operation, limit: max }, { signal }).page(),
  });
  return { ...query, rows: query.data && merged(live, query.data.rows) };
}

function fieldWords(name: string, value: unknown): string {
  if (name === 'DurationMs') return text.recent.milliseconds(Number(value));
  return value === null || value === '' ? text.recent.noUserAgent : String(value);
}

function Detail({ request }: { request: RecentRequest }) {
  return (
    <dl className={classes.detail}>
      {Object.entries(request).map(([name, value]) => (
        <Fragment key={name}>
          <dt>{text.recent.fields[name] ?? name}</dt>
          <dd>{fieldWords(name, value)}</dd>
        </Fragment>
      ))}
    </dl>
  );
}

function Row({ request }: { request: RecentRequest }) {
  const [opened, setOpened] = useState(false);
  const { Time: at, Status, UserAgent, RequestID, DurationMs, ErrorCode } = request;
  const toggle = opened ? text.recent.close(RequestID) : text.recent.open(RequestID);
  return (
    <>
      <Table.Tr className={classes.row} onClick={() => setOpened(!opened)}>
        <Table.Td>
          <Time at={at} />
        </Table.Td>
        <Table.Td>
          <StatusBadge status={Status} />
        </Table.Td>
        <Table.Td visibleFrom="sm" ta="right">
          {text.recent.milliseconds(DurationMs)}
        </Table.Td>
        <Table.Td visibleFrom="sm">
          <span className={classes.agent}>{ErrorCode}</span>
        </Table.Td>
        <Table.Td>
          <span className={classes.agent}>{UserAgent || text.recent.noUserAgent}</span>
        </Table.Td>
        <Table.Td ta="right">
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={toggle}
            aria-expanded={opened}
            onClick={(event) => {
              event.stopPropagation();
              setOpened(!opened);
            }}
          >
            {opened ? <IconChevronDown size={16} aria-hidden /> : <IconChevronRight size={16} aria-hidden />}
          </ActionIcon>
        </Table.Td>
      </Table.Tr>
      {opened && (
        <Table.Tr>
          <Table.Td colSpan={6}>
            <Detail request={request} />
          </Table.Td>
        </Table.Tr>
      )}
    </>
  );
}

export function RecentRequests({ operation }: { operation: string }) {
  const { rows, error, refetch } = useRecentRequests(operation);
  const [all, setAll] = useState(false);
  if (rows === undefined && error !== null) return <Failure error={error} onRetry={refetch} />;
  if (rows?.length === 0) return <Empty title={text.recent.empty} hint={text.recent.emptyHint} />;
  const shown = all ? rows : rows?.slice(0, few);
  const hidden = (rows?.length ?? 0) - few;
  return (
    <>
      <ScrollingTable label={text.recent.title} fixed>
        <Table.Thead>
          <Table.Tr>
            <Table.Th className={classes.time}>{text.recent.time}</Table.Th>
            <Table.Th className={classes.status}>{text.recent.status}</Table.Th>
            <Table.Th className={classes.took} visibleFrom="sm" ta="right">
              {text.recent.fields.DurationMs}
            </Table.Th>
            <Table.Th className={classes.code} visibleFrom="sm">
              {text.recent.fields.ErrorCode}
            </Table.Th>
            <Table.Th>{text.recent.userAgent}</Table.Th>
            <Table.Th className={classes.open}>
              <VisuallyHidden>{text.recent.detail}</VisuallyHidden>
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody aria-live="polite" aria-busy={shown === undefined}>
          {shown === undefined ? (
            <Table.Tr>
              <Table.Td colSpan={6}>
                <Group gap="xs">
                  <Loader size="xs" aria-hidden />
                  <Text size="sm">{text.recent.retrieving}</Text>
                </Group>
              </Table.Td>
            </Table.Tr>
          ) : (
            shown.map((request) => <Row key={request.RequestID} request={request} />)
          )}
        </Table.Tbody>
      </ScrollingTable>
      {hidden > 0 && (
        <UnstyledButton fz="sm" c="anchor" w="fit-content" onClick={() => setAll(!all)}>
          {all ? text.recent.fewer : text.recent.all(hidden)}
        </UnstyledButton>
      )}
    </>
  );
}
