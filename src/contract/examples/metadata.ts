import type { OperationExample } from '../operation.js';

export const metadataExamples: Record<string, OperationExample[]> = {};
