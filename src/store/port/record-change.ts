/** Changes of records. Their numbers are from the same counter as those of links. */
import type { RecordAction } from '../../contract/words.js';

/** What became of one record, with the fields that differ: one without a value before, or after, is not named there. */
export interface RecordChange {
  id: number;
  record: number;
  action: RecordAction;
  before: Record<string, unknown>;
  after: Record<string, unknown>;
  /** The record that was merged into this one. */
  merged: number | null;
  user: number;
  requestId: string;
}
