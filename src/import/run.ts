/** Sends the rows of a file, chunk by chunk, and counts the results. */
import type { RefusedEntry } from '../client/index.js';
import { isInsert } from '../contract/upsert-message.js';
import { shortened } from '../text/quoted.js';
import type { ImportCounts } from './counts.js';
import type { Body } from './mapping.js';
import { Overwriting } from './overwriting.js';
import { Rejection } from './rejects.js';
import type { Row } from './row.js';

/** The result of a row. */
export type Answer =
  | { IsSuccessful: true; Message: string; RecordID: number | null; RelationshipID?: number | null }
  | RefusedEntry;
/** Sends a chunk of rows; the answers come in the order of the rows. */
export type Send = (bodies: Body[]) => AsyncIterable<Answer>;

export interface ImportWork {
  /** The body of a row's call, or why the row is not sent. */
  read(row: Row): Body | Rejection;
  send: Send;
  /** What a row says of its record or link, without what finds it. */
  contentOf(body: Body): unknown;
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

/** Why a row was refused, with the records that may have been meant. */
function reasonOf({ Message, Candidates = [] }: RefusedEntry): string {
  if (Candidates.length === 0) return Message;
  const named = Candidates.map(({ RecordID, Key }) => `'${shortened(Key)}' (${RecordID})`);
  return `${Message} Perhaps meant: ${named.join(', ')}.`;
}

/** Sends the rows that are sound, then notes those that were rejected, in their order. */
async function sendChunk(
  { read, send, contentOf, counts, onRejected }: ImportWork,
  rows: Row[],
  overwriting: Overwriting,
): Promise<void> {
  const rejections = new Map<Row, Rejection>();
  const sound: Row[] = [];
  const bodies: Body[] = [];
  for (const row of rows) {
    const body = read(row);
    if (body instanceof Rejection) rejections.set(row, body);
    else {
      sound.push(row);
      bodies.push(body);
    }
  }
  const done = { inserted: 0, updated: 0, overwritten: 0 };
  let at = 0;
  for await (const answer of send(bodies)) {
    const body = bodies[at] as Body;
    const row = sound[at++] as Row;
    if (!answer.IsSuccessful) {
      rejections.set(row, new Rejection(answer.ErrorCode, reasonOf(answer)));
      continue;
    }
    done[isInsert(answer) ? 'inserted' : 'updated']++;
    // A dry run has no id for what it would insert.
    if (answer.RecordID === null) continue;
    const content = [answer.RelationshipID, contentOf(body)];
    if (overwriting.note(answer.RecordID, content)) done.overwritten++;
  }
  counts.read += rows.length;
  counts.inserted += done.inserted;
  counts.updated += done.updated;
  counts.overwritten += done.overwritten;
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
  const overwriting = new Overwriting();
  let underWay: Promise<void> = Promise.resolve();
  try {
    for await (const rows of chunks) {
      await underWay;
      if (work.stop?.aborted) return false;
      const reached = rows.at(-1)?.offset ?? 0;
      work.onChunk?.(reached);
      underWay = sendChunk(work, rows, overwriting).then(() => work.onSettled?.(reached));
      // The promise is awaited with the next chunk; without this, an earlier failure would end the process.
      underWay.catch(() => undefined);
    }
  } finally {
    // Rows in front of the place where reading stopped are settled before that is said.
    await underWay;
  }
  return true;
}
