import { Text } from '@mantine/core';
import type { ReactNode } from 'react';

/** One thing that is known, below its name; stands in a `dl`. */
export function Detail({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <Text component="dt" size="sm" c="dimmed">
        {name}
      </Text>
      <Text component="dd" m={0}>
        {children}
      </Text>
    </div>
  );
}
