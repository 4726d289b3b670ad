/** The file of rejected rows: each as it came, with line, code and reason. */
import { createWriteStream, type WriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { extname } from 'node:path';
import { stringify } from 'csv-stringify/sync';
import type { Row, RowFormat } from './import-rows.js';

/** Beside the input: `links.rejects.csv` for `links.csv`. */
export function rejectsPath(file: string): string {
  const ending = extname(file);
  return `${file.slice(0, file.length - ending.length)}.rejects${ending}`;
}

export class Rejects {
  readonly path: string;
  private readonly format: RowFormat;
  private header: { columns: number; text: string } | undefined;
  private stream: WriteStream | undefined;

  constructor(path: string, format: RowFormat) {
    this.path = path;
    this.format = format;
  }

  setHeader(columns: string[], text: string): void {
    this.header = { columns: columns.length, text };
  }

  add(row: Row, code: string, reason: string): void {
    if (this.stream === undefined) {
      this.stream = createWriteStream(this.path);
      if (this.header !== undefined) this.stream.write(`${this.header.text},line,code,reason\n`);
    }
    this.stream.write(this.format === 'csv' ? this.csv(row, code, reason) : ndjson(row, code, reason));
  }

  /** Where nothing was rejected, what an earlier import left is gone. */
  async close(): Promise<void> {
    const { stream } = this;
    if (stream === undefined) {
      if (this.header !== undefined || this.format === 'ndjson') await rm(this.path, { force: true });
      return;
    }
    await new Promise<void>((resolve, reject) => {
      stream.once('error', reject);
      stream.end(resolve);
    });
  }

  private csv({ line, text, values }: Row, code: string, reason: string): string {
    const end = stringify([[line, code, reason]]);
    if (values !== undefined) return `${text},${end}`;
    // A broken row cannot stand as it is among others; it goes into the first column whole.
    const cells = [text, ...Array.from({ length: (this.header?.columns ?? 1) - 1 }, () => '')];
    return stringify([[...cells, line, code, reason]]);
  }
}

function ndjson({ line, text, values }: Row, code: string, reason: string): string {
  const head = JSON.stringify({ line, code, reason }).slice(0, -1);
  return `${head},"row":${values === undefined ? JSON.stringify(text) : text}}\n`;
}
