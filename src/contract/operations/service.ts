/** What the service says of itself. */
import type { Operation } from '../operation.js';
import { OpenApiAnswer, StatusAnswer } from '../service.js';

const service = { group: 'Service', method: 'GET', open: true, errors: [] } as const;

export const health: Operation = {
  ...service,
  id: 'health',
  path: '/health',
  summary: 'Whether the server and its database work',
  answer: { description: 'They do.', schema: StatusAnswer },
};

export const openApi: Operation = {
  ...service,
  id: 'openApi',
  path: '/openapi.json',
  summary: 'This document',
  answer: { description: 'OpenAPI 3.1.', schema: OpenApiAnswer },
};

export const serviceOperations = [health, openApi];
