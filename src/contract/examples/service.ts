import type { OperationExample } from '../operation.js';

export const serviceExamples: Record<string, OperationExample[]> = {};
