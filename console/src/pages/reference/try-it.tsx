/** Try It: the form of an operation, the same call in code, and the answer. */
import { Button, Group, Menu, Modal, Paper, SegmentedControl, Stack, Text, Title } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconChevronDown, IconPlayerPlay, IconPlayerStop } from '@tabler/icons-react';
import { type FormEvent, type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { text as common } from '../../shared/text/index.js';
import { reference as text } from '../../shared/text/reference.js';
import { AnswerView } from './answer-view.js';
import { BodyFields } from './body-fields.js';
import { CodeView } from './code-view.js';
import type { Example, Operation, Reference } from './document.js';
import { type Filled, filledFrom, missingNames, nothingFilled, requestOf } from './filled.js';
import { ParameterFields } from './parameter-fields.js';
import classes from './reference.module.css';
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
  /** Told of the row of the behavior table that an answer names; of nothing, where it names none. */
  onRow(row: string | undefined): void;
}

/** The examples that the page of an operation begins with, as scenarios. */
const isScenario = ({ summary }: Example) => summary.startsWith('Scenario ');

export function TryIt({ operation, reference, filled, onFill, chosen, onUse, onRow }: TryItProps) {
  const sending = useSend(operation);
  const [tried, setTried] = useState(false);
  const [row, setRow] = useState<string>();
  const answered = useRef<HTMLDivElement>(null);
  const sender = useRef<HTMLButtonElement>(null);
  const [confirming, { open: confirm, close: closeConfirm }] = useDisclosure(false);
  const request = requestOf(operation, reference, filled);
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

  const used = useRef<ChosenExample>(undefined);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each choice is carried out once
  useEffect(() => {
    if (chosen === undefined || used.current === chosen) return;
    used.current = chosen;
    const what = filledFrom(operation, reference, chosen.example, filled);
    onFill(what);
    if (chosen.send) void send(what);
  }, [chosen]);

  const scenarios = operation.examples.filter(isScenario);
  return (
    <Paper withBorder p="md">
      <Stack>
        <Group justify="space-between" gap="xs">
          <Text size="sm" c="dimmed">
            {text.tryIt.real}
          </Text>
          <Menu position="bottom-end" withinPortal>
            <Menu.Target>
              <Button
                variant="default"
                size="xs"
                rightSection={<IconChevronDown size={14} aria-hidden />}
                disabled={operation.examples.length === 0}
              >
                {text.examples.menu}
              </Button>
            </Menu.Target>
            <Menu.Dropdown className={classes.menu}>
              {operation.examples.map((example) => (
                <Menu.Item key={example.name} onClick={() => onUse(example, false)}>
                  {example.summary}
                </Menu.Item>
              ))}
            </Menu.Dropdown>
          </Menu>
        </Group>
        {scenarios.length > 0 && (
          <Group gap="xs" role="group" aria-label={text.tryIt.scenarios}>
            {scenarios.map((example) => (
              <Button
                key={example.name}
                variant="light"
                size="xs"
                h="auto"
                py={6}
                classNames={{ label: classes.scenario }}
                onClick={() => onUse(example, false)}
              >
                {example.summary}
              </Button>
            ))}
          </Group>
        )}
        <div className={classes.try}>
          <form onSubmit={submit} onKeyDown={sendByKeys} aria-label={text.tryIt.title} noValidate>
            <Stack gap="sm">
              <ParameterFields
                operation={operation}
                reference={reference}
                filled={filled}
                onFill={onFill}
                missing={tried ? missing : []}
              />
              <BodyFields operation={operation} reference={reference} filled={filled} onFill={onFill} />
              <Group justify="space-between" gap="xs">
                <SegmentedControl
                  size="xs"
                  aria-label={text.tryIt.errorsAs}
                  value={filled.asProblem ? 'problem' : 'page'}
                  onChange={(form) => onFill({ ...filled, asProblem: form === 'problem' })}
                  data={[
                    { value: 'page', label: text.tryIt.asPage },
                    { value: 'problem', label: text.tryIt.asProblem },
                  ]}
                />
                <Group gap="xs">
                  <Button
                    variant="default"
                    onClick={() => {
                      setTried(false);
                      onFill(nothingFilled(operation, reference));
                    }}
                  >
                    {text.tryIt.clear}
                  </Button>
                  {sending.isSending && (
                    <Button
                      color="red"
                      leftSection={<IconPlayerStop size={16} aria-hidden />}
                      onClick={() => {
                        sending.stop();
                        sender.current?.focus();
                      }}
                    >
                      {text.tryIt.stop}
                    </Button>
                  )}
                  <Button ref={sender} type="submit" leftSection={<IconPlayerPlay size={16} aria-hidden />}>
                    {text.tryIt.send}
                  </Button>
                </Group>
              </Group>
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
      <Modal opened={confirming} onClose={closeConfirm} title={text.tryIt.deleteTitle} centered>
        <Stack>
          <Text size="sm">{text.tryIt.deleteHint(request.target)}</Text>
          <Group justify="flex-end">
            <Button variant="default" onClick={closeConfirm} data-autofocus>
              {common.common.cancel}
            </Button>
            <Button
              color="red"
              onClick={() => {
                closeConfirm();
                void send(filled);
              }}
            >
              {text.tryIt.deleteConfirm}
            </Button>
          </Group>
        </Stack>
      </Modal>
    </Paper>
  );
}
