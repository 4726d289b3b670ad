/** Try It: the form of an operation, the same call in code, and the answer. */
import { Group, Paper, Stack, Text, Title } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { type FormEvent, type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { reference as text } from '../../shared/text/reference.js';
import { AnswerView } from './answer-view.js';
import { BodyFields } from './body-fields.js';
import { CodeView } from './code-view.js';
import { DeleteConfirmation } from './delete-confirmation.js';
import type { Example, Operation, Reference } from './document.js';
import { ExampleMenu, ScenarioButtons } from './example-choices.js';
import { type Filled, filledFrom, missingNames, nothingFilled, requestOf } from './filled.js';
import { ParameterFields } from './parameter-fields.js';
import classes from './reference.module.css';
import { SendButtons } from './send-buttons.js';
import { shownRequest } from './shown-request.js';
import { useSend } from './use-send.js';

/** An example that somebody chose, anew each time. */
export interface ChosenExample {
  example: Example;
  /** Whether it is sent at once. */
  send: boolean;
}

interface TryItProps {
  operation: Operation;
  reference: Reference;
  filled: Filled;
  onFill(filled: Filled): void;
  chosen: ChosenExample | undefined;
  onUse(example: Example, send: boolean): void;
  /** Is told which row of the behavior table an answer names; `undefined`, where it names none. */
  onRow(row: string | undefined): void;
}

/** Carries out what somebody chose, each choice once. */
function useChosen(chosen: ChosenExample | undefined, onChosen: (chosen: ChosenExample) => void): void {
  const used = useRef<ChosenExample>(undefined);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the choice alone, and not what else has changed since
  useEffect(() => {
    if (chosen === undefined || used.current === chosen) return;
    used.current = chosen;
    onChosen(chosen);
  }, [chosen]);
}

export function TryIt({ operation, reference, filled, onFill, chosen, onUse, onRow }: TryItProps) {
  const sending = useSend(operation);
  const [tried, setTried] = useState(false);
  const [row, setRow] = useState<string>();
  const answered = useRef<HTMLDivElement>(null);
  const [confirming, { open: confirm, close: closeConfirm }] = useDisclosure(false);
  const missing = missingNames(operation, filled);
  const { behavior } = operation;

  const send = async (what: Filled) => {
    const answer = await sending.send(requestOf(operation, reference, what));
    const header = behavior?.header.toLowerCase();
    const named = answer?.headers.find(([name]) => name.toLowerCase() === header)?.[1];
    setRow(named);
    onRow(named);
    // A row of the table is brought into view instead, and the answer stands right above it.
    if (named === undefined) answered.current?.scrollIntoView({ block: 'nearest' });
  };
  const ask = () => {
    setTried(true);
    if (missing.length > 0) return;
    if (operation.method === 'DELETE') confirm();
    else void send(filled);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    ask();
  };
  const sendByKeys = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) ask();
  };

  useChosen(chosen, (choice) => {
    const what = filledFrom(operation, reference, choice.example, filled);
    onFill(what);
    if (choice.send) void send(what);
  });
  const clear = () => {
    setTried(false);
    onFill(nothingFilled(operation, reference));
  };

  const examples = { examples: operation.examples, onUse: (example: Example) => onUse(example, false) };
  const form = { operation, reference, filled, onFill };
  return (
    <Paper withBorder p="md">
      <Stack>
        <Group justify="space-between" gap="xs">
          <Text size="sm" c="dimmed">
            {text.tryIt.real}
          </Text>
          <ExampleMenu {...examples} />
        </Group>
        <ScenarioButtons {...examples} />
        <div className={classes.try}>
          <form onSubmit={submit} onKeyDown={sendByKeys} aria-label={text.tryIt.title} noValidate>
            <Stack gap="sm">
              <ParameterFields {...form} missing={tried ? missing : []} />
              <BodyFields {...form} />
              <SendButtons filled={filled} onFill={onFill} onClear={clear} sending={sending} />
            </Stack>
          </form>
          <Stack>
            <Stack gap="xs">
              <Title order={3} size="h5">
                {text.code.title}
              </Title>
              <CodeView operation={operation} request={shownRequest(operation, reference, filled)} />
            </Stack>
            <Stack gap="xs" ref={answered} className={classes.answer}>
              <Title order={3} size="h5">
                {text.sent.title}
              </Title>
              <AnswerView sending={sending} row={row} />
            </Stack>
          </Stack>
        </div>
      </Stack>
      <DeleteConfirmation
        opened={confirming}
        target={requestOf(operation, reference, filled).target}
        onConfirm={() => void send(filled)}
        onClose={closeConfirm}
      />
    </Paper>
  );
}
