/** Sends the rows of a file, chunk by chunk, and counts the results. */
import type { RefusedEntry } from '../client/index.js';
import { isInsert } from '../contract/upsert-message.js';
import type { ImportCounts } from './counts.js';
import { bodyOf, type Mapping } from './mapping.js';
import type { Rejection } from './rejects.js';
import type { Row } from './rows.js';

export type Body = Record<string, unknown>;
/** The result of a row. */
export type Answer = { IsSuccessful: true; Message: string } | RefusedEntry;
/** Sends a chunk of rows; the answers come in the order of the rows. */
export type Send = (bodies: Body[]) => AsyncIterable<Answer>;

export interface ImportWork {
  mapping: Mapping;
  send: Send;
  /** Called for each rejected row, in the order of the file. */
  onRejected(row: Row, rejection: Rejection): void;
  /** Called before a chunk is sent, with the byte that reading has reached; the chunk before is settled by then. */
  onChunk?(reached: number): void;
  /** Called with the byte up to which all rows are settled and counted. */
  onSettled?(settled: number): void;
  /** The counts, which change while the import runs. */
  counts: ImportCounts;
  /** Once it is aborted, no further chunk is sent; the one under way is still settled. */
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
 * Sends each chunk while the next is being read. A chunk is counted as a whole, once all of it is answered. A call that
 * failed on the way may have been carried out; sending its rows again does not do it twice. Answers whether all rows
 * were sent, rather than the import being stopped.
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
    // The promise is awaited with the next chunk; without this, an earlier failure would end the process.
    underWay.catch(() => undefined);
  }
  await underWay;
  return true;
}
