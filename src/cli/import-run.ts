/** Runs an import from a file: shows its progress, and reports the result. */
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { LinkwrightError } from '../client/index.js';
import { type ImportCounts, noCounts } from '../import/counts.js';
import { formatEndings, formatOf, type RowFormat } from '../import/format.js';
import { type Body, type Mapping, requireFit, wantedColumns } from '../import/mapping.js';
import { type GivenForms, rowReader } from '../import/reading.js';
import { type OpenedChunks, openRows, type RowSource } from '../import/rows.js';
import { runImport as run, type Send } from '../import/run.js';
import { ReadingStopped, UnreadableFile } from '../import/stopped.js';
import type { Property } from '../import/values.js';
import { sayingFaults } from './import-mapping.js';
import { Rejects } from './import-rejects.js';
import { CommandFailure, print, UsageFailure } from './output.js';
import { startProgress } from './progress.js';

const bytesAtOnce = 1 << 18;

export interface ImportOptions {
  file: string;
  /** How the file is to be read, where that is said. */
  reading: Pick<RowSource, 'encoding' | 'delimiter' | 'sheet'>;
  mapping: Mapping;
  /** The properties that a column may be mapped to. */
  properties: string[];
  /** How dates and numbers are written in the file, where that is said. */
  forms: GivenForms;
  propertyOf(name: string): Property;
  /** What a row says of its record or link, without what finds it. */
  contentOf(body: Body): unknown;
  /** The file for rejected rows, where one is named. */
  rejects: string | undefined;
  dryRun: boolean;
  json: boolean;
  send: Send;
}

function requireFormat(file: string): RowFormat {
  const format = formatOf(file);
  if (format !== undefined) return format;
  throw new UsageFailure(`The file must end in ${formatEndings.join(', ')}; '${file}' was given.`);
}

function failureOf(error: unknown, { read }: ImportCounts): unknown {
  if (error instanceof LinkwrightError || error instanceof CommandFailure) {
    return new CommandFailure(
      `${error.message}\nThe import stopped after ${read} rows. Run it again: what is there already is not made twice.`,
    );
  }
  return error instanceof UnreadableFile ? new CommandFailure(error.message) : error;
}

/** The file's size. @throws CommandFailure */
async function sizeOf(file: string): Promise<number> {
  const found = await stat(file).catch((error: NodeJS.ErrnoException) => {
    throw new CommandFailure(`The file ${file} cannot be read (${error.code}).`);
  });
  if (!found.isFile()) throw new CommandFailure(`${file} is not a file.`);
  return found.size;
}

/** Opens the file, and requires the mapping to fit it. @throws UsageFailure, CommandFailure */
async function open({ file, reading, mapping, properties }: ImportOptions): Promise<OpenedChunks> {
  const source = {
    ...reading,
    file: createReadStream(file, { highWaterMark: bytesAtOnce }),
    format: requireFormat(file),
    wanted: wantedColumns(mapping, properties),
  };
  const opened = await openRows(source).catch((error: unknown) => {
    throw failureOf(error, noCounts());
  });
  const { columns } = opened;
  if (columns !== undefined) sayingFaults(() => requireFit(mapping, columns, properties));
  return opened;
}

/** Says how the rows fared, as the last line of stdout. */
function printCounts(counts: ImportCounts, json: boolean): void {
  const { read, inserted, updated, rejected, overwritten } = counts;
  if (json) {
    print(JSON.stringify(counts));
    return;
  }
  if (overwritten > 0)
    print(`${overwritten} of those updated changed what an earlier row of the file had done.`);
  print(`Read ${read} rows: ${inserted} inserted, ${updated} updated, ${rejected} rejected.`);
}

/** Imports the file, and prints the counts at the end. @throws CommandFailure, UsageFailure */
export async function runImport(options: ImportOptions): Promise<void> {
  const { file, mapping, send, json } = options;
  requireFormat(file);
  const size = await sizeOf(file);
  const opened = await open(options);
  const rejects = new Rejects(options, opened.rejects);
  const counts = noCounts();
  const progress = startProgress(size);
  const messages: string[] = [];
  try {
    const onRejected = rejects.add.bind(rejects);
    const onChunk = (reached: number) => progress.update(reached, counts.read);
    const read = rowReader(opened, mapping, options.propertyOf, options.forms);
    const { contentOf } = options;
    await run({ read, send, contentOf, counts, onRejected, onChunk }, opened.chunks);
  } catch (error) {
    if (!(error instanceof ReadingStopped)) throw failureOf(error, counts);
    messages.push(
      `${error.message} Correct it, and run the import again: what is there already is not made twice.`,
    );
  } finally {
    rejects.close();
    progress.stop();
  }
  printCounts(counts, json);
  if (counts.rejected > 0 && rejects.path !== undefined)
    messages.push(`The rejected rows are in ${rejects.path}.`);
  else if (counts.rejected > 0) messages.push('--rejects FILE names a file for the rejected rows.');
  if (messages.length > 0) throw new CommandFailure(messages.join('\n'));
}
