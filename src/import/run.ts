/** Sends the rows of a file, chunk by chunk, and counts what came of them. */
import type { RefusedEntry } from '../client/index.js';
import { isInsert } from '../contract/upsert-message.js';
import type { ImportCounts } from './counts.js';
import { bodyOf, type Mapping } from './mapping.js';
import type { Rejection } from './rejects.js';
import type { Row } from './rows.js';

export type Body = Record<string, unknown>;
/** What came of a row. */
export type Answer = { IsSuccessful: true; Message: string } | RefusedEntry;
/** Sends a chunk of rows; answers in its order. */
export type Send = (bodies: Body[]) => AsyncIterable<Answer>;

export interface ImportWork {
  mapping: Mapping;
  send: Send;
  /** Is told of each rejected row, in the order of the file. */
  onRejected(row: Row, rejection: Rejection): void;
  /** Is told how far reading has come, in bytes, before a chunk is sent; that before it is settled by then. */
  onChunk?(reached: number): void;
  /** Is told up to which byte all rows are settled and counted. */
  onSettled?(settled: number): void;
  /** What is counted, while it is. */
  counts: ImportCounts;
  /** Once it is aborted no further chunk is sent; the one under way is settled. */
  stop?: AbortSignal;
}

/** Sends the rows that are sound, then notes those that were rejected, in their order. */
async function sendChunk({ mapping, send, counts, onRejected }: ImportWork, rows: Row[]): Promise<void> {
  const rejections = new Map<Row, Rejection>();
  for (const row of rows) {
    if (row.values === undefined) rejections.set(row, { code: 'invalid_row', reason: row.broken ?? '' });
  }
  const sound = rows.filter((row) => row.values !== undefined);
  const done = { inserted: 0, updated: 0 };
  let at = 0;
  for await (const answer of send(sound.map((row) => bodyOf(mapping, row.values ?? {})))) {
    const row = sound[at++] as Row;
    if (!answer.IsSuccessful) rejections.set(row, { code: answer.ErrorCode, reason: answer.Message });
    else done[isInsert(answer) ? 'inserted' : 'updated']++;
  }
  counts.read += rows.length;
  counts.inserted += done.inserted;
  counts.updated += done.updated;
  counts.rejected += rejections.size;
  for (const row of rows) {
    const rejection = rejections.get(row);
    if (rejection !== undefined) onRejected(row, rejection);
  }
}

/**
 * Sends a chunk while the next is being read. A chunk is counted as a whole, once all of it is answered; what
 * failed under way may have been done, and is not made twice where it is sent again. Answers whether that was all,
 * or it was stopped before.
 *
 * @throws LinkwrightError where a call fails; what reading the file throws
 */
export async function runImport(work: ImportWork, chunks: AsyncIterable<Row[]>): Promise<boolean> {
  let underWay: Promise<void> = Promise.resolve();
  for await (const rows of chunks) {
    await underWay;
    if (work.stop?.aborted) return false;
    const reached = rows.at(-1)?.offset ?? 0;
    work.onChunk?.(reached);
    underWay = sendChunk(work, rows).then(() => work.onSettled?.(reached));
    // Awaited with the next chunk; without this a failure before then would end the process.
    underWay.catch(() => undefined);
  }
  await underWay;
  return true;
}
