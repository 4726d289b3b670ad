import type { OperationExample } from '../operation.js';

export const recordExamples: Record<string, OperationExample[]> = {};
