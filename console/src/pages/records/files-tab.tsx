import { ActionIcon, Box, Group, Modal, Stack, Text, Tooltip } from '@mantine/core';
import { IconDownload, IconEye } from '@tabler/icons-react';
import { useState } from 'react';
import { Empty } from '../../parts/empty.js';
import type { Column } from '../../parts/row-table.js';
import { useSession } from '../../session/session.js';
import { text } from '../../shared/text/index.js';
import { records } from '../../shared/text/records.js';
import { AttachButton } from './attach-button.js';
import { DropZone } from './drop-zone.js';
import { FileContent } from './file-content.js';
import { type FileOf, fileOf } from './file-kind.js';
import { LinkTable } from './link-table.js';
import type { LinkedRow } from './linked-rows.js';
import type { RecordId } from './tell-records.js';
import { UploadDialog } from './upload-dialog.js';
import { useDownload } from './use-download.js';

const { files: words } = records;

const textOf = ({ record }: LinkedRow, field: string) => String(record?.[field] ?? '');

const columns: Column<LinkedRow>[] = [
  {
    key: 'folder',
    label: words.folder,
    wideOnly: true,
    cell: (row) => <Text size="sm">{textOf(row, 'Folder') || text.common.notGiven}</Text>,
  },
  {
    key: 'type',
    label: words.type,
    wideOnly: true,
    cell: (row) => <Text size="sm">{textOf(row, 'MimeType') || text.common.notGiven}</Text>,
  },
  {
    key: 'size',
    label: words.size,
    wideOnly: true,
    align: 'right',
    cell: ({ record }) => (
      <Text size="sm" style={{ whiteSpace: 'nowrap' }}>
        {typeof record?.Size === 'number' ? words.bytes(record.Size) : text.common.notGiven}
      </Text>
    ),
  },
];

function FileActions({ row, onPreview }: { row: LinkedRow; onPreview(file: FileOf): void }) {
  const downloading = useDownload();
  if (row.record === undefined) return null;
  const file = fileOf(row.record, row.name);
  return (
    <>
      <Tooltip label={words.preview(file.name)}>
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={words.preview(file.name)}
          onClick={() => onPreview(file)}
        >
          <IconEye size={16} aria-hidden />
        </ActionIcon>
      </Tooltip>
      {file.hasContent && (
        <Tooltip label={words.download(file.name)}>
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={words.download(file.name)}
            loading={downloading.isPending}
            onClick={() => downloading.mutate(file)}
          >
            <IconDownload size={16} aria-hidden />
          </ActionIcon>
        </Tooltip>
      )}
    </>
  );
}

interface FilesTabProps {
  record: RecordId;
  name: string;
  /** The domain of files, as the client calls it. */
  label: string;
}

/** The files of a record: to be seen, downloaded, uploaded and attached. */
export function FilesTab({ record, name, label }: FilesTabProps) {
  const { may } = useSession();
  const [uploading, setUploading] = useState<File[]>([]);
  const [previewed, setPreviewed] = useState<FileOf>();
  const mayUpload = may('AttachFiles', record.domain);
  return (
    <Stack>
      {mayUpload && (
        <Group>
          <Box flex={1} miw="min(220px, 100%)">
            <DropZone onFiles={setUploading} />
          </Box>
          <AttachButton label={words.attach} to={record} name={name} child={{ Name: 'File', Label: label }} />
        </Group>
      )}
      <LinkTable
        label={words.table}
        list={{ record, end: 'Parent', other: 'File' }}
        name={name}
        details={(row) => [textOf(row, 'Description')].filter(Boolean)}
        extra={columns}
        actions={(row) => <FileActions row={row} onPreview={setPreviewed} />}
        empty={<Empty title={words.none} hint={mayUpload ? words.noneHint : words.noneView} />}
      />
      <UploadDialog to={record} name={name} files={uploading} onClose={() => setUploading([])} />
      <Modal
        opened={previewed !== undefined}
        onClose={() => setPreviewed(undefined)}
        title={previewed?.name}
        size="xl"
      >
        {previewed !== undefined && <FileContent file={previewed} />}
      </Modal>
    </Stack>
  );
}
