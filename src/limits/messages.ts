/** How much a message names, and how much it repeats of what was sent. */
export const messageLimits = {
  /** Records that an error message names as examples. */
  namedRecords: 3,
  /**
   * Records that a message names where a key is ambiguous; it may match more
   * (docs/reference/identification.md#ambiguous-keys).
   */
  namedMatches: 5,
  /** Users that an error message names as examples, and pairs of records. */
  namedUsers: 3,
  namedPairs: 3,
  /** Properties of one body that an error message names as wrong. */
  namedErrors: 20,
  /** Characters of what was sent that an error message repeats of one value. */
  quotedCharacters: 60,
  /**
   * Characters of the way to a property that an error names: what a message may quote
   * (docs/reference/errors.md#messages).
   */
  pointerCharacters: 200,
  /** Characters of a message about several properties: a bulk call's answers have a thousand of them. */
  messageCharacters: 2_000,
  /** Names that a message lists of those that are accepted. */
  namedNames: 20,
  /** Names that a misspelt one is compared with for a hint: a millisecond or two. */
  hintedNames: 1_000,
  /** The same for all entries of a bulk call: a tenth of a second at most. */
  hintedNamesOfCall: 20_000,
} as const;
