import type { OperationExample } from '../operation.js';

export const linkExamples: Record<string, OperationExample[]> = {};
