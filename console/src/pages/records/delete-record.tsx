import { Alert, Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconTrash } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from 'react-router';
import { keys } from '../../data/keys.js';
import { useWrite } from '../../data/use-write.js';
import { useSession } from '../../session/session.js';
import { messageOf } from '../../shared/failure-message.js';
import { paths } from '../../shared/paths.js';
import { text } from '../../shared/text/index.js';
import { records } from '../../shared/text/records.js';
import { filtersOf } from './linked-rows.js';
import { restoreNewest } from './restore-record.js';
import type { RecordId } from './tell-records.js';

interface DeleteRecordProps {
  record: RecordId;
  name: string;
}

function DeleteForm({ record, name, onClose }: DeleteRecordProps & { onClose(): void }) {
  const { client, me } = useSession();
  const navigate = useNavigate();
  const links = useQuery({
    queryKey: [...keys.links(record.domain, record.id), 'all'],
    queryFn: async ({ signal }) => {
      const [below, above] = await Promise.all([
        client.links.count(filtersOf(record, 'Parent'), { signal }),
        client.links.count(filtersOf(record, 'Child'), { signal }),
      ]);
      return below + above;
    },
  });
  const deleting = useWrite({
    write: async () => {
      await client.records(record.domain).delete(record.id);
      // The page is left before its queries are repeated, and find nothing.
      await navigate(paths.records(record.domain));
    },
    done: () => records.deleted(name),
    undo: () => (me.Administrator ? () => restoreNewest(client, record, records.notDeleted) : undefined),
    invalidates: [keys.recordsOf(record.domain), keys.history(record.domain, record.id)],
    failureShown: true,
  });
  return (
    <Stack>
      <Text size="sm" role="status">
        {links.data === undefined ? text.common.loading : records.deleteLinks(links.data)}{' '}
        {me.Administrator ? records.restorable : records.deleteForGood}
      </Text>
      {deleting.error !== null && (
        <Alert color="red" role="alert" title={text.common.failed}>
          {messageOf(deleting.error)}
        </Alert>
      )}
      <Group justify="flex-end">
        <Button variant="default" onClick={onClose} data-autofocus>
          {text.common.cancel}
        </Button>
        <Button
          color="red"
          loading={deleting.isPending}
          disabled={links.isPending}
          onClick={() => deleting.mutate(undefined)}
        >
          {records.delete}
        </Button>
      </Group>
    </Stack>
  );
}

/** Deletes a record, after it has said once what goes with it. */
export function DeleteRecord(props: DeleteRecordProps) {
  const [opened, { open, close }] = useDisclosure(false);
  return (
    <>
      <Button variant="default" leftSection={<IconTrash size={16} aria-hidden />} onClick={open}>
        {records.delete}
      </Button>
      <Modal opened={opened} onClose={close} title={records.deleteTitle(props.name)}>
        <DeleteForm {...props} onClose={close} />
      </Modal>
    </>
  );
}
