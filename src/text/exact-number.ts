import { canonicalNumber } from './canonical-number.js';

/** A JSON number that JavaScript would round; it is kept as it was sent. */
export class ExactNumber {
  // The field is private, so that no schema finds it an unknown property.
  readonly #sent: string;

  constructor(sent: string) {
    this.#sent = sent;
  }

  /** Its digits written out, or the number as it was sent where it would have more digits than a number may have. */
  toString(): string {
    return canonicalNumber(this.#sent) ?? this.#sent;
  }

  toJSON(): string {
    return this.toString();
  }
}
