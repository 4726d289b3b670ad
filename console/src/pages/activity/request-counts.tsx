import { Group, Paper, SegmentedControl, Skeleton, Stack, Text, Title } from '@mantine/core';
import type { RequestSummary } from 'linkwright/client';
import { lazy, Suspense } from 'react';
import { RowTable } from '../../parts/row-table.js';
import { activity as text } from '../../shared/text/activity.js';
import { figures } from '../../shared/text/figures.js';
import { type RequestStep, type SpanName, spans, statusClasses, stepLabel, stepsOf, sumOf } from './spans.js';

const RequestChart = lazy(async () => ({ default: (await import('./request-chart.js')).RequestChart }));

interface RequestCountsProps {
  summary: RequestSummary | undefined;
  span: SpanName;
  asTable: boolean;
  onAsTable(asTable: boolean): void;
}

const placeholder = <Skeleton height={260} aria-busy />;

/** How many requests there were and what became of them, step by step: as a chart, or as a table of the steps that had any. */
export function RequestCounts({ summary, span, asTable, onAsTable }: RequestCountsProps) {
  const title = text.requests(text.each(spans[span].step));
  const steps = summary && stepsOf(summary, span);
  const failures = steps?.reduce((sum, row) => sum + row['4xx'] + row['5xx'], 0) ?? 0;
  const total = text.total(summary?.Count ?? 0);
  const columns = [
    { key: 'start', label: text.start, cell: ({ Time: at }: RequestStep) => stepLabel(at, span) },
    ...statusClasses.map((name) => ({
      key: name,
      label: text.classes[name],
      align: 'right' as const,
      cell: (row: RequestStep) => figures(row[name]),
    })),
    {
      key: 'all',
      label: text.all,
      align: 'right' as const,
      cell: (row: RequestStep) => figures(sumOf(row)),
    },
  ];
  return (
    <Paper withBorder p="md">
      <Stack>
        <Group justify="space-between">
          <Group gap="sm">
            <Title order={2} size="h4">
              {title}
            </Title>
            {summary && (
              <Text size="sm" c="dimmed">
                {total}, {text.failed(failures)}
              </Text>
            )}
          </Group>
          <SegmentedControl
            size="xs"
            aria-label={text.view}
            value={asTable ? 'table' : 'chart'}
            onChange={(view) => onAsTable(view === 'table')}
            data={[
              { value: 'chart', label: text.chart },
              { value: 'table', label: text.table },
            ]}
          />
        </Group>
        {steps === undefined ? (
          placeholder
        ) : asTable ? (
          <RowTable
            label={title}
            columns={columns}
            rows={steps.filter((row) => sumOf(row) > 0).reverse()}
            rowKey={({ Time: at }) => at}
          />
        ) : (
          <Suspense fallback={placeholder}>
            <RequestChart
              steps={steps}
              span={span}
              label={text.chartLabel(title, total, text.failed(failures))}
            />
          </Suspense>
        )}
      </Stack>
    </Paper>
  );
}
