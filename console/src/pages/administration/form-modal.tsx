import { Button, Group, Modal, Stack } from '@mantine/core';
import type { FormEvent, ReactNode } from 'react';
import { Failure } from '../../parts/failure.js';
import { deliberately } from '../../shared/deliberate.js';
import { text } from '../../shared/text/index.js';
import { useFocusBack } from './use-focus-back.js';

interface FormModalProps {
  title: string;
  /** The words on the button that sends it. */
  send: string;
  sending: boolean;
  /** Why it failed, where no field shows it. What was typed stays. */
  failure: Error | null;
  /** Whether what it does cannot be undone. */
  destructive?: boolean;
  onSend(): void;
  onClose(): void;
  children: ReactNode;
}

/** A form over the page. It exists only while it is open, and so begins empty each time. */
export function FormModal({
  title,
  send,
  sending,
  failure,
  destructive = false,
  onSend,
  onClose,
  children,
}: FormModalProps) {
  useFocusBack();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    event.stopPropagation();
    onSend();
  };
  return (
    <Modal opened onClose={onClose} title={title} closeOnClickOutside={false}>
      <form onSubmit={submit}>
        <Stack>
          {children}
          {failure !== null && <Failure error={failure} />}
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              {text.common.cancel}
            </Button>
            <Button
              type="submit"
              loading={sending}
              {...(destructive && { color: 'red.9', onClick: deliberately(() => undefined) })}
            >
              {send}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
