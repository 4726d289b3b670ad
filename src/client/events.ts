/** One event of a stream of server-sent events. A beat has an id and no data. */
export interface ServerEvent {
  id: string | undefined;
  event: string | undefined;
  data: string | undefined;
}

function eventOf(block: string): ServerEvent {
  const event: ServerEvent = { id: undefined, event: undefined, data: undefined };
  for (const line of block.split('\n')) {
    const at = line.indexOf(':');
    const value = line.slice(at + 1).replace(/^ /, '');
    if (line.startsWith('id:')) event.id = value;
    else if (line.startsWith('event:')) event.event = value;
    else if (line.startsWith('data:'))
      event.data = event.data === undefined ? value : `${event.data}\n${value}`;
  }
  return event;
}

/** Waits for work, `undefined` where it takes too long. */
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
 * The events of a stream as they come. Ends where the server ends it, and where nothing came for `silence`
 * milliseconds. @throws what reading the stream throws
 */
export async function* readEvents(
  stream: ReadableStream<Uint8Array>,
  silence: number,
): AsyncGenerator<ServerEvent, void> {
  const reader = stream.getReader();
  const decoder = new TextDecoder();
  let text = '';
  try {
    for (;;) {
      const read = await within(silence, reader.read());
      if (read === undefined || read.done) return;
      text += decoder.decode(read.value, { stream: true });
      const blocks = text.split('\n\n');
      text = blocks.pop() ?? '';
      for (const block of blocks) yield eventOf(block);
    }
  } finally {
    // Whoever stops listening has no use for the rest, and not for how it ends either.
    reader.cancel().catch(() => undefined);
  }
}
