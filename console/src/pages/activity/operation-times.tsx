import { Anchor, Button, Grid, Group, Stack, Text, Title } from '@mantine/core';
import type { RequestSummary } from 'linkwright/client';
import { useState } from 'react';
import { Link } from 'react-router';
import { type Column, RowTable } from '../../parts/row-table.js';
import { paths } from '../../shared/paths.js';
import { activity as text } from '../../shared/text/activity.js';
import { figures } from '../../shared/text/figures.js';

/** How many operations are shown at first. */
const slowest = 10;

type Operation = RequestSummary['Operations'][number];
type Failure = RequestSummary['Errors'][number];

const operationColumns: Column<Operation>[] = [
  {
    key: 'operation',
    label: text.operation,
    cell: ({ Operation }) => (
      <Anchor component={Link} to={paths.reference(Operation)} size="sm">
        {Operation}
      </Anchor>
    ),
  },
  { key: 'count', label: text.count, align: 'right', cell: ({ Count }) => figures(Count) },
  {
    key: 'median',
    label: text.median,
    align: 'right',
    wideOnly: true,
    cell: ({ MedianMs }) => text.milliseconds(MedianMs),
  },
  { key: 'p95', label: text.percentile, align: 'right', cell: ({ P95Ms }) => text.milliseconds(P95Ms) },
  {
    key: 'longest',
    label: text.longest,
    align: 'right',
    wideOnly: true,
    cell: ({ MaxMs }) => text.milliseconds(MaxMs),
  },
];

const errorColumns: Column<Failure>[] = [
  { key: 'code', label: text.code, cell: ({ ErrorCode }) => ErrorCode },
  { key: 'count', label: text.count, align: 'right', cell: ({ Count }) => figures(Count) },
];

/** What took longest, and what was refused most often. */
export function OperationTimes({ summary }: { summary: RequestSummary | undefined }) {
  const [whole, setWhole] = useState(false);
  const operations = summary?.Operations;
  return (
    <Grid>
      <Grid.Col span={{ base: 12, lg: 8 }}>
        <Stack gap="xs">
          <Title order={2} size="h4">
            {text.slowest}
          </Title>
          {operations?.length === 0 ? (
            <Text c="dimmed">{text.noOperation}</Text>
          ) : (
            <RowTable
              label={text.slowest}
              columns={operationColumns}
              rows={whole ? operations : operations?.slice(0, slowest)}
              rowKey={({ Operation }) => Operation}
            />
          )}
          {!whole && operations !== undefined && operations.length > slowest && (
            <Group justify="flex-end">
              <Button variant="default" size="xs" onClick={() => setWhole(true)}>
                {text.allOperations(operations.length)}
              </Button>
            </Group>
          )}
        </Stack>
      </Grid.Col>
      <Grid.Col span={{ base: 12, lg: 4 }}>
        <Stack gap="xs">
          <Title order={2} size="h4">
            {text.errors}
          </Title>
          {summary?.Errors.length === 0 ? (
            <Text c="dimmed">{text.noErrors}</Text>
          ) : (
            <RowTable
              label={text.errors}
              columns={errorColumns}
              rows={summary?.Errors}
              rowKey={({ ErrorCode }) => ErrorCode}
            />
          )}
        </Stack>
      </Grid.Col>
    </Grid>
  );
}
