import { Button, Group, Input, SegmentedControl, Stack, Text } from '@mantine/core';
import { IconPlayerPause, IconPlayerPlay } from '@tabler/icons-react';
import { type ReactNode, useId, useState } from 'react';
import { Choice } from '../../parts/choice/choice.js';
import { Empty } from '../../parts/empty.js';
import { Failure } from '../../parts/failure.js';
import { Page } from '../../parts/page.js';
import { DomainSelect } from '../../parts/picks.js';
import { changes as text } from '../../shared/text/changes.js';
import { useViewInAddress } from '../../shared/use-view-in-address.js';
import { ChangeList } from './change-list.js';
import { RecordChangeList } from './record-change-list.js';
import { maxChanges, type NewestChanges, useChanges, useRecordChanges } from './use-changes.js';

/** How many changes are shown at a time: each has two links, which somebody may go through with the keyboard. */
const page = 50;

const choicesOf = (words: Record<string, string>) =>
  Object.entries(words).map(([value, label]) => ({ value, label }));

const actionsOf = { links: choicesOf(text.actions), records: choicesOf(text.recordActions) };

interface NewestProps<Change> {
  newest: NewestChanges<Change>;
  action: string | null;
  paused: boolean;
  children(changes: Change[] | undefined): ReactNode;
}

function Newest<Change extends { Action: string }>({
  newest: { changes, error, retry },
  action,
  paused,
  children,
}: NewestProps<Change>) {
  const [shown, setShown] = useState(page);
  if (error !== null) return <Failure error={error} onRetry={retry} />;
  const fitting = changes?.filter(({ Action }) => action === null || Action === action);
  return (
    <Stack gap="xs">
      <Text size="sm" c="dimmed" role="status">
        {paused ? text.paused : text.live}
        {changes?.length === maxChanges && ` ${text.newest(maxChanges)}`}
      </Text>
      {children(fitting?.slice(0, shown))}
      {fitting !== undefined && fitting.length > shown && (
        <Group justify="flex-end">
          <Button variant="default" size="xs" onClick={() => setShown(shown + page)}>
            {text.more}
          </Button>
        </Group>
      )}
    </Stack>
  );
}

interface KindProps {
  action: string | null;
  paused: boolean;
}

function OfLinks({ domain, ...props }: KindProps & { domain: string | null }) {
  return (
    <Newest newest={useChanges(domain, props.paused)} {...props}>
      {(changes) => <ChangeList changes={changes} filtered={props.action !== null || domain !== null} />}
    </Newest>
  );
}

function OfRecords({ domain, ...props }: KindProps & { domain: string }) {
  return (
    <Newest newest={useRecordChanges(domain, props.paused)} {...props}>
      {(changes) => <RecordChangeList domain={domain} changes={changes} filtered={props.action !== null} />}
    </Newest>
  );
}

type Kind = keyof typeof text.kinds;

/** Asks whether changes of links or of records are shown, of which domain, and which. */
function Filters({ kind }: { kind: Kind }) {
  const [query, set] = useViewInAddress();
  const label = useId();
  return (
    <Group align="flex-end" gap="sm">
      <div>
        <Input.Label component="div" id={label}>
          {text.of}
        </Input.Label>
        <SegmentedControl
          aria-labelledby={label}
          display="flex"
          data={choicesOf(text.kinds)}
          value={kind}
          onChange={(of) => set({ of: of === 'links' ? null : of, action: null })}
        />
      </div>
      <DomainSelect
        label={text.domain}
        placeholder={kind === 'links' ? text.anyDomain : undefined}
        permission="View"
        value={query.get('domain')}
        onChange={(value) => set({ domain: value })}
        clearable
        w={200}
        maw="100%"
      />
      <Choice
        label={text.action}
        placeholder={text.anyAction}
        data={actionsOf[kind]}
        value={query.get('action')}
        onChange={(value) => set({ action: value })}
        clearable
        w={220}
        maw="100%"
      />
    </Group>
  );
}

/** The changes of links, or of the records of a domain, as they happen. */
export function Component() {
  const [query] = useViewInAddress();
  const [paused, setPaused] = useState(false);
  const kind: Kind = query.get('of') === 'records' ? 'records' : 'links';
  const domain = query.get('domain');
  const shared = { action: query.get('action'), paused };
  const content = () => {
    if (kind === 'links') return <OfLinks key={domain} domain={domain} {...shared} />;
    if (domain === null) return <Empty title={text.chooseDomain} hint={text.chooseDomainHint} />;
    return <OfRecords key={domain} domain={domain} {...shared} />;
  };
  return (
    <Page
      title={text.title}
      description={text.description}
      actions={
        <Button
          variant="default"
          leftSection={
            paused ? <IconPlayerPlay size={16} aria-hidden /> : <IconPlayerPause size={16} aria-hidden />
          }
          onClick={() => setPaused(!paused)}
        >
          {paused ? text.resume : text.pause}
        </Button>
      }
    >
      <Filters kind={kind} />
      {content()}
    </Page>
  );
}
