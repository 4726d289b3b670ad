/** Examples of what the service says about itself. */
import type { OperationExample } from '../operation.js';

export const serviceExamples: Record<string, OperationExample[]> = {
  health: [{ summary: 'All is well', as: 'nobody', answer: { status: 'ok' } }],
  live: [{ summary: 'It answers', as: 'nobody', answer: { status: 'ok' } }],
  ready: [{ summary: 'Calls may be sent', as: 'nobody', answer: { status: 'ok' } }],
  openApi: [{ summary: 'The beginning of this document', as: 'nobody', answer: { openapi: '3.1.0' } }],
};
