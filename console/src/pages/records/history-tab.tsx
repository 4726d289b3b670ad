import { Box, Button, Skeleton, Stack, Text, ThemeIcon } from '@mantine/core';
import { IconArrowBackUp, IconMinus, IconPencil, IconPlus } from '@tabler/icons-react';
import type { ChangeRow } from 'linkwright/client';
import { useRelationships } from '../../data/metadata.js';
import { Empty } from '../../parts/empty.js';
import { Failure } from '../../parts/failure.js';
import { Time } from '../../parts/time.js';
import { text } from '../../shared/text/index.js';
import { records } from '../../shared/text/records.js';
import { type HistoryRow, useHistoryPages } from './history-pages.js';
import classes from './history-tab.module.css';
import { type End, otherEnd } from './linked-rows.js';
import { RecordLink } from './record-link.js';
import type { RecordId } from './tell-records.js';

const { history: words } = records;

const signs = {
  inserted: { Icon: IconPlus, color: 'green' },
  changed: { Icon: IconPencil, color: 'indigo' },
  removed: { Icon: IconMinus, color: 'red' },
  restored: { Icon: IconArrowBackUp, color: 'green' },
};

function sayingOf(change: ChangeRow, roleOf: (id: number | null) => string | undefined): string {
  const { Action, ChildDomain, BeforeContactTypeID, AfterContactTypeID, AfterFields } = change;
  const [before, after] = [roleOf(BeforeContactTypeID), roleOf(AfterContactTypeID)];
  const isNoted = Action === 'changed' && BeforeContactTypeID === AfterContactTypeID;
  if (isNoted) return words.noted(Object.keys(AfterFields).join(', '));
  if (Action === 'changed') return words.changed(before ?? words.untyped, after ?? words.untyped);
  if (Action === 'restored') return words.restored(after);
  if (ChildDomain !== 'Contact') return Action === 'inserted' ? words.attached : words.removed;
  if (Action === 'inserted') return after === undefined ? words.attached : words.attachedAs(after);
  return before === undefined ? words.removed : words.removedAs(before);
}

function Entry({ row: { change, told }, record }: { row: HistoryRow; record: RecordId }) {
  const relationships = useRelationships();
  const roleOf = (id: number | null) =>
    id === null ? undefined : (relationships.data?.find(({ ID }) => ID === id)?.Code ?? words.goneRole(id));
  const end: End =
    change.ParentDomain === record.domain && change.ParentID === record.id ? 'Parent' : 'Child';
  const { domain, id } = otherEnd(change, end);
  const other = <RecordLink domain={domain} id={id} name={told(domain, id).name} inText />;
  const { Icon, color } = signs[change.Action];
  return (
    <li className={classes.entry}>
      <ThemeIcon className={classes.sign} size={24} radius="xl" variant="light" color={color}>
        <Icon size={14} aria-hidden />
      </ThemeIcon>
      <Box>
        <Text size="sm">
          {end === 'Parent' ? (
            <>
              {other} {sayingOf(change, roleOf)}
            </>
          ) : (
            <>
              {words.itself} {sayingOf(change, roleOf)} {words.on} {other}
            </>
          )}
        </Text>
        <Text size="xs" c="dimmed">
          <Time at={change.At} /> {records.links.by(change.User)} · {words.link(change.LinkID)}
        </Text>
      </Box>
    </li>
  );
}

interface HistoryTabProps {
  record: RecordId;
  /** What is said where there is nothing. */
  none?: string;
  hint?: string;
}

/** What became of a record's links, newest first, also of those that are gone. */
export function HistoryTab({ record, none = words.none, hint = words.noneHint }: HistoryTabProps) {
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
  return (
    <Stack align="flex-start">
      {rows.length === 0 ? (
        <Text size="sm" c="dimmed">
          {words.pageEmpty}
        </Text>
      ) : (
        <ol className={classes.entries} aria-label={words.label}>
          {rows.map((row) => (
            <Entry key={row.change.ChangeID} row={row} record={record} />
          ))}
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
