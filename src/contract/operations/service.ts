/** The operations by which the service describes itself. */
import type { Operation } from '../operation.js';
import { OpenApiAnswer, StatusAnswer } from '../service.js';
import { needsNothing } from './preconditions.js';

const service = { group: 'Service', method: 'GET', open: true, errors: [] } as const;

export const health: Operation = {
  ...service,
  id: 'health',
  path: '/health',
  summary: 'Whether the server and its database work',
  description: `
Asks the database, for load balancers and watchdogs: whether it can be read, and whether it can be written.

${needsNothing}
### Notes

- Where one of the two does not work, or the database does not answer within some seconds, it is refused with
  \`unavailable\`, and the message says which of them works.
- The database is asked once a second at most, however often this is.
`,
  answer: { description: 'They do.', schema: StatusAnswer },
};

export const live: Operation = {
  ...service,
  id: 'live',
  path: '/health/live',
  summary: 'Whether the server answers at all',
  description: `
Asks nothing of the database: whoever restarts a server that does not answer should not do so because its database is
away.

${needsNothing}`,
  answer: { description: 'It does.', schema: StatusAnswer },
};

export const ready: Operation = {
  ...service,
  id: 'ready',
  path: '/health/ready',
  summary: 'Whether calls may be sent to this server',
  description: `
For whoever divides calls among several servers.

${needsNothing}
### Notes

- It is refused with \`unavailable\` while the database does not work, as \`health\` is, and from the moment on that the
  server is told to end (\`serve --drain-seconds\`); the message says which.
`,
  answer: { description: 'They may.', schema: StatusAnswer },
};

export const openApi: Operation = {
  ...service,
  id: 'openApi',
  path: '/openapi.json',
  summary: 'This document',
  description: `
Describes every operation in OpenAPI 3.1, from the schemas that validate.

${needsNothing}
### Notes

- \`x-errors\` of an operation is what it may refuse with, \`x-examples\` are requests with their answers, and \`x-behavior\`
  of \`upsertLink\` is its behavior table for either link identity.
`,
  answer: { description: 'OpenAPI 3.1.', schema: OpenApiAnswer },
};

export const serviceOperations = [health, live, ready, openApi];
