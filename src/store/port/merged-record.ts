/** Records that are gone because they were merged into others (docs/reference/merge.md#the-merged-id). */

export interface MergedRecord {
  merged: number;
  /** The record of the same domain that is there in its place. */
  kept: number;
}

export interface MergedRecordQueries {
  /** Those of these ids whose records were merged into others. */
  mergedRecords(client: number, domain: number, ids: number[]): Promise<MergedRecord[]>;
}

export interface MergedRecordTransaction {
  /**
   * Notes that a record stands for another, which is still there, and for all that the other stood for. What is
   * noted is forgotten when the record that was kept is deleted.
   */
  saveMerged(domain: number, merged: MergedRecord): Promise<void>;
}
