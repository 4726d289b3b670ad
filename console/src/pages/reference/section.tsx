import { Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './reference.module.css';

interface SectionProps {
  id: string;
  title: string;
  hint?: ReactNode;
  children: ReactNode;
}

/** A part of an operation's page, to which an address leads. */
export function Section({ id, title, hint, children }: SectionProps) {
  return (
    <Stack
      component="section"
      id={id}
      tabIndex={-1}
      aria-labelledby={`${id}-title`}
      gap="xs"
      className={classes.section}
    >
      <Title order={2} size="h4" id={`${id}-title`}>
        {title}
      </Title>
      {hint !== undefined && (
        <Text size="sm" c="dimmed" component="div">
          {hint}
        </Text>
      )}
      {children}
    </Stack>
  );
}
