import { Accordion, Button, Code, Group, SimpleGrid, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { StatusBadge } from '../../parts/status-badge.js';
import { useSession } from '../../session/session.js';
import { reference as text } from '../../shared/text/reference.js';
import type { Example } from './document.js';
import classes from './reference.module.css';

interface ExamplesProps {
  examples: Example[];
  /** Fills the form with it, and sends it where that is wanted. */
  onUse(example: Example, send: boolean): void;
}

function requestText({ method, path, query, headers, body }: Example): string {
  const search = query === undefined ? '' : `?${new URLSearchParams(query)}`;
  const named = Object.entries(headers ?? {}).map(([name, value]) => `${name}: ${value}`);
  const sent =
    body === undefined ? [] : ['', typeof body === 'string' ? body : JSON.stringify(body, null, 2)];
  return [`${method} ${path}${search}`, ...named, ...sent].join('\n');
}

/** Every example of the document: its request beside its answer. */
export function Examples({ examples, onUse }: ExamplesProps) {
  const { me } = useSession();
  const [opened, setOpened] = useState<string | null>(null);
  return (
    <Accordion variant="contained" chevronPosition="left" value={opened} onChange={setOpened}>
      {examples.map((example) => {
        const { name, summary, client, status, answer } = example;
        return (
          <Accordion.Item key={name} value={name}>
            <Accordion.Control fz="sm">
              <Group gap="xs" wrap="nowrap">
                <StatusBadge status={status} />
                <span>{summary}</span>
              </Group>
            </Accordion.Control>
            <Accordion.Panel>
              {/* Only what is looked at: most of what they hold is never opened. */}
              {opened === name && (
                <Stack gap="xs">
                  <SimpleGrid cols={{ base: 1, md: 2 }}>
                    <Code block className={classes.code}>
                      {requestText(example)}
                    </Code>
                    <Code block className={classes.code}>
                      {JSON.stringify(answer, null, 2)}
                    </Code>
                  </SimpleGrid>
                  <Group gap="xs" justify="flex-end">
                    {client !== me.Client && (
                      <Text size="xs" c="dimmed">
                        {text.examples.ofClient(client)}
                      </Text>
                    )}
                    <Button
                      size="xs"
                      variant="default"
                      aria-label={text.examples.fillNamed(summary)}
                      onClick={() => onUse(example, false)}
                    >
                      {text.examples.fill}
                    </Button>
                    <Button
                      size="xs"
                      aria-label={text.examples.runNamed(summary)}
                      onClick={() => onUse(example, true)}
                    >
                      {text.examples.run}
                    </Button>
                  </Group>
                </Stack>
              )}
            </Accordion.Panel>
          </Accordion.Item>
        );
      })}
    </Accordion>
  );
}
