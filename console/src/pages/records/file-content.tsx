import { Anchor, Button, Code, Group, Skeleton, Stack, Text } from '@mantine/core';
import { IconDownload, IconExternalLink } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { LinkwrightError } from 'linkwright/client';
import { useState } from 'react';
import { keys } from '../../data/keys.js';
import { Empty } from '../../parts/empty.js';
import { Failure } from '../../parts/failure.js';
import { useSession } from '../../session/session.js';
import { text } from '../../shared/text/index.js';
import { records } from '../../shared/text/records.js';
import { useObjectUrl } from '../../shared/use-object-url.js';
import classes from './file-content.module.css';
import { type FileOf, kindOf } from './file-kind.js';
import { useDownload } from './use-download.js';

const { files: words } = records;

/** Bytes up to which a picture or a document is loaded unasked, and bytes of a text that are shown. */
const unasked = 20_000_000;
const shownOfText = 100_000;

function NoContent({ file }: { file: FileOf }) {
  return (
    <Empty
      title={words.noContent}
      hint={file.elsewhere === undefined ? words.noContentHint : words.elsewhere}
      action={
        file.elsewhere !== undefined && (
          <Anchor href={file.elsewhere} target="_blank" rel="noopener noreferrer" size="sm">
            {words.openElsewhere}
          </Anchor>
        )
      }
    />
  );
}

function Picture({ url, name }: { url: string; name: string }) {
  const [broken, setBroken] = useState(false);
  return broken ? (
    <Empty title={words.broken} hint={words.brokenHint} />
  ) : (
    <img src={url} alt={name} className={classes.picture} onError={() => setBroken(true)} />
  );
}

function Pdf({ url, name }: { url: string; name: string }) {
  return navigator.pdfViewerEnabled ? (
    <iframe src={url} title={words.contentOf(name)} className={classes.document} />
  ) : (
    <Empty title={words.noPdf} hint={words.noPdfHint} />
  );
}

function Shown({ file, blob, url }: { file: FileOf; blob: Blob; url: string | undefined }) {
  if (url === undefined) return null;
  return blob.type === 'application/pdf' ? (
    <Pdf url={url} name={file.name} />
  ) : (
    <Picture url={url} name={file.name} />
  );
}

function LoadedText({ file, content }: { file: FileOf; content: string }) {
  return (
    <Stack gap="xs">
      <Code block className={classes.text} tabIndex={0} role="region" aria-label={words.contentOf(file.name)}>
        {content}
      </Code>
      {file.size !== undefined && file.size > shownOfText && (
        <Text size="sm" c="dimmed">
          {words.cutOff(words.bytes(file.size))}
        </Text>
      )}
    </Stack>
  );
}

interface FileLineProps {
  file: FileOf;
  /** Where what was loaded is opened. */
  url: string | undefined;
}

/** What a file is, with a button that downloads it. */
function FileLine({ file, url }: FileLineProps) {
  const downloading = useDownload();
  return (
    <Group justify="space-between">
      <Text size="sm" c="dimmed">
        {[file.type, ...(file.size === undefined ? [] : [words.bytes(file.size)])]
          .filter(Boolean)
          .join(' · ')}
      </Text>
      <Group gap="xs">
        {url !== undefined && (
          <Button
            component="a"
            href={url}
            target="_blank"
            variant="default"
            size="xs"
            leftSection={<IconExternalLink size={16} aria-hidden />}
          >
            {words.open}
          </Button>
        )}
        <Button
          variant="default"
          size="xs"
          leftSection={<IconDownload size={16} aria-hidden />}
          loading={downloading.isPending}
          onClick={() => downloading.mutate(file)}
        >
          {words.downloadThis}
        </Button>
      </Group>
    </Group>
  );
}

/** The content of a file: pictures, PDF documents and texts as they are, others to be downloaded. */
export function FileContent({ file }: { file: FileOf }) {
  const { client } = useSession();
  const [wanted, setWanted] = useState(false);
  const kind = kindOf(file);
  const isLarge = kind !== 'text' && (file.size ?? 0) > unasked;
  const loads = file.hasContent && file.size !== 0 && kind !== 'other' && (wanted || !isLarge);
  const content = useQuery({
    queryKey: [...keys.record('File', file.id), 'content', kind],
    queryFn: async ({ signal }) => {
      const range = kind === 'text' ? { from: 0, to: shownOfText - 1 } : undefined;
      const response = await client.files.download(file.id, { range, signal });
      if (kind === 'text') return await response.text();
      // The server believes the type as well, of these few alone; nothing in them is run.
      return new Blob([await response.arrayBuffer()], { type: file.type });
    },
    enabled: loads,
    gcTime: 60_000,
    staleTime: Number.POSITIVE_INFINITY,
  });
  const blob = content.data instanceof Blob ? content.data : undefined;
  const url = useObjectUrl(blob);
  const isMissing = content.error instanceof LinkwrightError && content.error.code === 'not_found';
  if (!file.hasContent || isMissing) return <NoContent file={file} />;

  const preview = () => {
    if (file.size === 0) return <Empty title={words.emptyFile} />;
    if (kind === 'other') return <Empty title={words.noPreview} hint={words.noPreviewHint} />;
    if (!loads) {
      return (
        <Empty
          title={words.large(words.bytes(file.size ?? 0))}
          hint={words.largeHint}
          action={
            <Button variant="default" onClick={() => setWanted(true)}>
              {words.loadAnyway}
            </Button>
          }
        />
      );
    }
    if (content.error !== null) return <Failure error={content.error} onRetry={content.refetch} />;
    if (content.data === undefined)
      return <Skeleton height={240} role="status" aria-label={text.common.loading} />;
    return blob === undefined ? (
      <LoadedText file={file} content={String(content.data)} />
    ) : (
      <Shown file={file} blob={blob} url={url} />
    );
  };
  return (
    <Stack gap="sm">
      <FileLine file={file} url={url} />
      {preview()}
    </Stack>
  );
}
