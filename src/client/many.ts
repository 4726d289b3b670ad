/** Sends many entries in few calls. */
import type { WriteOptions } from './call.js';
import { LinkwrightError } from './error.js';
import { backoff, pause } from './pause.js';

export interface ManyOptions extends WriteOptions {
  /** Entries of one call; 1,000 by default, like the server's own limit. */
  sliceSize?: number | undefined;
  /**
   * Calls under way at once. With one, the default, an entry sees the effect of all before it. With more, an entry may
   * overtake another that is about the same records.
   */
  concurrency?: number | undefined;
}

export type Entries<Entry> = Iterable<Entry> | AsyncIterable<Entry>;

interface Refused {
  IsSuccessful: false;
  ErrorCode: string;
}

/** Sends the entries, given as the text of a JSON array, as one call. */
type Send<Answer> = (text: string) => Promise<(Answer | Refused)[]>;

const entriesOfCall = 1_000;

/** Bytes of one call's body, below the server's 10 MB. */
const bytesOfCall = 9_000_000;

/** The most bytes of UTF-8 that one character of a string takes. */
const bytesOfCharacter = 3;

/** How often entries are sent while the server has no room for them. */
const attempts = 10;

/** The entries' texts, in slices that fit into one call. */
async function* slicesOf(entries: Entries<unknown>, sliceSize: number): AsyncGenerator<string[]> {
  let slice: string[] = [];
  let bytes = 0;
  for await (const entry of entries) {
    const text = JSON.stringify(entry);
    const size = text.length * bytesOfCharacter + 1;
    if (slice.length > 0 && (slice.length >= sliceSize || bytes + size > bytesOfCall)) {
      yield slice;
      slice = [];
      bytes = 0;
    }
    slice.push(text);
    bytes += size;
  }
  if (slice.length > 0) yield slice;
}

function wasTurnedAway(answer: unknown): boolean {
  return (answer as Partial<Refused> | undefined)?.ErrorCode === 'unavailable';
}

/** Sends slices, in parts where the server accepts fewer entries at a time. */
class Sender<Answer> {
  private readonly send: Send<Answer>;
  private readonly signal: AbortSignal | undefined;
  private maxEntries = Number.POSITIVE_INFINITY;

  constructor(send: Send<Answer>, signal: AbortSignal | undefined) {
    this.send = send;
    this.signal = signal;
  }

  /** The answers in the order of the entries. */
  async answers(slice: string[]): Promise<(Answer | Refused)[]> {
    const answers: (Answer | Refused)[] = [];
    while (answers.length < slice.length) {
      const part = slice.slice(answers.length, answers.length + this.maxEntries);
      try {
        answers.push(...(await this.call(part)));
      } catch (error) {
        // The call did nothing. The server may be set to accept fewer entries.
        const tooMany = error instanceof LinkwrightError && error.code === 'invalid_request';
        if (!tooMany || part.length === 1) throw error;
        this.maxEntries = Math.ceil(part.length / 2);
      }
    }
    return answers;
  }

  /** One call; entries that the server had no room for are sent again, the others are not. */
  private async call(part: string[]): Promise<(Answer | Refused)[]> {
    const answers: (Answer | Refused)[] = [];
    let open = part.map((_, at) => at);
    for (let failures = 0; open.length > 0; failures++) {
      if (failures > 0) await pause(backoff(failures), this.signal);
      const given = await this.send(`[${open.map((at) => part[at]).join(',')}]`);
      for (const [at, index] of open.entries()) answers[index] = given[at] as Answer | Refused;
      open = failures + 1 < attempts ? open.filter((at) => wasTurnedAway(answers[at])) : [];
    }
    return answers;
  }
}

/**
 * Sends the entries in slices, and answers each, in their order, while the next slice is read and sent. It
 * holds no more of the entries than are under way.
 *
 * @throws LinkwrightError where a whole call fails; what was answered before has been done
 */
export async function* sendMany<Answer>(
  entries: Entries<unknown>,
  { sliceSize = entriesOfCall, concurrency = 1, signal }: ManyOptions,
  send: Send<Answer>,
): AsyncGenerator<Answer | Refused, void> {
  const sender = new Sender(send, signal);
  const underWay: Promise<(Answer | Refused)[]>[] = [];
  for await (const slice of slicesOf(entries, sliceSize)) {
    const done = underWay.length < concurrency ? [] : await (underWay.shift() as (typeof underWay)[number]);
    const answers = sender.answers(slice);
    // The promise is awaited in its turn; without this, an earlier failure would count as unhandled.
    answers.catch(() => undefined);
    underWay.push(answers);
    yield* done;
  }
  for (const answers of underWay) yield* await answers;
}

/** Sends all entries as one call, which takes all of them or none. @throws LinkwrightError */
export async function* sendTogether<Answer>(
  entries: Entries<unknown>,
  send: Send<Answer>,
): AsyncGenerator<Answer | Refused, void> {
  const texts: string[] = [];
  for await (const entry of entries) texts.push(JSON.stringify(entry));
  yield* await send(`[${texts.join(',')}]`);
}
