/** Runs an import: reads chunks of rows, sends each as one bulk call, and counts what came of it. */
import { stat } from 'node:fs/promises';
import { extname } from 'node:path';
import { ApiError } from '../client/client.js';
import type { RefusedEntry } from '../contract/bulk.js';
import { LineTooLong } from './import-lines.js';
import { bodyOf, type Mapping, requireColumns, requireProperties } from './import-mapping.js';
import { type Progress, startProgress } from './import-progress.js';
import { Rejects, rejectsPath } from './import-rejects.js';
import { BrokenHeader, type Row, type RowFormat, readRows } from './import-rows.js';
import { CommandFailure, print, UsageFailure } from './output.js';

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

class Import {
  private readonly options: ImportOptions;
  private readonly rejects: Rejects;
  readonly counts: ImportCounts = { read: 0, inserted: 0, updated: 0, rejected: 0 };

  constructor(options: ImportOptions, rejects: Rejects) {
    this.options = options;
    this.rejects = rejects;
  }

  async sendChunk(rows: Row[]): Promise<void> {
    const sound: Row[] = [];
    let bytes = 0;
    for (const row of rows) {
      this.counts.read++;
      if (row.values === undefined) {
        this.reject(row, 'invalid_row', row.broken ?? '');
        continue;
      }
      if (bytes + row.text.length > callBytes) {
        await this.sendSound(sound.splice(0));
        bytes = 0;
      }
      bytes += row.text.length;
      sound.push(row);
    }
    if (sound.length > 0) await this.sendSound(sound);
  }

  private async sendSound(rows: Row[]): Promise<void> {
    const bodies = rows.map((row) => bodyOf(this.options.mapping, row.values ?? {}));
    const answers = await this.options.send(bodies);
    rows.forEach((row, at) => {
      const answer = answers[at];
      if (answer === undefined) this.reject(row, 'no_answer', 'The server gave no answer for the row.');
      else if (!answer.IsSuccessful) this.reject(row, answer.ErrorCode, answer.Message);
      else if (isInsert(answer.Message)) this.counts.inserted++;
      else this.counts.updated++;
    });
  }

  private reject(row: Row, code: string, reason: string): void {
    this.counts.rejected++;
    this.rejects.add(row, code, reason);
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

/** @throws CommandFailure, UsageFailure */
export async function runImport(options: ImportOptions): Promise<void> {
  const { file, mapping, properties } = options;
  const format = formatOf(file);
  const { size } = await stat(file).catch((error: NodeJS.ErrnoException) => {
    throw new CommandFailure(`The file ${file} cannot be read (${error.code}).`);
  });
  const rejects = new Rejects(options.rejects ?? rejectsPath(file), format);
  await rejects.clear();
  const work = new Import(options, rejects);
  const chunks = readRows(file, format, (header, text) => {
    requireColumns(mapping, header);
    requireProperties(mapping, header, properties);
    rejects.setHeader(header, text);
  });
  const progress = startProgress(size);
  try {
    await run(work, chunks, progress);
  } catch (error) {
    throw failureOf(error, work.counts);
  } finally {
    progress.stop();
    await rejects.close();
  }
  const { read, inserted, updated, rejected } = work.counts;
  if (options.json) print(JSON.stringify(work.counts));
  else print(`Read ${read} rows: ${inserted} inserted, ${updated} updated, ${rejected} rejected.`);
  if (rejected > 0) throw new CommandFailure(`The rejected rows are in ${rejects.path}.`);
}
