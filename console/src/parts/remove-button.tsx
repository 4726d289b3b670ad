import { ActionIcon, type ActionIconProps, Tooltip } from '@mantine/core';
import { IconTrash, IconX } from '@tabler/icons-react';
import { deliberately } from '../shared/deliberate.js';

interface RemoveButtonProps extends Pick<ActionIconProps, 'color' | 'variant' | 'size' | 'loading'> {
  label: string;
  /** May answer a promise, until which the row is there. */
  onRemove(): unknown;
  /** A cross, where nothing is deleted by it. */
  cross?: boolean;
}

/** Takes a row of a list away: every such button is this one, so that a double click never takes two. */
export function RemoveButton({ label, onRemove, cross = false, ...props }: RemoveButtonProps) {
  const Icon = cross ? IconX : IconTrash;
  return (
    <Tooltip label={label}>
      <ActionIcon
        variant="subtle"
        color="gray"
        {...props}
        aria-label={label}
        onClick={deliberately(onRemove)}
      >
        <Icon size={16} aria-hidden />
      </ActionIcon>
    </Tooltip>
  );
}
