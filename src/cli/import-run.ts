/** Runs an import: reads chunks of rows, sends each as one bulk call, and counts what came of it. */
import { realpath, stat } from 'node:fs/promises';
import { extname, resolve } from 'node:path';
import { ApiError } from '../client/client.js';
import type { RefusedEntry } from '../contract/bulk.js';
import { LineTooLong } from './import-lines.js';
import { bodyOf, type Mapping, requireColumns, requireProperties } from './import-mapping.js';
import { Rejects, rejectsPath } from './import-rejects.js';
import { BrokenHeader, type Row, type RowFormat, readRows } from './import-rows.js';
import { CommandFailure, print, UsageFailure } from './output.js';
import { type Progress, startProgress } from './progress.js';

type Body = Record<string, unknown>;
type Answer = { IsSuccessful: true; Message: string } | RefusedEntry;

export interface ImportOptions {
  file: string;
  mapping: Mapping;
  /** What a row may be mapped to. */
  properties: string[];
  rejects: string | undefined;
  json: boolean;
  /** Makes ready for a chunk, then sends it as one call; answers in its order. */
  send(bodies: Body[]): Promise<Answer[]>;
}

export interface ImportCounts {
  read: number;
  inserted: number;
  updated: number;
  rejected: number;
}

/** How often rows are sent that the server had no room for, and the pause between, which grows. */
const callAttempts = 10;
const pauseMilliseconds = 200;

/** A bulk call's body stays well below the server's limit. */
const callBytes = 4_000_000;

function formatOf(file: string): RowFormat {
  const ending = extname(file).toLowerCase();
  if (ending === '.csv') return 'csv';
  if (ending === '.ndjson' || ending === '.jsonl') return 'ndjson';
  throw new UsageFailure(`The file must end in .csv or .ndjson; '${file}' was given.`);
}

/** Bulk answers carry what was done in their first word (contract section 2). */
function isInsert(message: string): boolean {
  return message.startsWith('Inserted') || message.startsWith('Would insert');
}

interface Rejection {
  code: string;
  reason: string;
}

class Import {
  private readonly options: ImportOptions;
  private readonly rejects: Rejects;
  private callRows = Number.POSITIVE_INFINITY;
  readonly counts: ImportCounts = { read: 0, inserted: 0, updated: 0, rejected: 0 };

  constructor(options: ImportOptions, rejects: Rejects) {
    this.options = options;
    this.rejects = rejects;
  }

  /** Sends the rows that are sound, then notes those that were rejected, in their order. */
  async sendChunk(rows: Row[]): Promise<void> {
    const rejections = new Map<Row, Rejection>();
    let sound: Row[] = [];
    let bytes = 0;
    for (const row of rows) {
      if (row.values === undefined) {
        rejections.set(row, { code: 'invalid_row', reason: row.broken ?? '' });
        continue;
      }
      const size = Buffer.byteLength(row.text);
      if (sound.length > 0 && bytes + size > callBytes) {
        await this.send(sound, rejections);
        sound = [];
        bytes = 0;
      }
      bytes += size;
      sound.push(row);
    }
    await this.send(sound, rejections);
    this.counts.read += rows.length;
    this.counts.rejected += rejections.size;
    for (const [row, { code, reason }] of [...rejections].sort(([one], [other]) => one.line - other.line)) {
      this.rejects.add(row, code, reason);
    }
  }

  /** One call, or several where the server takes fewer rows at a time. */
  private async send(rows: Row[], rejections: Map<Row, Rejection>): Promise<void> {
    for (let from = 0; from < rows.length; ) {
      const slice = rows.slice(from, from + this.callRows);
      try {
        await this.sendCall(slice, rejections);
        from += slice.length;
      } catch (error) {
        const tooMany = error instanceof ApiError && error.code === 'invalid_request' && slice.length > 1;
        if (!tooMany) throw error;
        this.callRows = Math.ceil(slice.length / 2);
      }
    }
  }

  private async sendCall(rows: Row[], rejections: Map<Row, Rejection>): Promise<void> {
    let open = rows;
    for (let attempt = 1; open.length > 0; attempt++) {
      const bodies = open.map((row) => bodyOf(this.options.mapping, row.values ?? {}));
      const answers = await this.options.send(bodies);
      const turnedAway: Row[] = [];
      for (const [at, row] of open.entries()) {
        const answer = answers[at];
        if (answer === undefined) {
          rejections.set(row, { code: 'no_answer', reason: 'The server gave no answer for the row.' });
        } else if (answer.IsSuccessful) {
          if (isInsert(answer.Message)) this.counts.inserted++;
          else this.counts.updated++;
        } else if (answer.ErrorCode === 'unavailable' && attempt < callAttempts) turnedAway.push(row);
        else rejections.set(row, { code: answer.ErrorCode, reason: answer.Message });
      }
      open = turnedAway;
      if (open.length > 0) await new Promise((awake) => setTimeout(awake, attempt * pauseMilliseconds));
    }
  }
}

/** Sends a chunk while the next is being read. */
async function run(work: Import, chunks: AsyncGenerator<Row[]>, progress: Progress): Promise<void> {
  let underWay: Promise<void> = Promise.resolve();
  for await (const rows of chunks) {
    await underWay;
    progress.update(rows.at(-1)?.offset ?? 0, work.counts.read);
    underWay = work.sendChunk(rows);
    // Awaited with the next chunk; without this a failure before then would end the process.
    underWay.catch(() => undefined);
  }
  await underWay;
}

function failureOf(error: unknown, { read }: ImportCounts): unknown {
  if (error instanceof ApiError) {
    return new CommandFailure(
      `${error.message}\nThe import stopped after ${read} rows. Run it again: what is there already is not made twice.`,
    );
  }
  if (error instanceof BrokenHeader || error instanceof LineTooLong) return new CommandFailure(error.message);
  return error;
}

/** The file's size. @throws CommandFailure */
async function sizeOf(file: string): Promise<number> {
  const found = await stat(file).catch((error: NodeJS.ErrnoException) => {
    throw new CommandFailure(`The file ${file} cannot be read (${error.code}).`);
  });
  if (!found.isFile()) throw new CommandFailure(`${file} is not a file.`);
  return found.size;
}

/** @throws UsageFailure where the rejects would overwrite the input */
async function rejectsOf(file: string, given: string | undefined, format: RowFormat): Promise<Rejects> {
  const path = given ?? rejectsPath(file);
  const [input, output] = await Promise.all(
    [file, path].map((each) => realpath(each).catch(() => resolve(each))),
  );
  if (input === output)
    throw new UsageFailure(`--rejects must be another file than the input; '${path}' was given.`);
  return new Rejects(path, format);
}

/** @throws CommandFailure, UsageFailure */
export async function runImport(options: ImportOptions): Promise<void> {
  const { file, mapping, properties } = options;
  const format = formatOf(file);
  const size = await sizeOf(file);
  const rejects = await rejectsOf(file, options.rejects, format);
  const work = new Import(options, rejects);
  const chunks = readRows(file, format, (header, text) => {
    requireColumns(mapping, header);
    requireProperties(mapping, header, properties);
    rejects.setHeader(header, text);
  });
  const progress = startProgress(size);
  try {
    await run(work, chunks, progress);
    await rejects.close();
  } catch (error) {
    await rejects.close();
    throw failureOf(error, work.counts);
  } finally {
    progress.stop();
  }
  const { read, inserted, updated, rejected } = work.counts;
  if (options.json) print(JSON.stringify(work.counts));
  else print(`Read ${read} rows: ${inserted} inserted, ${updated} updated, ${rejected} rejected.`);
  if (rejected > 0) throw new CommandFailure(`The rejected rows are in ${rejects.path}.`);
}
