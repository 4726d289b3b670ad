/** What the service says of itself. */
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
Asks the database, for load balancers and watchdogs.

${needsNothing}
### Notes

- While the database is away it is refused with \`unavailable\`.
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
