/** The file of rejected rows. */
import { createWriteStream, type WriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import type { RowFormat } from '../import/format.js';
import { type Header, type Rejection, rejectedRow, rejectsHeader } from '../import/rejects.js';
import type { Row } from '../import/rows.js';

export class Rejects {
  readonly path: string;
  private readonly format: RowFormat;
  private header: Header | undefined;
  private stream: WriteStream | undefined;

  constructor(path: string, format: RowFormat) {
    this.path = path;
    this.format = format;
  }

  setHeader(columns: string[], text: string): void {
    this.header = { columns, text };
  }

  add(row: Row, rejection: Rejection): void {
    if (this.stream === undefined) {
      this.stream = createWriteStream(this.path);
      if (this.header !== undefined) this.stream.write(rejectsHeader(this.header));
    }
    this.stream.write(rejectedRow(this.format, row, rejection, this.header));
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
}
