import { Code, Drawer, Group, Stack, Table, Text } from '@mantine/core';
import type { AuditLogEntry } from 'linkwright/client';
import { CopyButton } from '../../parts/copy-button.js';
import { Detail } from '../../parts/detail.js';
import { Scrolling } from '../../parts/scrolling.js';
import { Time } from '../../parts/time.js';
import { administration } from '../../shared/text/administration.js';
import classes from './administration.module.css';

const text = administration.audit;

/** A value as it is read: a text as it stands, a list with commas, all else as the API has it. */
function shown(value: unknown): string {
  if (value === null || value === undefined || value === '') return administration.none;
  if (typeof value === 'string') return value;
  if (typeof value === 'boolean') return value ? administration.yes : administration.no;
  if (Array.isArray(value)) return value.length === 0 ? administration.none : value.map(shown).join(', ');
  if (typeof value !== 'object') return String(value);
  const pairs = Object.entries(value).map(([name, each]) => `${name}: ${shown(each)}`);
  return pairs.length === 0 ? administration.none : pairs.join('\n');
}

/** What differs, side by side. */
function Differences({ entry: { Before, After } }: { entry: AuditLogEntry }) {
  const names = [...new Set([...Object.keys(Before ?? {}), ...Object.keys(After ?? {})])];
  if (names.length === 0) return null;
  return (
    <Scrolling label={text.differences}>
      <Table aria-label={text.differences} verticalSpacing="xs">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{text.property}</Table.Th>
            {Before !== null && <Table.Th>{text.before}</Table.Th>}
            {After !== null && <Table.Th>{text.after}</Table.Th>}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {names.map((name) => (
            <Table.Tr key={name}>
              <Table.Th scope="row">{name}</Table.Th>
              {Before !== null && <Table.Td className={classes.value}>{shown(Before[name])}</Table.Td>}
              {After !== null && <Table.Td className={classes.value}>{shown(After[name])}</Table.Td>}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Scrolling>
  );
}

/** Everything that an entry of the audit log says. */
export function AuditEntry({ entry, onClose }: { entry: AuditLogEntry | undefined; onClose(): void }) {
  return (
    <Drawer opened={entry !== undefined} onClose={onClose} position="right" size="lg" title={text.details}>
      {entry && (
        <Stack gap="lg">
          <Text fw={600}>{text.sentence(entry)}</Text>
          <Differences entry={entry} />
          <Stack component="dl" m={0} gap="md">
            <Detail name={text.time}>
              <Time at={entry.At} />
            </Detail>
            <Detail name={text.user}>{entry.User ?? text.several}</Detail>
            <Detail name={text.address}>{entry.Address ?? administration.none}</Detail>
            <Detail name={text.userAgent}>{entry.UserAgent || administration.none}</Detail>
            <Detail name={text.request}>
              {entry.RequestID === null ? (
                administration.none
              ) : (
                <Group gap="xs" component="span" wrap="nowrap">
                  <Code>{entry.RequestID}</Code>
                  <CopyButton value={entry.RequestID} label={text.copyId} />
                </Group>
              )}
            </Detail>
          </Stack>
        </Stack>
      )}
    </Drawer>
  );
}
