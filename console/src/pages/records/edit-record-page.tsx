import { Skeleton } from '@mantine/core';
import { type UseQueryResult, useQuery } from '@tanstack/react-query';
import { type Domain, etagOf, LinkwrightError, type RecordRow } from 'linkwright/client';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { keys } from '../../data/keys.js';
import { useLabelledFields } from '../../data/metadata.js';
import { idName, namingField, recordName } from '../../data/record-name.js';
import { Failure } from '../../parts/failure.js';
import { NotAllowed } from '../../parts/not-allowed.js';
import { Page } from '../../parts/page.js';
import { useSession } from '../../session/session.js';
import { paths } from '../../shared/paths.js';
import { records } from '../../shared/text/records.js';
import type { Meanwhile } from './changed-meanwhile.js';
import { asTyped, type FormValues } from './form-values.js';
import { OfRecord } from './of-record.js';
import { RecordForm } from './record-form.js';
import { useRecordUpdate } from './use-record-update.js';

/** The record as it is when its form is opened. It stays so, and what is typed with it, whoever changes the record meanwhile. */
function useOpened(domain: string, id: number): UseQueryResult<RecordRow> {
  const { client } = useSession();
  return useQuery({
    queryKey: [...keys.record(domain, id), 'opened'],
    queryFn: ({ signal }) => client.records(domain).read(id, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    // The ETag belongs to the very object that was answered.
    structuralSharing: false,
  });
}

const typedOf = (row: RecordRow | undefined): FormValues =>
  Object.fromEntries(Object.entries(row ?? {}).map(([field, value]) => [field, asTyped(value)]));

function EditRecord({ domain: { Name, Label }, id }: { domain: Domain; id: number }) {
  const { may } = useSession();
  const navigate = useNavigate();
  const fields = useLabelledFields(Name);
  const record = useOpened(Name, id);
  const name =
    record.data && fields.data
      ? recordName(Name, record.data, namingField(Name, fields.data))
      : idName(Name, id);
  const values = typedOf(record.data);
  const [meanwhile, setMeanwhile] = useState<Meanwhile>();
  const saving = useRecordUpdate({ domain: Name, id }, { failureShown: true });
  const leave = () => navigate(paths.record(Name, id));
  const save = (row: RecordRow, changed: FormValues) => {
    const former = Object.fromEntries(Object.keys(changed).map((field) => [field, values[field] ?? '']));
    const onError = async (error: Error) => {
      if (!(error instanceof LinkwrightError) || error.code !== 'changed_meanwhile') return;
      const { isSuccess } = await record.refetch();
      if (isSuccess) setMeanwhile({ changes: error.changes, before: values });
    };
    const sent = { changed, former, etag: etagOf(row), done: records.saved(name) };
    saving.mutate(sent, { onSuccess: leave, onError });
  };
  const isToldBelow = saving.error instanceof LinkwrightError && saving.error.code === 'changed_meanwhile';
  const failure = record.error ?? fields.error;
  const content = () => {
    if (!may('Edit', Name)) return <NotAllowed />;
    if (failure !== null && record.data === undefined)
      return <Failure error={failure} onRetry={record.refetch} />;
    if (record.data === undefined || fields.data === undefined) return <Skeleton height={240} maw={880} />;
    const row = record.data;
    return (
      <RecordForm
        fields={fields.data}
        values={values}
        submit={records.save}
        back={paths.record(Name, id)}
        sending={saving.isPending}
        failure={isToldBelow && record.error === null ? null : saving.error}
        meanwhile={meanwhile}
        onSubmit={(changed) => (Object.keys(changed).length === 0 ? leave() : save(row, changed))}
      />
    );
  };
  return (
    <Page
      title={records.editTitle(name)}
      above={[
        { label: records.title(Label), to: paths.records(Name) },
        { label: name, to: paths.record(Name, id) },
      ]}
    >
      {content()}
    </Page>
  );
}

/** Changes the fields of a record. */
export function Component() {
  return <OfRecord>{(domain, id) => <EditRecord domain={domain} id={id} />}</OfRecord>;
}
