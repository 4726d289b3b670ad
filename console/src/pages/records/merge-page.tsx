import { Alert, Button, Group, Radio, Skeleton, Stack, Text } from '@mantine/core';
import { IconCircleCheck } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Domain, Field, MergeAnswer, RecordRow } from 'linkwright/client';
import { useState } from 'react';
import { Link, useSearchParams } from 'react-router';
import { keys } from '../../data/keys.js';
import { useLabelledFields } from '../../data/metadata.js';
import { recordIdOf } from '../../data/record-id.js';
import { idName, namingField, recordName } from '../../data/record-name.js';
import { Failure } from '../../parts/failure.js';
import { NotAllowed } from '../../parts/not-allowed.js';
import { Page } from '../../parts/page.js';
import { RecordPicker } from '../../parts/picks.js';
import { useSession } from '../../session/session.js';
import { messageOf } from '../../shared/failure-message.js';
import { paths } from '../../shared/paths.js';
import { text as frame } from '../../shared/text/index.js';
import { merging as text } from '../../shared/text/merge.js';
import { records } from '../../shared/text/records.js';
import { type Chosen, differing, merge, type OnConflict, type Pair, sideOf, valuesToWrite } from './merge.js';
import { didDo, MergeOutcome } from './merge-outcome.js';
import { MergeValues } from './merge-values.js';
import { OfRecord } from './of-record.js';
import { useRecord } from './use-record.js';

interface Merged {
  answer: MergeAnswer;
  /** How many fields got another value. */
  fields: number;
  /** Why the values that were chosen are not written. */
  fault: Error | undefined;
}

interface MergeFormProps {
  domain: string;
  fields: Field[];
  pair: Pair;
  names: Record<keyof Pair, string>;
}

/** Merges, then writes what was chosen of the other's values: some may be unique, and free only then. */
function useMerging({ domain, fields, pair }: MergeFormProps, chosen: Chosen, onConflict: OnConflict) {
  const { client } = useSession();
  const queries = useQueryClient();
  const kept = Number(pair.kept.ID);
  const write = async () => {
    const values = valuesToWrite(fields, chosen, pair);
    if (Object.keys(values).length > 0) await client.records(domain).update(kept, values);
  };
  const changed = differing(domain, fields, pair).filter(
    ({ Name }) => sideOf(chosen, Name, pair) === 'gone',
  ).length;
  const refresh = () =>
    Promise.all([['records'], ['links']].map((queryKey) => queries.invalidateQueries({ queryKey })));
  const merging = useMutation({
    mutationFn: async (): Promise<Merged> => {
      const answer = await merge(client, domain, pair, { onConflict, dryRun: false });
      const fault = await write().then(
        () => undefined,
        (error: Error) => error,
      );
      return { answer, fields: changed, fault };
    },
    onSuccess: () => void refresh(),
  });
  const again = useMutation({ mutationFn: write, onSuccess: () => void refresh() });
  return { merging, again, changed };
}

/** What was done, and where the record is now. */
function Result({
  domain,
  pair,
  names,
  merged,
  again,
}: MergeFormProps & { merged: Merged; again: ReturnType<typeof useMerging>['again'] }) {
  const fault = again.isSuccess ? undefined : (again.error ?? merged.fault);
  return (
    <Stack role="status">
      <Alert
        variant="default"
        icon={<IconCircleCheck aria-hidden />}
        title={text.done(names.gone, names.kept)}
      >
        {didDo(merged.answer, fault === undefined ? merged.fields : 0)}
      </Alert>
      {fault !== undefined && (
        <Alert color="red" role="alert" title={text.notWritten}>
          <Stack gap="xs" align="flex-start">
            <Text size="sm">{messageOf(fault)}</Text>
            <Button variant="default" loading={again.isPending} onClick={() => again.mutate()}>
              {text.writeAgain}
            </Button>
          </Stack>
        </Alert>
      )}
      <Group>
        <Button component={Link} to={paths.record(domain, Number(pair.kept.ID))}>
          {text.open(names.kept)}
        </Button>
      </Group>
    </Stack>
  );
}

/** Values, what a merge would do, and the merge itself. */
function MergeForm(props: MergeFormProps) {
  const { domain, pair, names } = props;
  const { client } = useSession();
  const [chosen, setChosen] = useState<Chosen>({});
  const [onConflict, setOnConflict] = useState<OnConflict>();
  const { merging, again, changed } = useMerging(props, chosen, onConflict);
  const outcome = useQuery({
    queryKey: [...keys.record(domain, Number(pair.kept.ID)), 'would-merge', pair.gone.ID, onConflict ?? null],
    queryFn: ({ signal }) => merge(client, domain, pair, { onConflict, dryRun: true, signal }),
    enabled: merging.isIdle || merging.isError,
    staleTime: 0,
    gcTime: 0,
  });
  if (merging.data !== undefined) return <Result {...props} merged={merging.data} again={again} />;
  return (
    <Stack gap="xl">
      <MergeValues {...props} chosen={chosen} onChoose={setChosen} />
      <MergeOutcome
        outcome={outcome}
        fields={changed}
        name={names.kept}
        onConflict={onConflict}
        onChoose={setOnConflict}
      />
      {merging.error !== null && <Failure error={merging.error} />}
      <Stack gap="xs">
        <Text size="sm">{text.forGood(names.gone, names.kept)}</Text>
        <Group>
          <Button
            color="red.9"
            loading={merging.isPending}
            disabled={outcome.data === undefined || outcome.error !== null}
            onClick={() => merging.mutate()}
          >
            {text.send}
          </Button>
          <Button component={Link} to={paths.record(domain, Number(pair.kept.ID))} variant="default">
            {frame.common.cancel}
          </Button>
        </Group>
      </Stack>
    </Stack>
  );
}

/** Both records, of which one is chosen to stay. */
function Two({
  domain,
  fields,
  one,
  other,
}: {
  domain: string;
  fields: Field[];
  one: RecordRow;
  other: RecordRow;
}) {
  const [query, setQuery] = useSearchParams();
  const naming = namingField(domain, fields);
  const nameOf = (row: RecordRow) => text.named(recordName(domain, row, naming), Number(row.ID));
  // As it was when the page was opened: after the merge its id stands for the kept one.
  const [pairOf] = useState(() => ({ one, other }));
  // The address follows; a button shows at once what was chosen.
  const [keptId, setKeptId] = useState(query.get('keep'));
  const isOtherKept = keptId === String(pairOf.other.ID);
  const pair: Pair = isOtherKept
    ? { kept: pairOf.other, gone: pairOf.one }
    : { kept: pairOf.one, gone: pairOf.other };
  const keep = (id: string) => {
    setKeptId(id);
    setQuery({ with: String(pairOf.other.ID), keep: id }, { replace: true });
  };
  return (
    <Stack gap="xl">
      <Radio.Group label={text.kept} value={String(pair.kept.ID)} onChange={keep}>
        <Stack gap="xs" mt="xs">
          {[pairOf.one, pairOf.other].map((row) => (
            <Radio key={Number(row.ID)} value={String(row.ID)} label={nameOf(row)} />
          ))}
        </Stack>
      </Radio.Group>
      <MergeForm
        key={Number(pair.kept.ID)}
        domain={domain}
        fields={fields}
        pair={pair}
        names={{ kept: nameOf(pair.kept), gone: nameOf(pair.gone) }}
      />
    </Stack>
  );
}

function MergeRecord({ domain: { Name, Label }, id }: { domain: Domain; id: number }) {
  const { may } = useSession();
  const [query, setQuery] = useSearchParams();
  const chosen = recordIdOf(query.get('with') ?? '');
  const otherId = chosen === id ? undefined : chosen;
  const fields = useLabelledFields(Name);
  const one = useRecord(Name, id);
  const other = useRecord(Name, otherId ?? id);
  const name =
    one.data && fields.data ? recordName(Name, one.data, namingField(Name, fields.data)) : idName(Name, id);
  const failed = [fields, one, other].find(({ error, data }) => error !== null && data === undefined);
  const content = () => {
    if (!may('Edit', Name)) return <NotAllowed />;
    if (failed !== undefined) return <Failure error={failed.error} onRetry={() => failed.refetch()} />;
    if (one.data === undefined || fields.data === undefined) return <Skeleton height={240} maw={880} />;
    return (
      <Stack maw={960} gap="xl">
        <RecordPicker
          domain={Name}
          label={text.other}
          description={text.otherHint}
          value={chosen ?? null}
          onChange={(found) => setQuery(found === null ? {} : { with: String(found) }, { replace: true })}
          error={chosen === id ? text.itself : undefined}
          maw={480}
        />
        {otherId !== undefined && other.data !== undefined && (
          <Two key={otherId} domain={Name} fields={fields.data} one={one.data} other={other.data} />
        )}
      </Stack>
    );
  };
  return (
    <Page
      title={text.title(name)}
      description={text.description}
      above={[
        { label: records.title(Label), to: paths.records(Name) },
        { label: name, to: paths.record(Name, id) },
      ]}
    >
      {content()}
    </Page>
  );
}

/** Merges two records into one, which is kept. */
export function Component() {
  return <OfRecord>{(domain, id) => <MergeRecord domain={domain} id={id} />}</OfRecord>;
}
