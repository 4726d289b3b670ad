/** Reads server-sent events from a server of the tests, as a browser's EventSource would. */
import { EventParser, type ServerEvent } from '#linkwright/client/events.js';
import type { AnswerBody } from './answers.js';

export interface StreamedEvent<Data = AnswerBody> {
  id: string | undefined;
  event: string | undefined;
  /** What the event's data says as JSON. */
  data: Data;
}

/** A stream that is open. Its events grow as they come. */
export class EventReader<Data = AnswerBody> {
  readonly events: StreamedEvent<Data>[] = [];
  /** How many came that have an id and no data: signs that the server is there. */
  heartbeats = 0;
  /** What a reader would come back with. */
  lastId: string | undefined;
  /** Resolves when the stream has ended, with who ended it. */
  readonly ended: Promise<'by the server' | 'by the reader' | 'by a lost connection'>;
  private wake = () => {};

  constructor(
    readonly response: Response,
    private readonly aborting: AbortController,
  ) {
    this.ended = this.follow();
  }

  /** Waits for so many events, or until it is true of the stream. */
  async until(wanted: number | (() => boolean)): Promise<StreamedEvent<Data>[]> {
    const isEnough = typeof wanted === 'function' ? wanted : () => this.events.length >= wanted;
    while (!isEnough()) {
      await new Promise<void>((resolve) => {
        this.wake = resolve;
      });
    }
    return this.events;
  }

  close(): EventReader['ended'] {
    this.aborting.abort();
    return this.ended;
  }

  private read({ id, event, data }: ServerEvent): void {
    if (id !== undefined) this.lastId = id;
    if (data === undefined) this.heartbeats += 1;
    else this.events.push({ id, event, data: JSON.parse(data) });
    this.wake();
  }

  private async follow() {
    const parser = new EventParser();
    const decoder = new TextDecoder();
    try {
      for await (const bytes of this.response.body ?? []) {
        for (const event of parser.take(decoder.decode(bytes, { stream: true }))) this.read(event);
      }
      return 'by the server' as const;
    } catch {
      return this.aborting.signal.aborted ? ('by the reader' as const) : ('by a lost connection' as const);
    }
  }
}

/** Opens a stream of events. */
export async function openEvents<Data = AnswerBody>(
  server: { address: string },
  path: string,
  { token, headers = {} }: { token: string; headers?: Record<string, string> },
): Promise<EventReader<Data>> {
  const aborting = new AbortController();
  const response = await fetch(server.address + path, {
    headers: { Token: token, ...headers },
    signal: aborting.signal,
  });
  return new EventReader(response, aborting);
}
