import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { text as common } from '../../shared/text/index.js';
import { reference as text } from '../../shared/text/reference.js';

interface DeleteConfirmationProps {
  opened: boolean;
  /** What the call goes to. */
  target: string;
  onConfirm(): void;
  onClose(): void;
}

/** Asks before a call that deletes: what is tried here is done. */
export function DeleteConfirmation({ opened, target, onConfirm, onClose }: DeleteConfirmationProps) {
  return (
    <Modal opened={opened} onClose={onClose} title={text.tryIt.deleteTitle} centered>
      <Stack>
        <Text size="sm">{text.tryIt.deleteHint(target)}</Text>
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose} data-autofocus>
            {common.common.cancel}
          </Button>
          <Button
            color="red"
            onClick={() => {
              onClose();
              onConfirm();
            }}
          >
            {text.tryIt.deleteConfirm}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
