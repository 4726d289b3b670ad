/** The answer of a call: status, time, headers, body. */
import { Accordion, Alert, Anchor, Button, Group, Loader, Stack, Table, Text } from '@mantine/core';
import { IconArrowDown, IconDownload } from '@tabler/icons-react';
import { Link } from 'react-router';
import { Failure } from '../../parts/failure.js';
import { StatusBadge } from '../../parts/status-badge.js';
import { reference as text } from '../../shared/text/reference.js';
import { useObjectUrl } from '../../shared/use-object-url.js';
import { CodeBlock } from './code-view.js';
import type { Sending, SentAnswer } from './use-send.js';

/** JSON with each property on a line; anything else as it came. */
function pretty(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body), null, 2);
  } catch {
    return body;
  }
}

function Bytes({ bytes, type }: { bytes: Blob; type: string }) {
  const address = useObjectUrl(bytes);
  return (
    <Group gap="sm">
      <Text size="sm">{text.sent.bytes(bytes.size, type)}</Text>
      <Button
        component="a"
        href={address}
        download
        size="xs"
        variant="default"
        leftSection={<IconDownload size={14} aria-hidden />}
      >
        {text.sent.download}
      </Button>
    </Group>
  );
}

function Body({ answer: { text: body, bytes, type, isOpen } }: { answer: SentAnswer }) {
  if (bytes !== undefined && bytes.size > 0) return <Bytes bytes={bytes} type={type} />;
  if (!body) return <Text size="sm">{isOpen ? text.sent.streaming : text.sent.emptyBody}</Text>;
  return <CodeBlock value={pretty(body)} label={text.sent.body} copy={text.sent.copy} />;
}

function Headers({ headers }: { headers: SentAnswer['headers'] }) {
  return (
    <Accordion variant="contained" chevronPosition="left">
      <Accordion.Item value="headers">
        <Accordion.Control fz="sm">{text.sent.headers(headers.length)}</Accordion.Control>
        <Accordion.Panel>
          <Table fz="xs" verticalSpacing={2} aria-label={text.sent.headers(headers.length)}>
            <Table.Tbody>
              {headers.map(([name, value]) => (
                <Table.Tr key={name}>
                  <Table.Th scope="row">{name}</Table.Th>
                  <Table.Td>{value}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Accordion.Panel>
      </Accordion.Item>
    </Accordion>
  );
}

interface AnswerViewProps {
  sending: Sending;
  /** The row of the behavior table that decided, where the answer named one. */
  row: string | undefined;
}

export function AnswerView({ sending: { answer, error, isSending }, row }: AnswerViewProps) {
  if (error !== undefined) return <Failure error={error} />;
  if (answer === undefined) {
    return isSending ? (
      <Group gap="xs" role="status">
        <Loader size="xs" aria-hidden />
        <Text size="sm">{text.sent.waiting}</Text>
      </Group>
    ) : (
      <Text size="sm" c="dimmed">
        {text.sent.noneHint}
      </Text>
    );
  }
  const { status, statusText, milliseconds, headers, isOpen } = answer;
  return (
    <Stack gap="xs">
      <Group gap="xs" role="status">
        <StatusBadge status={status} />
        <Text size="sm" fw={600}>
          {statusText}
        </Text>
        <Text size="sm" c="dimmed">
          {text.sent.in(milliseconds)}
        </Text>
        {isOpen && <Loader size="xs" aria-label={text.sent.streaming} />}
      </Group>
      {row !== undefined && (
        <Alert color="indigo" p="xs">
          <Group justify="space-between" gap="xs">
            <Text size="sm">{text.sent.row(row)}</Text>
            <Anchor component={Link} to={{ hash: '#behavior' }} replace size="sm" c="inherit" td="underline">
              {text.sent.toRow} <IconArrowDown size={12} aria-hidden />
            </Anchor>
          </Group>
        </Alert>
      )}
      <Body answer={answer} />
      <Headers headers={headers} />
    </Stack>
  );
}
