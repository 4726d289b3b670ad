/** How far back the page looks, and how many minutes a bar of its chart stands for. */
import type { RequestSummary } from 'linkwright/client';

export const spans = {
  '15m': { minutes: 15, step: 1 },
  hour: { minutes: 60, step: 1 },
  day: { minutes: 24 * 60, step: 15 },
  week: { minutes: 7 * 24 * 60, step: 120 },
} as const;

export type SpanName = keyof typeof spans;

export const spanNames = Object.keys(spans) as SpanName[];

export const statusClasses = ['2xx', '3xx', '4xx', '5xx'] as const;

export type RequestStep = RequestSummary['Minutes'][number];

const minuteMilliseconds = 60_000;

/** A row for every step of the span, including those without a request, which the server leaves out. */
export function stepsOf({ From, Minutes }: RequestSummary, span: SpanName): RequestStep[] {
  const { minutes, step } = spans[span];
  const length = step * minuteMilliseconds;
  const first = Math.floor(Date.parse(From) / length) * length;
  const end = Date.parse(From) + minutes * minuteMilliseconds;
  const known = new Map(Minutes.map((row) => [Date.parse(row.Time), row]));
  const rows: RequestStep[] = [];
  for (let at = first; at < end; at += length) {
    const none = { Time: new Date(at).toISOString(), '2xx': 0, '3xx': 0, '4xx': 0, '5xx': 0 };
    rows.push(known.get(at) ?? none);
  }
  return rows;
}

export function sumOf(row: RequestStep): number {
  return statusClasses.reduce((sum, each) => sum + row[each], 0);
}

const hour = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
const day = new Intl.DateTimeFormat(undefined, {
  weekday: 'short',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});

/** When a step begins, as short as the span allows. */
export function stepLabel(time: string, span: SpanName): string {
  return (span === 'week' ? day : hour).format(new Date(time));
}
