import { Box, Code, Stack, Tabs, Text } from '@mantine/core';
import { useState } from 'react';
import { CopyButton } from '../../parts/copy-button.js';
import { serverAddress } from '../../shared/server.js';
import { reference as text } from '../../shared/text/reference.js';
import type { Operation } from './document.js';
import type { CallRequest } from './filled.js';
import classes from './reference.module.css';
import { type Language, languages, snippetOf } from './snippets.js';

/** A text that scrolls by itself, with a button that copies it. */
export function CodeBlock({ value, label, copy }: { value: string; label: string; copy: string }) {
  return (
    <Box className={classes.copy}>
      <Code block tabIndex={0} role="group" aria-label={label} className={classes.code}>
        {value}
      </Code>
      <CopyButton value={value} label={copy} />
    </Box>
  );
}

/** The call as it would be sent, in the languages of those who will send it. */
export function CodeView({ operation, request }: { operation: Operation; request: CallRequest }) {
  const [language, setLanguage] = useState<Language>('curl');
  const names = text.code.languages;
  const { open, streams } = operation;
  return (
    <Stack gap={4}>
      <Tabs value={language} onChange={(chosen) => setLanguage(chosen as Language)} keepMounted={false}>
        <Tabs.List aria-label={text.code.title}>
          {languages.map((each) => (
            <Tabs.Tab key={each} value={each}>
              {names[each]}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {languages.map((each) => (
          <Tabs.Panel key={each} value={each} pt="xs">
            <CodeBlock
              value={snippetOf(each, { ...request, server: serverAddress, open, streams })}
              label={text.code.text(names[each])}
              copy={text.code.copy(names[each])}
            />
          </Tabs.Panel>
        ))}
      </Tabs>
      {!open && (
        <Text size="xs" c="dimmed">
          {text.code.token}
        </Text>
      )}
    </Stack>
  );
}
