/** Runs an import from a file: shows its progress, and reports the result. */
import { createReadStream } from 'node:fs';
import { realpath, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { LinkwrightError } from '../client/index.js';
import { type ImportCounts, noCounts } from '../import/counts.js';
import { formatOf, type RowFormat } from '../import/format.js';
import { LineTooLong } from '../import/lines.js';
import { type Mapping, requireFit } from '../import/mapping.js';
import { rejectsName } from '../import/rejects-name.js';
import { BrokenHeader, readRows } from '../import/rows.js';
import { runImport as run, type Send } from '../import/run.js';
import { sayingFaults } from './import-mapping.js';
import { Rejects } from './import-rejects.js';
import { CommandFailure, print, UsageFailure } from './output.js';
import { startProgress } from './progress.js';

const bytesAtOnce = 1 << 18;

export interface ImportOptions {
  file: string;
  mapping: Mapping;
  /** The properties that a column may be mapped to. */
  properties: string[];
  rejects: string | undefined;
  json: boolean;
  send: Send;
}

function requireFormat(file: string): RowFormat {
  const format = formatOf(file);
  if (format !== undefined) return format;
  throw new UsageFailure(`The file must end in .csv or .ndjson; '${file}' was given.`);
}

function failureOf(error: unknown, { read }: ImportCounts): unknown {
  if (error instanceof LinkwrightError || error instanceof CommandFailure) {
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
  const path = given ?? rejectsName(file);
  const [input, output] = await Promise.all(
    [file, path].map((each) => realpath(each).catch(() => resolve(each))),
  );
  if (input === output)
    throw new UsageFailure(`--rejects must be another file than the input; '${path}' was given.`);
  return new Rejects(path, format);
}

/** Imports the file, and prints the counts at the end. @throws CommandFailure, UsageFailure */
export async function runImport({
  file,
  mapping,
  properties,
  send,
  ...options
}: ImportOptions): Promise<void> {
  const format = requireFormat(file);
  const size = await sizeOf(file);
  const rejects = await rejectsOf(file, options.rejects, format);
  const counts = noCounts();
  const chunks = readRows({
    file: createReadStream(file, { highWaterMark: bytesAtOnce }),
    format,
    onHeader: (header, text) => {
      sayingFaults(() => requireFit(mapping, header, properties));
      rejects.setHeader(header, text);
    },
  });
  const progress = startProgress(size);
  try {
    const onRejected = rejects.add.bind(rejects);
    const onChunk = (reached: number) => progress.update(reached, counts.read);
    await run({ mapping, send, counts, onRejected, onChunk }, chunks);
    await rejects.close(true);
  } catch (error) {
    await rejects.close(false);
    throw failureOf(error, counts);
  } finally {
    progress.stop();
  }
  const { read, inserted, updated, rejected } = counts;
  if (options.json) print(JSON.stringify(counts));
  else print(`Read ${read} rows: ${inserted} inserted, ${updated} updated, ${rejected} rejected.`);
  if (rejected > 0) throw new CommandFailure(`The rejected rows are in ${rejects.path}.`);
}
