import { Anchor, Group, Stack, Title } from '@mantine/core';
import { Link } from 'react-router';
import { useDomains } from '../../data/metadata.js';
import { Failure } from '../../parts/failure.js';
import { useSession } from '../../session/session.js';
import { paths } from '../../shared/paths.js';
import { changes as text } from '../../shared/text/changes.js';
import { ChangeList } from './change-list.js';
import { useChanges } from './use-changes.js';

/** How many changes the first page shows: what is new at a glance. */
const few = 8;

/** The most domains whose newest changes are read there, each with a call of its own. */
const maxDomains = 20;

function Latest() {
  const { changes, error, retry } = useChanges(null, false, few);
  if (error !== null) return <Failure error={error} onRetry={retry} />;
  return <ChangeList changes={changes} filtered={false} />;
}

/** The newest changes as they happen, and the way to the others; nothing for those who may see none, or too many domains. */
export function LatestChanges() {
  const { may } = useSession();
  const domains = useDomains();
  const viewed = domains.data?.filter(({ Name }) => may('View', Name)) ?? [];
  if (viewed.length === 0 || viewed.length > maxDomains) return null;
  return (
    <Stack gap="xs" mt="sm" component="section" aria-labelledby="latest-changes">
      <Group justify="space-between" align="baseline">
        <Title order={2} size="h4" id="latest-changes">
          {text.latest}
        </Title>
        <Anchor component={Link} to={paths.changes} size="sm">
          {text.all}
        </Anchor>
      </Group>
      <Latest />
    </Stack>
  );
}
