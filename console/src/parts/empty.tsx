import { Paper, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';

interface EmptyProps {
  title: string;
  /** Why there is nothing, and what can be done about it. */
  hint?: ReactNode;
  /** What leads on. */
  action?: ReactNode;
}

/** What stands where there is nothing to show. */
export function Empty({ title, hint, action }: EmptyProps) {
  return (
    <Paper withBorder p="lg">
      <Stack align="center" gap="xs" ta="center">
        <Text fw={600}>{title}</Text>
        {hint !== undefined && (
          <Text size="sm" c="dimmed" maw={480} component="div">
            {hint}
          </Text>
        )}
        {action}
      </Stack>
    </Paper>
  );
}
