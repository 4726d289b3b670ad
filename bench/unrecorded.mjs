/** Makes a server record no requests: loaded ahead of it, in its process. */
import { limits } from '#linkwright/limits/limits.js';

Object.assign(limits, { waitingRequests: 0 });
