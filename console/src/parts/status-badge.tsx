import { Badge } from '@mantine/core';

const colors: Record<string, string> = { 2: 'teal.9', 3: 'gray.7', 4: 'yellow.5', 5: 'red.9' };

/** An HTTP status; its color repeats what its number says. */
export function StatusBadge({ status }: { status: number }) {
  return (
    <Badge color={colors[String(status)[0] ?? ''] ?? 'gray.7'} autoContrast radius="sm" miw={44}>
      {status}
    </Badge>
  );
}
