import { Alert, Button, Group, List, Paper, SegmentedControl, Stack, Text, Title } from '@mantine/core';
import { IconInfoCircle } from '@tabler/icons-react';
import { type ReactNode, type Ref, type SubmitEvent, useId, useMemo } from 'react';
import { Failure } from '../../parts/failure.js';
import { useSession } from '../../session/session.js';
import { importing as text } from '../../shared/text/import.js';
import { ColumnsForm } from './columns-form.js';
import { type Drafted, useDrafted } from './drafted.js';
import { FileBox } from './file-box.js';
import { useFocusAtFirst } from './focus.js';
import { useKnown } from './known.js';
import { LinkFields } from './link-fields.js';
import type { Look } from './messages.js';
import { planOf, problemsOf } from './plan.js';
import { FirstRows, ReadRows } from './preview.js';
import { ReadingFields } from './reading-fields.js';
import { RecordFields } from './record-fields.js';
import { rowsRead } from './rows-read.js';
import type { ImportState, ImportStore } from './store.js';
import { WrittenFields } from './written-fields.js';

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

/** The columns, how their values are written, and what comes of it. */
function ColumnsPart({ store, look, read }: { store: ImportStore; look: Look; read: Drafted }) {
  const { draft, choices, becoming, mapping, propertyOf, seen, written } = read;
  const rows = useMemo(
    () => rowsRead(look, mapping, propertyOf, written),
    [look, mapping, propertyOf, written],
  );
  const labelOf = (property: string) =>
    choices.find((choice) => choice.property === property)?.label ?? property;
  return (
    <Part title={text.columns} hint={text.columnsHint}>
      <ColumnsForm store={store} byHand={draft.byHand} look={look} choices={choices} becoming={becoming} />
      <WrittenFields
        written={draft.written}
        seen={seen}
        onChange={(said) => store.change({ written: said })}
      />
      {mapping.columns.length > 0 && <ReadRows look={look} mapping={mapping} rows={rows} labelOf={labelOf} />}
    </Part>
  );
}

function Problems({ problems, id }: { problems: string[]; id: string }) {
  if (problems.length === 0) return null;
  return (
    <Alert variant="default" icon={<IconInfoCircle aria-hidden />} title={text.problems} id={id}>
      <List size="sm">
        {problems.map((problem) => (
          <List.Item key={problem}>{problem}</List.Item>
        ))}
      </List>
    </Alert>
  );
}

/** Everything that is said before an import begins. */
export function MappingForm({ store, state, isFirst }: MappingFormProps) {
  const { may } = useSession();
  const { draft: said, file, look, reading, recognized } = state;
  const { known, isLoading, failed } = useKnown(said);
  const read = useDrafted(said, known, look);
  const { draft } = read;
  const problems = problemsOf(read, may, state);
  const problemsId = useId();
  const heading = useFocusAtFirst<HTMLHeadingElement>(isFirst);
  const isReady = problems.length === 0 && look !== undefined && !isLoading;
  const begin = (event: SubmitEvent) => {
    event.preventDefault();
    const isRun = event.nativeEvent.submitter?.getAttribute('value') === 'run';
    if (file === undefined || !isReady) return;
    const encoding = reading.encoding ?? recognized?.encoding;
    const plan = planOf(draft, known, { ...read, reading: { ...reading, encoding } });
    store.begin({ file, dryRun: !isRun, plan });
  };
  if (failed !== undefined) return <Failure error={failed.error} onRetry={() => failed.refetch()} />;
  return (
    <form onSubmit={begin} noValidate>
      <Stack gap="lg">
        <Part title={text.file} heading={heading}>
          <FileBox store={store} state={state} />
          {file !== undefined && (
            <ReadingFields store={store} file={file} reading={reading} recognized={recognized} look={look} />
          )}
          {look !== undefined &&
            (look.columns.length === 0 ? <Text>{text.noRows}</Text> : <FirstRows look={look} />)}
        </Part>
        <Part title={text.what}>
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
            <LinkFields store={store} draft={draft} fields={known} />
          ) : (
            <RecordFields store={store} draft={draft} fields={known.fields} />
          )}
        </Part>
        {look !== undefined && look.columns.length > 0 && (
          <ColumnsPart store={store} look={look} read={read} />
        )}
        <Problems problems={problems} id={problemsId} />
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
