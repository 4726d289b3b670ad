import type { OperationExample } from '../operation.js';

export const signInExamples: Record<string, OperationExample[]> = {};
