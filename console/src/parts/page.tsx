import { Anchor, Breadcrumbs, Group, Stack, Text, Title } from '@mantine/core';
import { type ReactNode, useEffect, useRef } from 'react';
import { Link } from 'react-router';
import { text } from '../shared/text/index.js';

interface PageProps {
  title: string;
  /** One sentence on what the page is for. */
  description?: ReactNode;
  /** The pages above this one, outermost first. */
  above?: { label: string; to: string }[];
  /** What can be done with the whole page. */
  actions?: ReactNode;
  children: ReactNode;
}

/** The frame of every page: its place, title and actions. A page that opens takes the focus, and is named in the window's title. */
export function Page({ title, description, above = [], actions, children }: PageProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = text.common.titleOf(title);
    // The focus moves only where nothing has it: a page that has put it into a field knows better.
    if (document.activeElement === document.body) heading.current?.focus({ preventScroll: true });
  }, [title]);
  return (
    <Stack gap="lg">
      <Stack gap={4}>
        {above.length > 0 && (
          <nav aria-label={text.common.breadcrumbs}>
            <Breadcrumbs separatorMargin={6}>
              {above.map(({ label, to }) => (
                // Records may be called whatever somebody likes.
                <Anchor
                  key={to}
                  component={Link}
                  to={to}
                  size="sm"
                  truncate
                  maw="min(24rem, 100%)"
                  py={4}
                  my={-4}
                >
                  {label}
                </Anchor>
              ))}
            </Breadcrumbs>
          </nav>
        )}
        <Group justify="space-between" align="flex-start" gap="sm">
          <Title order={1} size="h2" ref={heading} tabIndex={-1}>
            {title}
          </Title>
          {actions !== undefined && <Group gap="xs">{actions}</Group>}
        </Group>
        {description !== undefined && (
          <Text c="dimmed" maw={760} component="div">
            {description}
          </Text>
        )}
      </Stack>
      {children}
    </Stack>
  );
}
