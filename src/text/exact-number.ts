import { canonicalNumber } from './canonical-number.js';

/** A JSON number that JavaScript would round; it is kept as it was sent. */
export class ExactNumber {
  // Private, so that it is no property that a schema could find unknown.
  readonly #sent: string;

  constructor(sent: string) {
    this.#sent = sent;
  }

  /** Its digits written out; as it was sent where they would be more than a number may have. */
  toString(): string {
    return canonicalNumber(this.#sent) ?? this.#sent;
  }

  toJSON(): string {
    return this.toString();
  }
}
