/** Why an import cannot begin, or cannot go on. */

/** The file cannot be read as it is meant to be: nothing of it was sent. */
export class UnreadableFile extends Error {}

/** Reading had to stop: what stands behind this place may be no rows. Those in front of it are whole. */
export class ReadingStopped extends Error {
  readonly line: number;

  constructor(line: number, why: string) {
    super(`Line ${line}: ${why}`);
    this.line = line;
  }
}
