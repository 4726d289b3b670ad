import { Button, Group, Stack, Text } from '@mantine/core';
import { IconPlayerPause, IconPlayerPlay } from '@tabler/icons-react';
import { useState } from 'react';
import { Choice } from '../../parts/choice/choice.js';
import { Failure } from '../../parts/failure.js';
import { Page } from '../../parts/page.js';
import { DomainSelect } from '../../parts/picks.js';
import { changes as text } from '../../shared/text/changes.js';
import { useViewInAddress } from '../../shared/use-view-in-address.js';
import { ChangeList } from './change-list.js';
import { maxChanges, useChanges } from './use-changes.js';

/** How many changes are shown at a time: each has two links, which somebody may go through with the keyboard. */
const page = 50;

const actions = Object.entries(text.actions).map(([value, label]) => ({ value, label }));

function Newest({
  domain,
  action,
  paused,
}: {
  domain: string | null;
  action: string | null;
  paused: boolean;
}) {
  const { changes, error, retry } = useChanges(domain, paused);
  const [shown, setShown] = useState(page);
  if (error !== null) return <Failure error={error} onRetry={retry} />;
  const fitting = changes?.filter(({ Action }) => action === null || Action === action);
  return (
    <Stack gap="xs">
      <Text size="sm" c="dimmed" role="status">
        {paused ? text.paused : text.live}
        {changes?.length === maxChanges && ` ${text.newest(maxChanges)}`}
      </Text>
      <ChangeList changes={fitting?.slice(0, shown)} filtered={action !== null || domain !== null} />
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

/** The changes of links as they happen. */
export function Component() {
  const [query, set] = useViewInAddress();
  const [paused, setPaused] = useState(false);
  const domain = query.get('domain');
  const action = query.get('action');
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
      <Group align="flex-end" gap="sm">
        <DomainSelect
          label={text.domain}
          placeholder={text.anyDomain}
          permission="View"
          value={domain}
          onChange={(value) => set({ domain: value })}
          clearable
          w={200}
          maw="100%"
        />
        <Choice
          label={text.action}
          placeholder={text.anyAction}
          data={actions}
          value={action}
          onChange={(value) => set({ action: value })}
          clearable
          w={220}
          maw="100%"
        />
      </Group>
      <Newest key={domain} domain={domain} action={action} paused={paused} />
    </Page>
  );
}
