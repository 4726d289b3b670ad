/** The file of rejected rows. */
import { closeSync, existsSync, openSync, statSync, writeFileSync } from 'node:fs';
import { endingOf } from '../import/format.js';
import type { Rejection, RejectsForm } from '../import/rejects.js';
import { rejectsName } from '../import/rejects-name.js';
import type { Row } from '../import/row.js';
import { CommandFailure, UsageFailure } from './output.js';

/** How an import's rejected rows are kept. */
interface RejectsOptions {
  /** The file that is imported. */
  file: string;
  /** The file that was named for rejected rows, if one was. */
  rejects: string | undefined;
  dryRun: boolean;
}

/** Rejected rows of a dry run that are shown, where no file is named for them. */
const shownRows = 20;

/** A name beside the input that nothing has: `links.rejects.csv`, `links.rejects-2.csv` and so on. */
function freeName(file: string): string {
  const name = rejectsName(file);
  const ending = endingOf(name);
  const numbered = (number: number) => `${name.slice(0, name.length - ending.length)}-${number}${ending}`;
  let free = name;
  for (let number = 2; existsSync(free); number++) free = numbered(number);
  return free;
}

/** Nothing that is there is written over: a file that is named must be new, and the one beside the input gets a free name. */
export class Rejects {
  /** The file that holds the rows; a dry run has none that was not named. */
  readonly path: string | undefined;
  private readonly form: RejectsForm;
  private file: number | undefined;
  private shown = 0;

  /** @throws UsageFailure where the file that is named is there already */
  constructor({ file, rejects, dryRun }: RejectsOptions, form: RejectsForm) {
    this.form = form;
    const named = rejects === undefined ? undefined : statSync(rejects, { throwIfNoEntry: false });
    if (named?.isFile() || named?.isDirectory()) {
      throw new UsageFailure(`--rejects must name a file that is not there yet; '${rejects}' is.`);
    }
    this.path = rejects ?? (dryRun ? undefined : freeName(file));
  }

  /** The row is written when this returns. @throws CommandFailure where it cannot be written */
  add(row: Row, rejection: Rejection): void {
    if (this.path === undefined) {
      if (this.shown++ < shownRows) process.stderr.write(`Line ${row.line}: ${rejection.reason}\n`);
      return;
    }
    try {
      if (this.file === undefined) {
        this.file = this.open(this.path);
        writeFileSync(this.file, this.form.head);
      }
      writeFileSync(this.file, this.form.row(row, rejection));
    } catch (error) {
      throw new CommandFailure(
        `The rejected rows cannot be written to ${this.path} (${(error as NodeJS.ErrnoException).code}).`,
      );
    }
  }

  close(): void {
    if (this.file !== undefined) closeSync(this.file);
  }

  /** What is there can only be a device, which holds nothing. */
  private open(path: string): number {
    return openSync(path, existsSync(path) ? 'w' : 'wx');
  }
}
