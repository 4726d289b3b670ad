/**
 * Every limit of the server, each with its reason. A limit that a caller can run into has a message
 * that names it.
 */
import { accessLimits } from './access.js';
import { activityLimits } from './activity.js';
import { auditLimits } from './audit.js';
import { fileLimits } from './files.js';
import { messageLimits } from './messages.js';
import { queryLimits } from './queries.js';
import { recordLimits } from './records.js';
import { requestLimits } from './requests.js';
import { storeLimits } from './store.js';
import { writeLimits } from './writes.js';

export const limits = {
  ...requestLimits,
  ...fileLimits,
  ...writeLimits,
  ...queryLimits,
  ...recordLimits,
  ...messageLimits,
  ...accessLimits,
  ...storeLimits,
  ...activityLimits,
  ...auditLimits,
} as const;
