/** What stands around every page: navigation, palette, account. */
import {
  ActionIcon,
  AppShell,
  Box,
  Burger,
  Group,
  Menu,
  NavLink,
  Skeleton,
  Stack,
  UnstyledButton,
} from '@mantine/core';
import { useDisclosure, useHotkeys, useMediaQuery } from '@mantine/hooks';
import { spotlight } from '@mantine/spotlight';
import { IconSearch, IconUser } from '@tabler/icons-react';
import { lazy, Suspense, useEffect } from 'react';
import { Link, Outlet, useLocation } from 'react-router';
import { useLiveChanges } from '../data/live-changes.js';
import { useDomains } from '../data/metadata.js';
import { destinations } from '../pages/destinations.js';
import { SessionProvider } from '../pages/sign-in/session-provider.js';
import { Brand } from '../parts/brand.js';
import { useSession } from '../session/session.js';
import { paths } from '../shared/paths.js';
import { text } from '../shared/text/index.js';
import { ColorSchemeItems } from './color-scheme.js';
import classes from './shell.module.css';

/** Loads after the first page, which does not need it; a click before then opens it as soon as it is there. */
const Overlays = lazy(() => import('./overlays.js'));

function AccountMenu() {
  const { me, leave } = useSession();
  return (
    <Menu position="bottom-end" width={240} withinPortal>
      <Menu.Target>
        <ActionIcon variant="default" size="lg" aria-label={text.common.account(me.User)}>
          <IconUser size={18} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{text.common.signedInAs(me.User, me.Client)}</Menu.Label>
        <Menu.Item component={Link} to={paths.account}>
          {text.common.yourAccount}
        </Menu.Item>
        <Menu.Divider />
        <Menu.Label>{text.common.colorScheme}</Menu.Label>
        <ColorSchemeItems />
        <Menu.Divider />
        <Menu.Item onClick={() => leave()}>{text.session.signOut}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

function PaletteButton() {
  return (
    <>
      <UnstyledButton className={classes.search} visibleFrom="sm" onClick={spotlight.open}>
        <IconSearch size={16} aria-hidden />
        <span>{text.common.palette.open}</span>
        <kbd>{text.common.palette.shortcut}</kbd>
      </UnstyledButton>
      <ActionIcon
        variant="default"
        size="lg"
        hiddenFrom="sm"
        onClick={spotlight.open}
        aria-label={text.common.palette.open}
      >
        <IconSearch size={18} aria-hidden />
      </ActionIcon>
    </>
  );
}

function Navigation() {
  const session = useSession();
  const domains = useDomains();
  const { pathname } = useLocation();
  return destinations(session, domains.data ?? []).map(({ label, to, within, icon: Icon }) => {
    const active = to === paths.home ? pathname === to : pathname.startsWith(within ?? to);
    return (
      <NavLink
        key={label}
        component={Link}
        to={to}
        label={label}
        active={active}
        aria-current={active ? 'page' : undefined}
        leftSection={<Icon size={18} aria-hidden />}
        className={classes.link}
      />
    );
  });
}

/** This is no link: a bare fragment is resolved against the page's base, and would leave the page. */
function skip(): void {
  document.getElementById('content')?.focus();
}

function PageLoading() {
  return (
    <Stack aria-busy role="status" aria-label={text.common.loading}>
      <Skeleton height={32} width={240} />
      <Skeleton height={160} />
    </Stack>
  );
}

function Frame() {
  const [opened, { toggle, close }] = useDisclosure(false);
  const isPhone = useMediaQuery('(max-width: 47.99em)');
  const { pathname } = useLocation();
  const { me } = useSession();
  useLiveChanges();
  // The key works within a field too, and before the palette has been loaded.
  useHotkeys([['mod+K', spotlight.open]], []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a page that is opened from it closes it
  useEffect(close, [pathname]);
  return (
    <AppShell
      header={{ height: 56 }}
      navbar={{ width: 220, breakpoint: 'sm', collapsed: { mobile: !opened } }}
      padding={{ base: 'md', lg: 'xl' }}
    >
      <button type="button" className={classes.skip} onClick={skip}>
        {text.common.skipToContent}
      </button>
      <AppShell.Header>
        <Group h="100%" px="md" justify="space-between" wrap="nowrap">
          <Group gap="sm" wrap="nowrap">
            <Burger
              opened={opened}
              onClick={toggle}
              hiddenFrom="sm"
              size="sm"
              aria-expanded={opened}
              aria-label={opened ? text.common.closeNavigation : text.common.openNavigation}
            />
            <UnstyledButton component={Link} to={paths.home} aria-label={text.common.backHome}>
              <Brand />
            </UnstyledButton>
            <Box visibleFrom="sm" c="dimmed" fz="sm">
              {me.Client}
            </Box>
          </Group>
          <Group gap="xs" wrap="nowrap">
            <PaletteButton />
            <AccountMenu />
          </Group>
        </Group>
      </AppShell.Header>
      {/* While it is folded away on a phone, the keyboard must not reach its links. */}
      <AppShell.Navbar p="sm" aria-label={text.common.mainNavigation} inert={isPhone && !opened}>
        <Navigation />
      </AppShell.Navbar>
      <AppShell.Main id="content" tabIndex={-1} className={classes.main}>
        <Suspense fallback={<PageLoading />}>
          <Outlet />
        </Suspense>
      </AppShell.Main>
      <Suspense>
        <Overlays />
      </Suspense>
    </AppShell>
  );
}

export function Shell() {
  return (
    <SessionProvider>
      <Frame />
    </SessionProvider>
  );
}
