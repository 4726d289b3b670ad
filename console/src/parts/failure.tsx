import { Alert, Button, Code, List, Stack, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { LinkwrightError } from 'linkwright/client';
import { messageOf } from '../shared/failure-message.js';
import { text } from '../shared/text/index.js';

interface FailureProps {
  error: unknown;
  title?: string;
  onRetry?(): void;
}

/** A failure where what failed would stand: what is wrong, and how to try again. */
export function Failure({ error, title = text.common.failed, onRetry }: FailureProps) {
  const refusal = error instanceof LinkwrightError ? error : undefined;
  return (
    <Alert role="alert" color="red" icon={<IconAlertTriangle aria-hidden />} title={title}>
      <Stack gap="xs" align="flex-start">
        <Text size="sm">{messageOf(error)}</Text>
        {refusal !== undefined && refusal.errors.length > 1 && (
          <List size="sm">
            {refusal.errors.map(({ pointer, detail }) => (
              <List.Item key={pointer + detail}>{detail}</List.Item>
            ))}
          </List>
        )}
        {refusal?.requestId !== undefined && <Code>{text.common.requestId(refusal.requestId)}</Code>}
        {onRetry !== undefined && (
          <Button size="xs" variant="default" onClick={onRetry}>
            {text.common.retry}
          </Button>
        )}
      </Stack>
    </Alert>
  );
}
