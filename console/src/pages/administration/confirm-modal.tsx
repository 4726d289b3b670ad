import { Text } from '@mantine/core';
import type { QueryKey } from '@tanstack/react-query';
import { useWrite } from '../../data/use-write.js';
import { FormModal } from './form-modal.js';

interface ConfirmModalProps {
  /** What is going to be done; the button says it too. */
  title: string;
  hint: string;
  write(): Promise<unknown>;
  /** What a person is told once it is done. */
  done: string;
  invalidates: QueryKey[];
  onClose(): void;
}

/** Asks before something that cannot be undone, and says why it was refused. */
export function ConfirmModal({ title, hint, write, done, invalidates, onClose }: ConfirmModalProps) {
  const writing = useWrite({ write, done: () => done, invalidates, failureShown: true });
  return (
    <FormModal
      title={title}
      send={title}
      sending={writing.isPending}
      failure={writing.error}
      destructive
      onSend={() => writing.mutate(undefined, { onSuccess: onClose })}
      onClose={onClose}
    >
      <Text size="sm">{hint}</Text>
    </FormModal>
  );
}
