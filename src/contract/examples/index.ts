/** Examples of every operation, by its id. The OpenAPI document shows them, and tests run them. */
import type { OperationExample } from '../operation.js';
import { accessExamples } from './access.js';
import { activityExamples } from './activity.js';
import { auditExamples } from './audit.js';
import { domainExamples } from './domains.js';
import { fileExamples } from './files.js';
import { linkBulkExamples } from './link-bulk.js';
import { examplesWithFields, linkFieldExamples } from './link-fields.js';
import { linkQueryExamples } from './link-queries.js';
import { linkExamples } from './links.js';
import { mergeExamples } from './merge.js';
import { recordChangeExamples } from './record-changes.js';
import { recordQueryExamples } from './record-queries.js';
import { recordUpsertExamples } from './record-upserts.js';
import { recordExamples } from './records.js';
import { relationshipExamples } from './relationships.js';
import { roleExamples } from './roles.js';
import { serviceExamples } from './service.js';
import { signInExamples } from './sign-in.js';
import { tokenExamples } from './tokens.js';
import { undoExamples } from './undo.js';
import { userExamples } from './users.js';

const examplesByOperation: Record<string, OperationExample[]> = {
  ...linkExamples,
  ...linkBulkExamples,
  ...undoExamples,
  ...linkQueryExamples,
  ...recordQueryExamples,
  ...recordExamples,
  ...recordUpsertExamples,
  ...recordChangeExamples,
  ...mergeExamples,
  ...fileExamples,
  ...domainExamples,
  ...linkFieldExamples,
  ...relationshipExamples,
  ...signInExamples,
  ...accessExamples,
  ...userExamples,
  ...roleExamples,
  ...tokenExamples,
  ...auditExamples,
  ...activityExamples,
  ...serviceExamples,
};

export const examples: Record<string, OperationExample[]> = Object.fromEntries(
  Object.entries(examplesByOperation).map(([id, shown]) => [
    id,
    [...shown, ...(examplesWithFields[id] ?? [])],
  ]),
);
