import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';

/** Begins a new row of a table. */
export function NewButton({ label, onClick }: { label: string; onClick(): void }) {
  return (
    <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={onClick}>
      {label}
    </Button>
  );
}
