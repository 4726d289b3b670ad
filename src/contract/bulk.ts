/** What every bulk call shares (contract section 4). */
import Type from 'typebox';
import type { Refusal } from './errors.js';

/** An entry that was refused, among the answers of the others. */
export interface RefusedEntry {
  IsSuccessful: false;
  Message: string;
  ErrorCode: string;
}

export function refusedEntry({ code, message }: Refusal): RefusedEntry {
  return { IsSuccessful: false, Message: message, ErrorCode: code };
}

/** What the body must be, before its entries are looked at one by one. */
export function bulkBody(most: number) {
  return Type.Array(Type.Unknown(), {
    maxItems: most,
    accepts: `an array of at most ${most} entries`,
  });
}
