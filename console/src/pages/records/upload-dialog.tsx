import { Button, Group, Modal, Progress, Stack, Text, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconCheck } from '@tabler/icons-react';
import { type FormEvent, useEffect, useState } from 'react';
import { AskBeforeLeaving } from '../../parts/ask-before-leaving.js';
import { RemoveButton } from '../../parts/remove-button.js';
import { text } from '../../shared/text/index.js';
import { records } from '../../shared/text/records.js';
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

function stateOf({ file, state, percent }: UploadOf): string {
  if (state === 'sending') return words.percent(percent);
  if (state === 'done') return words.complete;
  return state === 'stopped' ? words.notUploaded : words.bytes(file.size);
}

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
            {stateOf(upload)}
          </Text>
          {onLeaveOut !== undefined && (
            <RemoveButton label={words.leaveOut(file.name)} cross onRemove={onLeaveOut} />
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

interface UploadFormProps extends UploadDialogProps {
  /** Is told whether files are under way, which a slip must not end. */
  onSending(isSending: boolean): void;
}

function UploadForm({ to, name, files, onClose, onSending }: UploadFormProps) {
  const uploads = useUploads(to, files);
  const [folder, setFolder] = useState('');
  const [description, setDescription] = useState('');
  const { list, isSending, isStopped } = uploads;
  const done = list.filter(({ state }) => state === 'done').length;
  useEffect(() => onSending(isSending), [isSending, onSending]);
  const send = async (event: FormEvent) => {
    event.preventDefault();
    const sent = await uploads.send({ folder, description });
    if (sent === undefined) return;
    notifications.show({ message: words.uploaded(list.length) });
    onClose();
  };
  return (
    <form onSubmit={send} noValidate>
      <AskBeforeLeaving when={isSending} title={words.leaveSending} hint={words.leaveSendingHint} />
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
        <Text role="status" size="sm">
          {isStopped && words.stopped(done, list.length - done)}
        </Text>
        <Group justify="flex-end">
          {isSending ? (
            <Button variant="default" onClick={uploads.stop}>
              {words.stop}
            </Button>
          ) : (
            // The second click on the button that has stopped it is not meant for this one.
            <Button variant="default" onClick={({ detail }) => detail < 2 && onClose()}>
              {text.common.cancel}
            </Button>
          )}
          <Button type="submit" loading={isSending}>
            {done > 0 ? words.uploadAgain : words.upload}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

/** Uploads files and attaches each; what is wrong with one is said beside it. While it sends, only Stop ends it. */
export function UploadDialog(props: UploadDialogProps) {
  const { files, onClose } = props;
  const [isSending, setSending] = useState(false);
  return (
    <Modal
      opened={files.length > 0}
      onClose={onClose}
      closeOnClickOutside={false}
      closeOnEscape={!isSending}
      withCloseButton={!isSending}
      title={words.uploadTitle(files.length)}
    >
      <UploadForm {...props} onSending={setSending} />
    </Modal>
  );
}
