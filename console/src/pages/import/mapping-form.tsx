import { Alert, Button, Group, List, Paper, SegmentedControl, Stack, Text, Title } from '@mantine/core';
import { IconInfoCircle } from '@tabler/icons-react';
import { type ReactNode, type Ref, type SubmitEvent, useId } from 'react';
import { useDomains, useFields } from '../../data/metadata.js';
import { Failure } from '../../parts/failure.js';
import { useSession } from '../../session/session.js';
import { importing as text } from '../../shared/text/import.js';
import { becomingOf, choicesOf } from './choices.js';
import { ColumnsForm, FirstRows } from './columns-form.js';
import { withUsual } from './draft.js';
import { FileBox } from './file-box.js';
import { useFocusAtFirst } from './focus.js';
import { LinkFields } from './link-fields.js';
import { planOf, problemsOf } from './plan.js';
import { RecordFields } from './record-fields.js';
import type { ImportState, ImportStore } from './store.js';

interface PartProps {
  title: string;
  hint?: string;
  heading?: Ref<HTMLHeadingElement>;
  children: ReactNode;
}

function Part({ title, hint, heading, children }: PartProps) {
  const id = useId();
  return (
    <Paper withBorder p="lg" component="section" aria-labelledby={id}>
      <Stack>
        <div>
          <Title order={2} size="h4" id={id} ref={heading} tabIndex={-1}>
            {title}
          </Title>
          {hint !== undefined && (
            <Text size="sm" c="dimmed">
              {hint}
            </Text>
          )}
        </div>
        {children}
      </Stack>
    </Paper>
  );
}

interface MappingFormProps {
  store: ImportStore;
  state: ImportState;
  isFirst: boolean;
}

/** Everything that is said before an import begins. */
export function MappingForm({ store, state, isFirst }: MappingFormProps) {
  const { may } = useSession();
  const { draft: said, file, look } = state;
  const domains = useDomains();
  const parent = useFields(said.kind === 'links' ? (said.parent.domain ?? undefined) : undefined);
  const child = useFields(said.kind === 'links' ? (said.child.domain ?? undefined) : undefined);
  const records = useFields(said.kind === 'records' ? (said.domain ?? undefined) : undefined);
  const fields = { parent: parent.data ?? [], child: child.data ?? [], records: records.data ?? [] };
  const draft = withUsual(said, fields);
  const choices = choicesOf(draft, { domains: domains.data ?? [], fields: fields.records });
  const becoming = becomingOf(draft, choices, look?.columns ?? []);
  const problems = problemsOf(draft, may, choices, look, becoming);
  const problemsId = useId();
  const heading = useFocusAtFirst<HTMLHeadingElement>(isFirst);
  const asked = [domains, parent, child, records];
  const isReady = problems.length === 0 && !asked.some(({ isLoading }) => isLoading);
  const begin = (event: SubmitEvent) => {
    event.preventDefault();
    const isRun = event.nativeEvent.submitter?.getAttribute('value') === 'run';
    if (file === undefined || !isReady) return;
    store.begin({ file, dryRun: !isRun, plan: planOf(draft, fields.records, becoming) });
  };
  const failed = asked.find(({ error }) => error !== null);
  if (failed !== undefined) return <Failure error={failed.error} onRetry={() => failed.refetch()} />;
  return (
    <form onSubmit={begin} noValidate>
      <Stack gap="lg">
        <Part title={text.what} heading={heading}>
          <SegmentedControl
            aria-label={text.kind}
            data={[
              { value: 'links', label: text.links },
              { value: 'records', label: text.records },
            ]}
            w="fit-content"
            value={draft.kind}
            onChange={(kind) => store.change({ kind: kind as 'links' | 'records', byHand: {} })}
          />
          {draft.kind === 'links' ? (
            <LinkFields store={store} draft={draft} fields={fields} />
          ) : (
            <RecordFields store={store} draft={draft} fields={fields.records} />
          )}
        </Part>
        <Part title={text.file}>
          <FileBox store={store} state={state} />
          {look !== undefined &&
            (look.columns.length === 0 ? <Text>{text.noRows}</Text> : <FirstRows look={look} />)}
        </Part>
        {look !== undefined && look.columns.length > 0 && (
          <Part title={text.columns} hint={text.columnsHint}>
            <ColumnsForm
              store={store}
              byHand={draft.byHand}
              look={look}
              choices={choices}
              becoming={becoming}
            />
          </Part>
        )}
        {problems.length > 0 && (
          <Alert
            variant="default"
            icon={<IconInfoCircle aria-hidden />}
            title={text.problems}
            id={problemsId}
          >
            <List size="sm">
              {problems.map((problem) => (
                <List.Item key={problem}>{problem}</List.Item>
              ))}
            </List>
          </Alert>
        )}
        <Group>
          <Button disabled={!isReady} aria-describedby={isReady ? undefined : problemsId} type="submit">
            {text.dryRun}
          </Button>
          <Button
            variant="default"
            disabled={!isReady}
            aria-describedby={isReady ? undefined : problemsId}
            type="submit"
            value="run"
          >
            {text.run}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
