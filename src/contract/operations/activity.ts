/** The operations on recent requests (contract section 7). */
import type { Operation } from '../operation.js';
import {
  RecentRequestParameters,
  RecentRequestRow,
  RecentRequestRows,
  RecentRequestStreamHeaders,
  RecentRequestStreamParameters,
  RequestSummary,
  RequestSummaryParameters,
} from '../recent-request.js';
import { nextPageHeader } from './headers.js';

const scope = `
Your own requests; an administrator sees those of all users. What is kept of a request holds no body, no query string,
no token and no secret. Requests for recent requests are left out, and so are streams.
`;

export const recentRequests: Operation = {
  id: 'recentRequests',
  group: 'Activity',
  method: 'GET',
  path: '/api/RecentRequests',
  summary: 'The latest requests, newest first',
  description: `${scope}
\`operation\` is an operation's id, such as \`upsertLink\`; \`status\` a status, or a class of them such as \`4xx\`.
\`Time\` is when the answer was sent. Where the caller hung up before that, \`Status\` is 499; what was asked may have been
done.
`,
  parameters: RecentRequestParameters,
  answer: { description: 'A page of requests.', schema: RecentRequestRows, headers: nextPageHeader },
  errors: ['invalid_request'],
};

export const recentRequestsStream: Operation = {
  id: 'recentRequestsStream',
  group: 'Activity',
  method: 'GET',
  path: '/api/RecentRequests/Stream',
  summary: 'New requests as server-sent events',
  description: `${scope}
Events of type \`request\`. A lost connection is resumed from \`Last-Event-ID\`. Where requests come faster than they can
be sent, an event of type \`gap\` stands for those that were left out; its data is \`{}\`.
`,
  parameters: RecentRequestStreamParameters,
  headers: RecentRequestStreamHeaders,
  answer: {
    description: 'The stream; this is the data of each event.',
    schema: RecentRequestRow,
    type: 'text/event-stream',
  },
  errors: ['invalid_request', 'rate_limited'],
};

export const requestSummary: Operation = {
  id: 'requestSummary',
  group: 'Activity',
  method: 'GET',
  path: '/api/RecentRequests/Summary',
  summary: 'How many requests there were, how long they took and how they failed',
  description: `${scope}
\`minutes\` is how far to look back (60), in whole minutes with the present one; those without a request are left out.
Operations are those of which 5 in 100
took longest first, errors the most frequent first.
`,
  parameters: RequestSummaryParameters,
  answer: { description: 'The summary.', schema: RequestSummary },
  errors: ['invalid_request'],
};

export const activityOperations = [recentRequests, recentRequestsStream, requestSummary];

/**
 * Whether requests for the operation are kept. A page that shows requests would drown them in its own, and a stream
 * has no answer by whose time it could be told from others.
 */
export function isKept({ group, answer }: Operation): boolean {
  return group !== 'Activity' && answer.type !== 'text/event-stream';
}
