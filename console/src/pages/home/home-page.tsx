import { Card, Group, SimpleGrid, Stack, Text } from '@mantine/core';
import { spotlight } from '@mantine/spotlight';
import { IconSearch } from '@tabler/icons-react';
import { type ReactNode, Suspense } from 'react';
import { Link } from 'react-router';
import { useDomains } from '../../data/metadata.js';
import { Page } from '../../parts/page.js';
import { useSession } from '../../session/session.js';
import { paths } from '../../shared/paths.js';
import { text } from '../../shared/text/index.js';
import { destinations } from '../destinations.js';
import classes from './home-page.module.css';

/** The first page: a search for records, the ways to other pages, and below them `news`, which may be loaded later. */
export function HomePage({ news }: { news: ReactNode }) {
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
        <Suspense>{news}</Suspense>
      </Stack>
    </Page>
  );
}
