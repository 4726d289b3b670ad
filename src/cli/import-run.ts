/** Runs an import: reads chunks of rows, sends each as one bulk call, and counts what came of it. */
import { realpath, stat } from 'node:fs/promises';
import { extname, resolve } from 'node:path';
import { LinkwrightError, type RefusedEntry } from '../client/index.js';
import { LineTooLong } from './import-lines.js';
import { bodyOf, type Mapping, requireColumns, requireProperties } from './import-mapping.js';
import { Rejects, rejectsPath } from './import-rejects.js';
import { BrokenHeader, type Row, type RowFormat, readRows } from './import-rows.js';
import { CommandFailure, print, UsageFailure } from './output.js';
import { type Progress, startProgress } from './progress.js';

export type Body = Record<string, unknown>;
/** What came of a row. */
export type Answer = { IsSuccessful: true; Message: string } | RefusedEntry;

export interface ImportOptions {
  file: string;
  mapping: Mapping;
  /** What a row may be mapped to. */
  properties: string[];
  rejects: string | undefined;
  json: boolean;
  /** Sends a chunk of rows; answers in its order. */
  send(bodies: Body[]): AsyncIterable<Answer>;
}

export interface ImportCounts {
  read: number;
  inserted: number;
  updated: number;
  rejected: number;
}

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
  readonly counts: ImportCounts = { read: 0, inserted: 0, updated: 0, rejected: 0 };

  constructor(options: ImportOptions, rejects: Rejects) {
    this.options = options;
    this.rejects = rejects;
  }

  /** Sends the rows that are sound, then notes those that were rejected, in their order. */
  async sendChunk(rows: Row[]): Promise<void> {
    const { mapping, send } = this.options;
    const rejections = new Map<Row, Rejection>();
    for (const row of rows) {
      if (row.values === undefined) rejections.set(row, { code: 'invalid_row', reason: row.broken ?? '' });
    }
    const sound = rows.filter((row) => row.values !== undefined);
    const answers = send(sound.map((row) => bodyOf(mapping, row.values ?? {})));
    let at = 0;
    for await (const answer of answers) this.settle(sound[at++] as Row, answer, rejections);
    this.counts.read += rows.length;
    this.counts.rejected += rejections.size;
    for (const row of rows) {
      const rejection = rejections.get(row);
      if (rejection !== undefined) this.rejects.add(row, rejection.code, rejection.reason);
    }
  }

  private settle(row: Row, answer: Answer, rejections: Map<Row, Rejection>): void {
    if (!answer.IsSuccessful) rejections.set(row, { code: answer.ErrorCode, reason: answer.Message });
    else if (isInsert(answer.Message)) this.counts.inserted++;
    else this.counts.updated++;
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
  if (error instanceof LinkwrightError) {
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
