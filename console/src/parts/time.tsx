import { Text, Tooltip } from '@mantine/core';

const day = new Intl.DateTimeFormat('en', { dateStyle: 'medium' });
const minute = new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeStyle: 'medium' });

/** A moment as people write it, in their own zone; the exact one, in UTC as the API has it, is shown when pointed at. */
export function Time({ at, dateOnly = false }: { at: string; dateOnly?: boolean }) {
  return (
    <Tooltip label={at} events={{ hover: true, focus: true, touch: true }}>
      <Text component="time" inherit dateTime={at}>
        {(dateOnly ? day : minute).format(new Date(at))}
      </Text>
    </Tooltip>
  );
}
