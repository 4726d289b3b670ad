/** What stands in a list where a link was removed. */
import { Box, Button, Text } from '@mantine/core';
import { IconArrowBackUp } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { deliberately } from '../../shared/deliberate.js';
import type { Take } from '../../shared/notices.js';
import { text } from '../../shared/text/index.js';
import { records } from '../../shared/text/records.js';
import { rowOf } from './link-actions.js';
import type { LinkedRow } from './linked-rows.js';

interface RemovedNameProps {
  name: string;
  /** What stood below it: the row keeps its height, so that nothing moves. */
  below: ReactNode;
}

/** What a record was called that is no longer linked. */
export function RemovedName({ name, below }: RemovedNameProps) {
  return (
    <Box fz="sm" c="dimmed">
      <Text component="s" inherit td="line-through">
        {name}
      </Text>{' '}
      <Text span size="xs">
        {records.links.gone}
      </Text>
      {below}
    </Box>
  );
}

/** Takes a removal back, at its place. */
export function UndoRemoval({ row, take }: { row: LinkedRow; take: Take }) {
  const [taking, setTaking] = useState(false);
  return (
    <Button
      size="compact-sm"
      variant="default"
      leftSection={<IconArrowBackUp size={14} aria-hidden />}
      title={text.common.undoShortcut}
      aria-label={records.links.undoRemoval(records.links.withRole(row.name, row.link.ContactType))}
      loading={taking}
      onClick={deliberately((event) => {
        // The row stays, and what had the focus in it goes.
        rowOf(event.currentTarget)?.focus();
        setTaking(true);
        return take().finally(() => setTaking(false));
      })}
    >
      {text.common.undo}
    </Button>
  );
}
