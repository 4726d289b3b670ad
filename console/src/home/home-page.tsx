import { Card, Group, SimpleGrid, Stack, Text } from '@mantine/core';
import { spotlight } from '@mantine/spotlight';
import { IconSearch } from '@tabler/icons-react';
import { lazy, Suspense } from 'react';
import { Link } from 'react-router';
import { destinations } from '../app/navigation.js';
import { paths } from '../app/paths.js';
import { useDomains } from '../data/metadata.js';
import { Page } from '../parts/page.js';
import { useSession } from '../session/session.js';
import { text } from '../text/index.js';
import classes from './home-page.module.css';

// The page itself is there before it.
const LatestChanges = lazy(async () => ({
  default: (await import('../changes/latest-changes.js')).LatestChanges,
}));

/** The first page: a record to be found, where else to go from here, and what is new. */
export function HomePage() {
  const session = useSession();
  const domains = useDomains();
  const { me } = session;
  const ways = destinations(session, domains.data ?? []).filter(({ to }) => to !== paths.home);
  return (
    <Page title={text.home.title(me.Client)} description={text.home.description}>
      <Stack>
        <button type="button" className={classes.find} onClick={spotlight.open}>
          <IconSearch size={20} aria-hidden />
          {text.home.find}
        </button>
        <SimpleGrid cols={{ base: 1, xs: 2, lg: 3 }}>
          {ways.map(({ label, to, icon: Icon }) => (
            <Card key={to} component={Link} to={to} withBorder padding="lg" className={classes.way}>
              <Group gap="sm" wrap="nowrap" align="flex-start">
                <Icon size={22} aria-hidden />
                <div>
                  <Text fw={600}>{label}</Text>
                  <Text size="sm" c="dimmed">
                    {text.home.about[label]}
                  </Text>
                </div>
              </Group>
            </Card>
          ))}
        </SimpleGrid>
        <Suspense>
          <LatestChanges />
        </Suspense>
      </Stack>
    </Page>
  );
}
