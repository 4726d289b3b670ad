import type { Caller } from '#linkwright/contract/permissions.js';
import type { Sender } from '#linkwright/metadata/reading.js';

/** Who sends a call, past HTTP: nobody's rights change while it is under way. */
export function senderOf(caller: Caller, requestId = ''): Sender {
  return { caller, renewCaller: async () => caller, requestId, keyed: undefined, bodyBytes: 0 };
}
