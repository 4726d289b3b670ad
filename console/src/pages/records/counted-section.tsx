import { Badge, Group, Stack, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { figures } from '../../shared/text/figures.js';

interface CountedSectionProps {
  label: string;
  count: number;
  /** What is counted, in words: `3 contacts`. */
  counted: string;
  children: ReactNode;
}

/** A group of links under its name, with how many there are. */
export function CountedSection({ label, count, counted, children }: CountedSectionProps) {
  return (
    <Stack gap="xs" component="section">
      <Group gap="xs">
        <Title order={2} size="h5">
          {label}
        </Title>
        <Badge variant="default" role="img" aria-label={counted}>
          {figures(count)}
        </Badge>
      </Group>
      {children}
    </Stack>
  );
}
