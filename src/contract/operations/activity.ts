/** The operations on recent requests (docs/reference/recent-requests.md). */
import { limits } from '../../limits/limits.js';
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
import { preconditions } from './preconditions.js';

const notes = `
${preconditions('A token of any user: it shows their own requests, to an administrator those of all users.')}
### Notes

- What is kept of a request holds no body, no query string, no token and no secret.
- Requests for recent requests are left out, and so are streams.`;

export const recentRequests: Operation = {
  id: 'recentRequests',
  group: 'Activity',
  method: 'GET',
  path: '/api/RecentRequests',
  summary: 'The latest requests, newest first',
  description: `
What was asked of the server, and how it was answered, a page at a time.
${notes}
- \`operation\` is an operation's id, such as \`upsertLink\`; \`status\` a status, or a class of them such as \`4xx\`.
- \`Time\` is when the answer was sent. Where the caller hung up before that, \`Status\` is 499; what was asked may have been
  done.
- They are kept for ${limits.recentRequestDays} days, or the latest ${limits.recentRequestsOfClient} of a client.
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
  description: `
What is asked of the server from now on, as it is answered: events of type \`request\`.
${notes}
- A lost connection is resumed from \`Last-Event-ID\`.
- Where requests come faster than they can be sent, an event of type \`gap\` stands for those that were left out; its data
  is \`{}\`.
- A client has at most ${limits.openStreams} open streams, a user ${limits.openStreamsOfUser}.
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
  description: `
Counts recent requests by minute, operation and error.
${notes}
- \`minutes\` is how far to look back (60), in whole minutes with the present one.
- A row of \`Minutes\` stands for \`step\` minutes (1), beginning at \`Time\`: a whole number of steps since 1970 (UTC).
  Those without a request are left out.
- Operations are those of which 5 in 100 took longest first, errors the most frequent first.
`,
  parameters: RequestSummaryParameters,
  answer: { description: 'The summary.', schema: RequestSummary },
  errors: ['invalid_request'],
};

export const activityOperations = [recentRequests, recentRequestsStream, requestSummary];

/**
 * Whether requests for the operation are kept. A page that shows requests would drown them in its own, and a stream
 * has no time of an answer to be listed by.
 */
export function isKept({ group, answer }: Operation): boolean {
  return group !== 'Activity' && answer.type !== 'text/event-stream';
}

/** The groups whose operations are about how a client is set up, not about its records and links. */
const settings: readonly Operation['group'][] = ['Domains', 'Relationships', 'Administration'];

/** Whether the operation changes settings: users, roles, tokens, metadata. Requests for it are kept whatever else comes. */
export function isAdministrative({ group, method }: Operation): boolean {
  return method !== 'GET' && settings.includes(group);
}
