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

export const serviceOperations = [health, openApi];
