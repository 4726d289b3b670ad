/** The shapes of recent requests. */

import { limits } from '../limits/limits.js';
import { Count, OrNull, Time } from './answers.js';
import { filterParameter, integerParameter } from './shapes.js';
import Type, { type Static } from './typebox.js';

/** Characters of the id of a request. */
const cursorCharacters = 23;

/** How far a reader of recent requests has read. */
const Cursor = Type.Refine(
  Type.String({ pattern: '^[0-9a-z]*$', accepts: 'the cursor of an earlier page, or the id of an event' }),
  (text) => text === '' || text.length === cursorCharacters,
  () => 'cursor',
);

const filterParameters = {
  operation: filterParameter("an operation's id, such as upsertLink"),
  status: Type.Optional(
    Type.String({
      pattern: '^[1-5]([0-9][0-9]|[xX][xX])$',
      accepts: 'a status such as 404, or a class of them such as 4xx',
    }),
  ),
};

/** `GET /api/RecentRequests/Stream` */
export const RecentRequestStreamParameters = Type.Object(filterParameters, { additionalProperties: false });
export type RecentRequestStreamParameters = Static<typeof RecentRequestStreamParameters>;

export const RecentRequestStreamHeaders = Type.Object({ 'Last-Event-ID': Type.Optional(Cursor) });

/** `GET /api/RecentRequests` */
export const RecentRequestParameters = Type.Object(
  { ...filterParameters, limit: integerParameter(limits.pageRows), after: Type.Optional(Cursor) },
  { additionalProperties: false },
);

/** `GET /api/RecentRequests/Summary` */
export const RequestSummaryParameters = Type.Object(
  { minutes: integerParameter(limits.summaryMinutes), step: integerParameter(limits.summaryMinutes) },
  { additionalProperties: false },
);

const Milliseconds = Type.Number({ minimum: 0 });

/** Columns in the order in which they are sent. */
export const RecentRequestRow = Type.Object(
  {
    Time,
    Status: Type.Integer({ minimum: 100, maximum: 599 }),
    UserAgent: Type.String(),
    Method: Type.String(),
    Path: Type.String(),
    DurationMs: Milliseconds,
    ErrorCode: OrNull(Type.String()),
    RequestID: Type.String(),
    User: Type.String(),
    Operation: OrNull(Type.String()),
  },
  { additionalProperties: false, title: 'RecentRequest' },
);
export type RecentRequestRow = Static<typeof RecentRequestRow>;

export const RecentRequestRows = Type.Array(RecentRequestRow);

const RequestMinute = Type.Object(
  { Time, '2xx': Count, '3xx': Count, '4xx': Count, '5xx': Count },
  { additionalProperties: false, title: 'RequestMinute' },
);
export type RequestMinute = Static<typeof RequestMinute>;

const OperationSummary = Type.Object(
  {
    Operation: Type.String(),
    Count,
    MedianMs: Milliseconds,
    P95Ms: Milliseconds,
    MaxMs: Milliseconds,
  },
  { additionalProperties: false, title: 'OperationSummary' },
);

const ErrorSummary = Type.Object(
  { ErrorCode: Type.String(), Count },
  { additionalProperties: false, title: 'ErrorSummary' },
);

export const RequestSummary = Type.Object(
  {
    From: Time,
    Count,
    Minutes: Type.Array(RequestMinute),
    Operations: Type.Array(OperationSummary),
    Errors: Type.Array(ErrorSummary),
  },
  { additionalProperties: false, title: 'RequestSummary' },
);
export type RequestSummary = Static<typeof RequestSummary>;
