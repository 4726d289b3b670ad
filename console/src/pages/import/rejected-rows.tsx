import { ActionIcon, Alert, Button, Group, Pagination, Stack, Table, Text, Title } from '@mantine/core';
import { IconAlertTriangle, IconChevronDown, IconChevronRight, IconDownload } from '@tabler/icons-react';
import { rejectsName } from 'linkwright/import/rejects-name';
import { Fragment, useState } from 'react';
import { Choice } from '../../parts/choice/choice.js';
import { Scrolling } from '../../parts/scrolling.js';
import { saveFile } from '../../shared/save-file.js';
import { importing as text } from '../../shared/text/import.js';
import classes from './import.module.css';
import type { RejectedRow } from './messages.js';
import { RejectedRowDetail } from './rejected-row.js';
import { type RunState, sumOf } from './run.js';

/** Rows of a page. */
const pageRows = 25;

/** What every refused request begins with goes without saying here. */
const reasonOf = ({ reason }: RejectedRow) => reason.replace(/^Unable to execute\. /, '');

function RowTable({ rows }: { rows: RejectedRow[] }) {
  const [opened, setOpened] = useState<number | undefined>(undefined);
  return (
    <Scrolling label={text.rejected}>
      <Table aria-label={text.rejected}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th w={1}>{text.line}</Table.Th>
            <Table.Th>{text.why}</Table.Th>
            <Table.Th visibleFrom="sm">{text.rowHead}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map((row) => (
            <Fragment key={row.line}>
              <Table.Tr>
                <Table.Td className={classes.line}>
                  <Group gap="xs" wrap="nowrap">
                    <ActionIcon
                      variant="subtle"
                      color="gray"
                      aria-label={text.details(row.line)}
                      aria-expanded={opened === row.line}
                      onClick={() => setOpened(opened === row.line ? undefined : row.line)}
                    >
                      {opened === row.line ? (
                        <IconChevronDown size={16} aria-hidden />
                      ) : (
                        <IconChevronRight size={16} aria-hidden />
                      )}
                    </ActionIcon>
                    {text.number(row.line)}
                  </Group>
                </Table.Td>
                <Table.Td>{reasonOf(row)}</Table.Td>
                <Table.Td visibleFrom="sm" c="dimmed">
                  <div className={classes.value}>{row.text}</div>
                </Table.Td>
              </Table.Tr>
              {opened === row.line && (
                <Table.Tr>
                  <Table.Td colSpan={3}>
                    <RejectedRowDetail row={row} />
                  </Table.Td>
                </Table.Tr>
              )}
            </Fragment>
          ))}
        </Table.Tbody>
      </Table>
    </Scrolling>
  );
}

/** The rejected rows: a page at a time, by reason, and all of them to download. */
export function RejectedRows({ run: { file, rejected, rejects, codes, missing } }: { run: RunState }) {
  const [code, setCode] = useState<string | null>(null);
  const [page, setPage] = useState(1);
  const fitting = code === null ? rejected : rejected.filter((row) => row.code === code);
  const pages = Math.max(1, Math.ceil(fitting.length / pageRows));
  const shown = fitting.slice((page - 1) * pageRows, page * pageRows);
  const known = sumOf(codes);
  return (
    <Stack gap="sm">
      <Group justify="space-between" align="flex-end">
        <div>
          <Title order={3} size="h5">
            {text.rejected}
          </Title>
          <Text size="sm" c="dimmed">
            {text.rejectedHint(rejected.length, known)}
          </Text>
        </div>
        <Group align="flex-end" gap="xs">
          {Object.keys(codes).length > 1 && (
            <Choice
              label={text.code}
              data={[
                { value: '', label: text.everyCode(known) },
                ...Object.entries(codes).map(([each, count]) => ({
                  value: each,
                  label: text.codeCount(each, count),
                })),
              ]}
              value={code ?? ''}
              onChange={(chosen) => {
                setCode(chosen || null);
                setPage(1);
              }}
            />
          )}
          <Button
            variant="default"
            leftSection={<IconDownload size={16} aria-hidden />}
            onClick={() => saveFile(new Blob([rejects.head, ...rejects.rows]), rejectsName(file.name))}
          >
            {text.download}
          </Button>
        </Group>
      </Group>
      {missing > 0 && (
        <Alert variant="default" icon={<IconAlertTriangle aria-hidden />} title={text.missing(missing)}>
          {text.missingHint}
        </Alert>
      )}
      {shown.length > 0 && <RowTable key={`${code} ${page}`} rows={shown} />}
      {pages > 1 && (
        <Pagination
          total={pages}
          value={Math.min(page, pages)}
          onChange={setPage}
          size="sm"
          aria-label={text.pages}
          getItemProps={(each) => ({ 'aria-label': text.page(each) })}
          getControlProps={(control) => ({ 'aria-label': control === 'next' ? text.next : text.previous })}
        />
      )}
    </Stack>
  );
}
