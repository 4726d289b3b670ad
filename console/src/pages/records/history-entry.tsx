import { Box, Group, Text, ThemeIcon } from '@mantine/core';
import type { IconPlus } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { Time } from '../../parts/time.js';
import { records } from '../../shared/text/records.js';
import classes from './history-tab.module.css';

interface HistoryEntryProps {
  Icon: typeof IconPlus;
  color: string;
  /** What happened. */
  saying: ReactNode;
  at: string;
  user: string;
  /** What it happened to. */
  of?: string;
  /** What can be done about it. */
  action?: ReactNode;
  /** What differs. */
  children?: ReactNode;
}

/** One thing that happened, with who did it and when. */
export function HistoryEntry({ Icon, color, saying, at, user, of, action, children }: HistoryEntryProps) {
  return (
    <li className={classes.entry}>
      <ThemeIcon className={classes.sign} size={24} radius="xl" variant="light" color={color}>
        <Icon size={14} aria-hidden />
      </ThemeIcon>
      <Box miw={0}>
        <Text size="sm">{saying}</Text>
        <Group gap="xs" mih={24}>
          <Text size="xs" c="dimmed">
            <Time at={at} /> {records.links.by(user)}
            {of !== undefined && ` · ${of}`}
          </Text>
          {action}
        </Group>
        {children}
      </Box>
    </li>
  );
}
