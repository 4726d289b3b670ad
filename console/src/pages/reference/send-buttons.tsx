/** What stands below the fields of a form: in which form errors come, and what sends the call, stops it, or clears all. */
import { Button, Group, SegmentedControl } from '@mantine/core';
import { IconPlayerPlay, IconPlayerStop } from '@tabler/icons-react';
import { useRef } from 'react';
import { reference as text } from '../../shared/text/reference.js';
import type { Filled } from './filled.js';
import type { Sending } from './use-send.js';

interface SendButtonsProps {
  filled: Filled;
  onFill(filled: Filled): void;
  onClear(): void;
  sending: Sending;
}

export function SendButtons({ filled, onFill, onClear, sending }: SendButtonsProps) {
  const sender = useRef<HTMLButtonElement>(null);
  const stop = () => {
    sending.stop();
    sender.current?.focus();
  };
  return (
    <Group justify="space-between" gap="xs">
      <SegmentedControl
        size="xs"
        aria-label={text.tryIt.errorsAs}
        value={filled.asProblem ? 'problem' : 'page'}
        onChange={(form) => onFill({ ...filled, asProblem: form === 'problem' })}
        data={[
          { value: 'page', label: text.tryIt.asPage },
          { value: 'problem', label: text.tryIt.asProblem },
        ]}
      />
      <Group gap="xs">
        <Button variant="default" onClick={onClear}>
          {text.tryIt.clear}
        </Button>
        {sending.isSending && (
          <Button color="red" leftSection={<IconPlayerStop size={16} aria-hidden />} onClick={stop}>
            {text.tryIt.stop}
          </Button>
        )}
        <Button ref={sender} type="submit" leftSection={<IconPlayerPlay size={16} aria-hidden />}>
          {text.tryIt.send}
        </Button>
      </Group>
    </Group>
  );
}
