import { Skeleton } from '@mantine/core';
import type { Domain } from 'linkwright/client';
import { useNavigate } from 'react-router';
import { keys } from '../../data/keys.js';
import { useFields } from '../../data/metadata.js';
import { idName, namingField, recordName } from '../../data/record-name.js';
import { useWrite } from '../../data/use-write.js';
import { Failure } from '../../parts/failure.js';
import { NotAllowed } from '../../parts/not-allowed.js';
import { Page } from '../../parts/page.js';
import { useSession } from '../../session/session.js';
import { paths } from '../../shared/paths.js';
import { records } from '../../shared/text/records.js';
import { OfRecord } from './of-record.js';
import { type FormValues, RecordForm } from './record-form.js';
import { useRecord } from './use-record.js';

const asTyped = (value: unknown) => (value === null || value === undefined ? '' : String(value));

function EditRecord({ domain: { Name, Label }, id }: { domain: Domain; id: number }) {
  const { client, may } = useSession();
  const navigate = useNavigate();
  const fields = useFields(Name);
  const record = useRecord(Name, id);
  const name =
    record.data && fields.data
      ? recordName(Name, record.data, namingField(Name, fields.data))
      : idName(Name, id);
  const values = Object.fromEntries(
    Object.entries(record.data ?? {}).map(([field, value]) => [field, asTyped(value)]),
  );
  const saving = useWrite({
    write: async ({ changed }: { changed: FormValues; former: FormValues }) => {
      if (Object.keys(changed).length > 0) await client.records(Name).update(id, changed);
    },
    done: (_, { changed }) => (Object.keys(changed).length === 0 ? undefined : records.saved(name)),
    undo:
      (_, { former }) =>
      () =>
        client.records(Name).update(id, former),
    invalidates: [keys.recordsOf(Name)],
    failureShown: true,
  });
  const failure = record.error ?? fields.error;
  const content = () => {
    if (!may('Edit', Name)) return <NotAllowed />;
    if (failure !== null && record.data === undefined)
      return <Failure error={failure} onRetry={record.refetch} />;
    if (record.data === undefined || fields.data === undefined) return <Skeleton height={240} maw={880} />;
    return (
      <RecordForm
        fields={fields.data}
        values={values}
        submit={records.save}
        back={paths.record(Name, id)}
        sending={saving.isPending}
        failure={saving.error}
        onSubmit={(changed) => {
          const former = Object.fromEntries(
            Object.keys(changed).map((field) => [field, values[field] ?? '']),
          );
          saving.mutate({ changed, former }, { onSuccess: () => navigate(paths.record(Name, id)) });
        }}
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
