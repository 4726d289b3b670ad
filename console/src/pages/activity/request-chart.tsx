/** The chart, with its library, in a file of its own: whoever looks at the table does not load it. */
import '@mantine/charts/styles.css';
import { BarChart } from '@mantine/charts';
import { activity as text } from '../../shared/text/activity.js';
import { type RequestStep, type SpanName, statusClasses, stepLabel } from './spans.js';

const colors = { '2xx': 'teal.7', '3xx': 'gray.5', '4xx': 'yellow.6', '5xx': 'red.7' } as const;

interface RequestChartProps {
  steps: RequestStep[];
  span: SpanName;
  /** What it shows, for screen readers: to them it is one picture. */
  label: string;
}

export function RequestChart({ steps, span, label }: RequestChartProps) {
  const data = steps.map((row) => ({ ...row, label: stepLabel(row.Time, span) }));
  return (
    <div role="img" aria-label={label}>
      <BarChart
        h={260}
        data={data}
        dataKey="label"
        type="stacked"
        withLegend
        series={statusClasses.map((name) => ({ name, label: text.classes[name], color: colors[name] }))}
        barChartProps={{ accessibilityLayer: false, barCategoryGap: 1 }}
        barProps={{ isAnimationActive: false }}
        xAxisProps={{ minTickGap: 24 }}
        yAxisProps={{ allowDecimals: false, width: 44 }}
        tooltipAnimationDuration={0}
      />
    </div>
  );
}
