/**
 * Every limit of the server, each with its reason. A limit that a caller can run into has a message
 * that names it.
 */
import { accessLimits } from './limits/access.js';
import { activityLimits } from './limits/activity.js';
import { fileLimits } from './limits/files.js';
import { messageLimits } from './limits/messages.js';
import { queryLimits } from './limits/queries.js';
import { recordLimits } from './limits/records.js';
import { requestLimits } from './limits/requests.js';
import { storeLimits } from './limits/store.js';
import { writeLimits } from './limits/writes.js';

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
} as const;
