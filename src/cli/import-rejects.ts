/** The file of rejected rows. */
import { closeSync, openSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import type { RowFormat } from '../import/format.js';
import { type Header, type Rejection, rejectedRow, rejectsHeader } from '../import/rejects.js';
import type { Row } from '../import/rows.js';
import { CommandFailure } from './output.js';

export class Rejects {
  readonly path: string;
  private readonly format: RowFormat;
  private header: Header | undefined;
  private file: number | undefined;

  constructor(path: string, format: RowFormat) {
    this.path = path;
    this.format = format;
  }

  setHeader(columns: string[], text: string): void {
    this.header = { columns, text };
  }

  /** The row is written when this returns. @throws CommandFailure where it cannot be written */
  add(row: Row, rejection: Rejection): void {
    try {
      if (this.file === undefined) {
        this.file = openSync(this.path, 'w');
        if (this.header !== undefined) writeFileSync(this.file, rejectsHeader(this.header));
      }
      writeFileSync(this.file, rejectedRow(this.format, row, rejection, this.header));
    } catch (error) {
      throw new CommandFailure(
        `The rejected rows cannot be written to ${this.path} (${(error as NodeJS.ErrnoException).code}).`,
      );
    }
  }

  /** `finished` says that the import reached the end. If it rejected nothing, the file of an earlier one is removed. */
  async close(finished: boolean): Promise<void> {
    if (this.file !== undefined) closeSync(this.file);
    else if (finished) await rm(this.path, { force: true });
  }
}
