/** One event of a stream of server-sent events. A heartbeat has an id and no data. */
export interface ServerEvent {
  id: string | undefined;
  event: string | undefined;
  data: string | undefined;
}

/**
 * Reads the events of a stream's text, in whatever pieces it comes, as the HTML standard says. We use no library, since
 * libraries hide the id of an event without data, from which a reader continues after a lost connection.
 */
export class EventParser {
  /** The part of an unfinished line that has come so far. */
  private begun = '';
  /** Whether the last piece ended with a carriage return, whose line feed may still come. */
  private isReturned = false;
  private event: Partial<ServerEvent> = {};

  /** The events that end in this piece. */
  *take(piece: string): Generator<ServerEvent, void> {
    if (piece === '') return;
    const text = this.isReturned && piece.startsWith('\n') ? piece.slice(1) : piece;
    this.isReturned = piece.endsWith('\r');
    const [first = '', ...others] = text.split(/\r\n|\n|\r/);
    const lines = [this.begun + first, ...others];
    this.begun = lines.pop() ?? '';
    for (const line of lines) {
      if (line !== '') this.takeLine(line);
      else {
        const { id, event, data } = this.event;
        this.event = {};
        if (id !== undefined || data !== undefined) yield { id, event, data };
      }
    }
  }

  private takeLine(line: string): void {
    const [, name = '', value = ''] = /^([^:]*)(?:: ?(.*))?$/s.exec(line) ?? [];
    if (name === 'id' && !value.includes('\0')) this.event.id = value;
    else if (name === 'event') this.event.event = value || undefined;
    else if (name === 'data') {
      const { data } = this.event;
      this.event.data = data === undefined ? value : `${data}\n${value}`;
    }
  }
}

/** The result of the work, or `undefined` where it takes too long. */
async function within<Value>(milliseconds: number, work: Promise<Value>): Promise<Value | undefined> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const tooLong = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), milliseconds);
  });
  try {
    return await Promise.race([work, tooLong]);
  } finally {
    clearTimeout(timer);
  }
}

/**
 * The events of a stream as they come. It ends where the server ends it, or where nothing came for `silence`
 * milliseconds. @throws what reading the stream throws
 */
export async function* readEvents(
  stream: ReadableStream<Uint8Array>,
  silence: number,
): AsyncGenerator<ServerEvent, void> {
  const reader = stream.getReader();
  const decoder = new TextDecoder();
  const parser = new EventParser();
  try {
    for (;;) {
      const read = await within(silence, reader.read());
      if (read === undefined || read.done) return;
      yield* parser.take(decoder.decode(read.value, { stream: true }));
    }
  } finally {
    // Whoever stops listening needs neither the rest nor an error that ends it.
    reader.cancel().catch(() => undefined);
  }
}
