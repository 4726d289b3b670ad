import { ActionIcon, Group, Tooltip } from '@mantine/core';
import { IconPencil } from '@tabler/icons-react';
import { RemoveButton } from '../../parts/remove-button.js';

interface RowActionsProps {
  /** The buttons' labels; a button that may not be pressed is left out. */
  edit?: { label: string; onClick(): void };
  remove?: { label: string; onClick(): void };
}

/** What can be done with a row. */
export function RowActions({ edit, remove }: RowActionsProps) {
  return (
    <Group gap={4} wrap="nowrap" justify="flex-end">
      {edit && (
        <Tooltip label={edit.label}>
          <ActionIcon variant="subtle" color="gray" aria-label={edit.label} onClick={edit.onClick}>
            <IconPencil size={18} aria-hidden />
          </ActionIcon>
        </Tooltip>
      )}
      {remove && <RemoveButton label={remove.label} onRemove={remove.onClick} />}
    </Group>
  );
}
