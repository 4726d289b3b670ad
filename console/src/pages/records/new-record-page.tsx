import { Skeleton } from '@mantine/core';
import type { Domain } from 'linkwright/client';
import { useNavigate, useParams } from 'react-router';
import { keys } from '../../data/keys.js';
import { useLabelledFields } from '../../data/metadata.js';
import { idName, namingField } from '../../data/record-name.js';
import { useWrite } from '../../data/use-write.js';
import { Failure } from '../../parts/failure.js';
import { NotAllowed } from '../../parts/not-allowed.js';
import { Page } from '../../parts/page.js';
import { useSession } from '../../session/session.js';
import { paths } from '../../shared/paths.js';
import { records } from '../../shared/text/records.js';
import type { FormValues } from './form-values.js';
import { OfDomain } from './of-domain.js';
import { RecordForm } from './record-form.js';

const noValues: FormValues = {};

function NewRecord({ domain: { Name, Label } }: { domain: Domain }) {
  const { client, may } = useSession();
  const navigate = useNavigate();
  const fields = useLabelledFields(Name);
  const creating = useWrite({
    write: (given: FormValues) => client.records(Name).create(given),
    done: ({ RecordID }, given) => {
      const naming = namingField(Name, fields.data ?? []);
      return records.created(given[naming ?? ''] || idName(Name, RecordID ?? 0));
    },
    invalidates: [keys.recordsOf(Name)],
    failureShown: true,
  });
  const content = () => {
    if (!may('Edit', Name)) return <NotAllowed />;
    if (fields.error !== null) return <Failure error={fields.error} onRetry={fields.refetch} />;
    if (fields.data === undefined) return <Skeleton height={240} maw={880} />;
    return (
      <RecordForm
        fields={fields.data}
        values={noValues}
        submit={records.create}
        back={paths.records(Name)}
        sending={creating.isPending}
        failure={creating.error}
        onSubmit={(given) =>
          creating.mutate(given, {
            onSuccess: ({ RecordID }) =>
              RecordID !== null && navigate(paths.record(Name, RecordID), { replace: true }),
          })
        }
      />
    );
  };
  return (
    <Page title={records.newTitle(Label)} above={[{ label: records.title(Label), to: paths.records(Name) }]}>
      {content()}
    </Page>
  );
}

/** Makes a record of a domain. */
export function Component() {
  const { domain = '' } = useParams();
  return <OfDomain name={domain}>{(known) => <NewRecord key={known.Name} domain={known} />}</OfDomain>;
}
