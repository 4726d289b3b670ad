/** A JSON number that JavaScript would round; its digits are kept as they were sent, written out. */
export class ExactNumber {
  // Private, so that it is no property that a schema could find unknown.
  readonly #digits: string;

  constructor(digits: string) {
    this.#digits = digits;
  }

  toString(): string {
    return this.#digits;
  }

  toJSON(): string {
    return this.#digits;
  }
}
