/** Counts what takes long and holds something of the server: uploads, streams, bytes of bodies. */
import type { SignedInCaller } from '../access/callers.js';
import { type ErrorCode, Refusal } from '../contract/errors.js';

/** How many there may be in all, of one client, and of one user, so that no user has all of its client's. */
export interface QuotaLimits {
  inAll?: number;
  ofClient: number;
  ofUser: number;
}

export class Quota {
  private readonly taken = new Map<string, number>();
  private readonly code: ErrorCode;
  private readonly max: () => QuotaLimits;
  private readonly words: (max: number, whose: string) => string;

  /** `max` is asked each time; `words` say what is refused, with `code`: `whose` is '', ' of one client' or so. */
  constructor(code: ErrorCode, max: () => QuotaLimits, words: (max: number, whose: string) => string) {
    this.code = code;
    this.max = max;
    this.words = words;
  }

  /** Counts one more for a caller, or so many. Answers what ends that. @throws Refusal where there is no room */
  take({ client, user }: Pick<SignedInCaller, 'client' | 'user'>, amount = 1): () => void {
    const { inAll = Number.POSITIVE_INFINITY, ofClient, ofUser } = this.max();
    const wanted: [name: string, max: number, whose: string][] = [
      ['all', inAll, ''],
      [`${client}`, ofClient, ' of one client'],
      [`${client}:${user}`, ofUser, ' of one user'],
    ];
    for (const [name, max, whose] of wanted) {
      if ((this.taken.get(name) ?? 0) + amount > max) throw new Refusal(this.code, this.words(max, whose));
    }
    this.change(wanted, amount);
    return () => this.change(wanted, -amount);
  }

  private change(counts: [name: string, ...rest: unknown[]][], by: number): void {
    for (const [name] of counts) {
      const left = (this.taken.get(name) ?? 0) + by;
      if (left === 0) this.taken.delete(name);
      else this.taken.set(name, left);
    }
  }
}
