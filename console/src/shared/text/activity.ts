import { figures } from './figures.js';

export const activity = {
  title: 'Activity',
  ofAll: (client: string) => `Requests of all users of ${client}, as they are answered.`,
  ofOne: (user: string) =>
    `Your own requests (${user}), as they are answered. An administrator sees those of all users.`,
  span: 'How far back',
  spans: { '15m': '15 minutes', hour: 'Hour', day: 'Day', week: 'Week' },
  each: (minutes: number) =>
    minutes === 1
      ? 'by minute'
      : minutes < 60
        ? `by ${minutes} minutes`
        : minutes === 60
          ? 'by hour'
          : `by ${minutes / 60} hours`,
  requests: (each: string) => `Requests ${each}`,
  total: (count: number) => (count === 1 ? '1 request' : `${figures(count)} requests`),
  failed: (count: number) => (count === 0 ? 'none failed' : `${figures(count)} failed`),
  classes: {
    '2xx': 'Done (2xx)',
    '3xx': 'Not modified (3xx)',
    '4xx': 'Refused (4xx)',
    '5xx': 'Failed (5xx)',
  },
  view: 'Show as',
  chart: 'Chart',
  table: 'Table',
  chartLabel: (title: string, total: string, failed: string) =>
    `${title}: ${total}, ${failed}. The table has the figures.`,
  start: 'From',
  all: 'All',
  slowest: 'Slowest operations',
  allOperations: (count: number) => `Show all ${count}`,
  operation: 'Operation',
  count: 'Requests',
  median: 'Median',
  percentile: '95% within',
  longest: 'Longest',
  milliseconds: (value: number) => `${value < 10 ? value.toFixed(1) : figures(Math.round(value))} ms`,
  noOperation: 'No request in this time.',
  errors: 'Errors by code',
  code: 'Code',
  noErrors: 'No error in this time.',
  latest: 'Latest requests',
  status: 'Status',
  anyOperation: 'Any operation',
  anyStatus: 'Any status',
  time: 'Time',
  request: 'Request',
  took: 'Took',
  user: 'User',
  userAgent: 'User agent',
  requestId: 'Request id',
  copyId: 'Copy the request id',
  open: (method: string, path: string) => `Details of ${method} ${path}`,
  details: 'Details of the request',
  hungUp: 'The caller hung up before the answer; what was asked may have been done.',
  emptyTitle: 'No request fits',
  empty: 'Requests are kept for seven days. Take a filter away, or send one: the API reference has Try It.',
  none: 'None',
};
