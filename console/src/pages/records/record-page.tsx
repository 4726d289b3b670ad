import { Alert, Button, Group, Skeleton, Stack } from '@mantine/core';
import { IconArrowMerge, IconPencil, IconShare } from '@tabler/icons-react';
import { type Domain, LinkwrightError } from 'linkwright/client';
import { Link, Navigate, useSearchParams } from 'react-router';
import { useLabelledFields } from '../../data/metadata.js';
import { recordIdOf } from '../../data/record-id.js';
import { idName, namingField, recordName } from '../../data/record-name.js';
import { CopyButton } from '../../parts/copy-button.js';
import { Empty } from '../../parts/empty.js';
import { Failure } from '../../parts/failure.js';
import { Page } from '../../parts/page.js';
import { useSession } from '../../session/session.js';
import { paths } from '../../shared/paths.js';
import { text } from '../../shared/text/index.js';
import { merging } from '../../shared/text/merge.js';
import { records } from '../../shared/text/records.js';
import { DeleteRecord } from './delete-record.js';
import { HistoryTab } from './history-tab.js';
import { OfRecord } from './of-record.js';
import { RecordFields } from './record-fields.js';
import { RecordTabs } from './record-tabs.js';
import { useRecord } from './use-record.js';

interface RecordOfProps {
  domain: Domain;
  id: number;
}

/** Says so where the address was that of a record which was merged into this one. */
function MergedInto({ label }: { label: string }) {
  const [query] = useSearchParams();
  const merged = recordIdOf(query.get('merged') ?? '');
  if (merged === undefined) return null;
  return (
    <Alert variant="default" icon={<IconArrowMerge aria-hidden />} title={merging.mergedFrom(label, merged)}>
      {merging.mergedFromHint}
    </Alert>
  );
}

function RecordOf({ domain: { Name, Label }, id }: RecordOfProps) {
  const { may } = useSession();
  const fields = useLabelledFields(Name);
  const read = useRecord(Name, id);
  const record = { domain: Name, id };
  const above = [{ label: records.title(Label), to: paths.records(Name) }];
  const isGone = read.error instanceof LinkwrightError && read.error.code === 'not_found';
  if (isGone) {
    return (
      <Page title={records.kind(Label, id)} above={above}>
        <Empty title={records.gone} hint={records.goneHint} />
        <HistoryTab record={record} none={records.goneNothing} hint={text.common.notFound} />
      </Page>
    );
  }
  const failure = read.error ?? fields.error;
  if (read.data === undefined || fields.data === undefined) {
    return (
      <Page title={records.kind(Label, id)} above={above}>
        {failure === null ? (
          <Stack role="status" aria-busy aria-label={text.common.loading}>
            <Skeleton height={120} />
            <Skeleton height={240} />
          </Stack>
        ) : (
          <Failure
            error={failure}
            onRetry={() => {
              read.refetch();
              fields.refetch();
            }}
          />
        )}
      </Page>
    );
  }
  // The id of a record that was merged stands for the one that was kept.
  const keptId = Number(read.data.ID);
  if (keptId !== id) return <Navigate to={`${paths.record(Name, keptId)}?merged=${id}`} replace />;
  const naming = namingField(Name, fields.data);
  const name = recordName(Name, read.data, naming);
  const isNamed = name !== idName(Name, id);
  return (
    <Page
      title={name}
      above={above}
      description={
        <Group gap={4}>
          {isNamed && <span>{records.kind(Label, id)}</span>}
          <CopyButton value={String(id)} label={records.copyId} />
        </Group>
      }
      actions={
        <>
          <Button
            component={Link}
            to={paths.graph(Name, id)}
            variant="default"
            leftSection={<IconShare size={16} aria-hidden />}
          >
            {records.graph}
          </Button>
          {may('Edit', Name) && (
            <>
              <Button
                component={Link}
                to={paths.editRecord(Name, id)}
                variant="default"
                leftSection={<IconPencil size={16} aria-hidden />}
              >
                {records.edit}
              </Button>
              <Button
                component={Link}
                to={paths.mergeRecord(Name, id)}
                variant="default"
                leftSection={<IconArrowMerge size={16} aria-hidden />}
              >
                {merging.merge}
              </Button>
              <DeleteRecord record={record} name={name} />
            </>
          )}
        </>
      }
    >
      <MergedInto label={Label} />
      <RecordFields fields={fields.data} record={read.data} />
      <RecordTabs record={record} name={name} row={read.data} />
    </Page>
  );
}

/** A record: its fields, what is linked to it, and what became of its links. */
export function Component() {
  return <OfRecord>{(domain, id) => <RecordOf domain={domain} id={id} />}</OfRecord>;
}
