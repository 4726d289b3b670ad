import { ActionIcon, Button, Group, Modal, Progress, Stack, Text, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconCheck, IconX } from '@tabler/icons-react';
import { type FormEvent, useState } from 'react';
import { text } from '../text/index.js';
import { records } from '../text/records.js';
import type { RecordId } from './tell-records.js';
import { type UploadOf, useUploads } from './use-uploads.js';

interface UploadDialogProps {
  to: RecordId;
  name: string;
  /** What is uploaded; nothing, while the dialog is closed. */
  files: File[];
  onClose(): void;
}

const { files: words } = records;

function UploadRow({ upload, onLeaveOut }: { upload: UploadOf; onLeaveOut: (() => void) | undefined }) {
  const { file, state, percent, failure } = upload;
  return (
    <Stack gap={4} component="li">
      <Group justify="space-between" wrap="nowrap" gap="xs">
        <Text size="sm" truncate>
          {file.name}
        </Text>
        <Group gap={4} wrap="nowrap">
          {state === 'done' && <IconCheck size={16} aria-hidden />}
          <Text size="sm" c="dimmed" style={{ whiteSpace: 'nowrap' }}>
            {state === 'sending'
              ? words.percent(percent)
              : state === 'done'
                ? words.complete
                : words.bytes(file.size)}
          </Text>
          {onLeaveOut !== undefined && (
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-label={words.leaveOut(file.name)}
              onClick={onLeaveOut}
            >
              <IconX size={16} aria-hidden />
            </ActionIcon>
          )}
        </Group>
      </Group>
      {state === 'sending' && <Progress value={percent} aria-label={words.uploading(file.name)} />}
      {failure !== undefined && (
        <Text size="sm" c="var(--mantine-color-error)" role="alert">
          {failure}
        </Text>
      )}
    </Stack>
  );
}

function UploadForm({ to, name, files, onClose }: UploadDialogProps) {
  const uploads = useUploads(to, files);
  const [folder, setFolder] = useState('');
  const [description, setDescription] = useState('');
  const { list, isSending } = uploads;
  const send = async (event: FormEvent) => {
    event.preventDefault();
    const sent = await uploads.send({ folder, description });
    if (sent === undefined) return;
    notifications.show({ message: words.uploaded(list.length) });
    onClose();
  };
  return (
    <form onSubmit={send} noValidate>
      <Stack>
        <Text size="sm" c="dimmed">
          {words.uploadTo(name)}
        </Text>
        <Stack gap="sm" component="ul" m={0} p={0} style={{ listStyle: 'none' }}>
          {list.map((upload) => (
            <UploadRow
              key={upload.key}
              upload={upload}
              onLeaveOut={
                isSending || upload.state === 'done' || list.length === 1
                  ? undefined
                  : () => uploads.leaveOut(upload.key)
              }
            />
          ))}
        </Stack>
        <TextInput
          label={words.folder}
          placeholder={words.folderHint}
          value={folder}
          onChange={({ currentTarget }) => setFolder(currentTarget.value)}
          disabled={isSending}
          data-autofocus
        />
        <TextInput
          label={words.descriptionLabel}
          value={description}
          onChange={({ currentTarget }) => setDescription(currentTarget.value)}
          disabled={isSending}
        />
        <Group justify="flex-end">
          {isSending ? (
            <Button variant="default" onClick={uploads.stop}>
              {words.stop}
            </Button>
          ) : (
            <Button variant="default" onClick={onClose}>
              {text.common.cancel}
            </Button>
          )}
          <Button type="submit" loading={isSending}>
            {list.some(({ state }) => state === 'done') ? words.uploadAgain : words.upload}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

/** Uploads files and attaches each; what is wrong with one is said beside it. */
export function UploadDialog(props: UploadDialogProps) {
  const { files, onClose } = props;
  return (
    <Modal
      opened={files.length > 0}
      onClose={onClose}
      closeOnClickOutside={false}
      title={words.uploadTitle(files.length)}
    >
      <UploadForm {...props} />
    </Modal>
  );
}
