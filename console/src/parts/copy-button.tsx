import { ActionIcon, CopyButton as Copying, Tooltip } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { text } from '../shared/text/index.js';

/** Copies a value. `label` says what it is, where several buttons stand near one another. */
export function CopyButton({ value, label = text.common.copy }: { value: string; label?: string }) {
  return (
    <Copying value={value}>
      {({ copied, copy }) => (
        <Tooltip label={copied ? text.common.copied : label}>
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={copied ? text.common.copied : label}
            onClick={copy}
          >
            {copied ? <IconCheck size={16} aria-hidden /> : <IconCopy size={16} aria-hidden />}
          </ActionIcon>
        </Tooltip>
      )}
    </Copying>
  );
}
