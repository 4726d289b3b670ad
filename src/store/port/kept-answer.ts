/** Answers that are kept for calls which their callers named by a key, so that one that is sent again does nothing twice. */

/** How such a call is known. */
export interface KeyedCall {
  /** A digest of the key and of its user: two users' keys are different ones. */
  key: string;
  /** A digest of what was sent. */
  fingerprint: string;
}

export interface KeptAnswer extends KeyedCall {
  /** The body of the answer, as it was sent. */
  answer: string;
  /** When it was given. */
  at: number;
}

export interface KeptAnswerQueries {
  /** What the call with this key was answered, however long ago. */
  keptAnswer(client: number, key: string): Promise<KeptAnswer | undefined>;
  /** Keys of at most so many answers that were given at this time or before, the oldest first. */
  keptAnswersThrough(client: number, through: number, limit: number): Promise<string[]>;
  /** When the newest answer was given that has so many newer ones; `undefined` where there are no more than these. */
  keptAnswerBehind(client: number, newer: number): Promise<number | undefined>;
}

export interface KeptAnswerTransaction {
  /** Keeps an answer, in the place of an earlier one to the same key. */
  keepAnswer(answer: KeptAnswer): Promise<void>;
  /** Forgets the answers to these keys, but for those that were given after `through`. */
  forgetAnswers(keys: string[], through: number): Promise<void>;
}
