/** One operation: its recent requests, its words, Try It, and what it takes, answers and refuses. */
import { Anchor, Button, Code, Group, Stack } from '@mantine/core';
import { useEffect, useMemo, useState } from 'react';
import { Link, useLocation } from 'react-router';
import { CopyButton } from '../../parts/copy-button.js';
import { Page } from '../../parts/page.js';
import { paths } from '../../shared/paths.js';
import { reference as text } from '../../shared/text/reference.js';
import { BehaviorTable, type DecidedRow } from './behavior-table.js';
import type { Example, Operation, Reference } from './document.js';
import { Examples } from './examples.js';
import { type Filled, nothingFilled } from './filled.js';
import { RecentRequests } from './recent-requests.js';
import { Section } from './section.js';
import { AnswersTable, ErrorsTable, ParametersTable, PropertiesTable } from './tables.js';
import { type ChosenExample, TryIt } from './try-it.js';
import { Words } from './words.js';

interface OperationViewProps {
  operation: Operation;
  reference: Reference;
  /** What was typed for it before. */
  kept: Filled | undefined;
  onKeep(filled: Filled): void;
}

/** Brings the section that the address names into view, and the focus to it. */
function useSectionOfAddress(): void {
  const { hash, key } = useLocation();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the same section may be asked for again
  useEffect(() => {
    const section = hash === '' ? null : document.getElementById(hash.slice(1));
    section?.scrollIntoView();
    section?.focus({ preventScroll: true });
  }, [hash, key]);
}

function OnThisPage({ sections }: { sections: { id: string; title: string }[] }) {
  return (
    <Group component="nav" gap="4px 16px" aria-label={text.onThisPage}>
      {sections.map(({ id, title }) => (
        <Anchor key={id} component={Link} to={{ hash: `#${id}` }} replace size="sm">
          {title}
        </Anchor>
      ))}
    </Group>
  );
}

export function OperationView({ operation, reference, kept, onKeep }: OperationViewProps) {
  const [filled, setFilled] = useState(() => kept ?? nothingFilled(operation, reference));
  const [chosen, setChosen] = useState<ChosenExample>();
  const [decided, setDecided] = useState<DecidedRow>();
  const onFill = (next: Filled) => {
    setFilled(next);
    onKeep(next);
  };
  const onUse = (example: Example, send: boolean) => {
    setChosen({ example, send });
    document.getElementById('try-it')?.scrollIntoView({ block: 'start' });
  };
  const description = useMemo(() => `### ${text.overview}\n\n${operation.description}`, [operation]);
  const sections = [
    { id: 'recent', title: text.recent.title },
    { id: 'overview', title: text.overview },
    { id: 'try-it', title: text.tryIt.title },
    ...(operation.behavior ? [{ id: 'behavior', title: text.behavior.title }] : []),
    ...(operation.parameters.length > 0 ? [{ id: 'parameters', title: text.parameters.title }] : []),
    ...(operation.body ? [{ id: 'body', title: text.body.title }] : []),
    { id: 'answer', title: text.answer.title },
    { id: 'errors', title: text.errors.title },
    { id: 'examples', title: text.examples.title },
  ];
  useSectionOfAddress();
  const { method, path, body, behavior } = operation;
  return (
    <Page
      title={operation.summary}
      actions={
        <Button component={Link} to={{ hash: '#try-it' }} replace size="sm">
          {text.tryIt.title}
        </Button>
      }
      above={[{ label: text.title, to: paths.reference() }]}
      description={
        <Group gap={4} wrap="nowrap">
          <Code fz="sm">
            {method} {path}
          </Code>
          <CopyButton value={path} label={text.copyAddress} />
        </Group>
      }
    >
      <OnThisPage sections={sections} />
      <Section
        id="recent"
        title={text.recent.title}
        hint={operation.streams ? text.recent.streams : undefined}
      >
        {!operation.streams && <RecentRequests operation={operation.id} />}
      </Section>
      <section id="overview" tabIndex={-1} aria-label={text.overview}>
        <Words>{description}</Words>
      </section>
      <Section id="try-it" title={text.tryIt.title}>
        <TryIt
          operation={operation}
          reference={reference}
          filled={filled}
          onFill={onFill}
          chosen={chosen}
          onUse={onUse}
          onRow={(row) => setDecided(row === undefined ? undefined : { row })}
        />
      </Section>
      {behavior && (
        <Section id="behavior" title={text.behavior.title} hint={text.behavior.hint}>
          <BehaviorTable behavior={behavior} decided={decided} />
        </Section>
      )}
      {operation.parameters.length > 0 && (
        <Section id="parameters" title={text.parameters.title}>
          <ParametersTable operation={operation} reference={reference} />
        </Section>
      )}
      {body && (
        <Section id="body" title={text.body.title} hint={text.body.types(body.types.join(', '))}>
          <PropertiesTable schema={body.schema} reference={reference} />
        </Section>
      )}
      <Section id="answer" title={text.answer.title}>
        <Stack gap="sm">
          <AnswersTable operation={operation} reference={reference} />
          {operation.answers[0]?.schema && (
            <PropertiesTable schema={operation.answers[0].schema} reference={reference} />
          )}
        </Stack>
      </Section>
      <Section id="errors" title={text.errors.title} hint={text.errors.hint}>
        <ErrorsTable operation={operation} reference={reference} />
      </Section>
      <Section id="examples" title={text.examples.title} hint={text.examples.hint}>
        <Examples examples={operation.examples} onUse={onUse} />
      </Section>
    </Page>
  );
}
