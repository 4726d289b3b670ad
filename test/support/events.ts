/** Reads server-sent events from a server of `startServer`, as a browser's EventSource would. */

/**
 * Opens a stream. `events` grows as they come: `{ id, event, data }`, `data` parsed; `until(count)` waits for
 * so many; `lastId` is what a reader would come back with; `ended` resolves when the server has ended it.
 */
export async function openEvents(server, path, { token, headers = {} }) {
  const aborting = new AbortController();
  const response = await fetch(server.address + path, {
    headers: { Token: token, ...headers },
    signal: aborting.signal,
  });
  const stream = { response, events: [], comments: 0, lastId: undefined };
  let wake = () => {};

  function read(block) {
    const fields = {};
    for (const line of block.split('\n')) {
      const at = line.indexOf(':');
      if (at === 0) stream.comments += 1;
      else fields[line.slice(0, at)] = line.slice(at + 1).replace(/^ /, '');
    }
    if (fields.id !== undefined) stream.lastId = fields.id;
    if (fields.data !== undefined) {
      stream.events.push({ id: fields.id, event: fields.event, data: JSON.parse(fields.data) });
    }
    wake();
  }

  async function follow() {
    let text = '';
    const decoder = new TextDecoder();
    try {
      for await (const bytes of response.body) {
        text += decoder.decode(bytes, { stream: true });
        const blocks = text.split('\n\n');
        text = blocks.pop();
        blocks.forEach(read);
      }
      return 'by the server';
    } catch {
      return aborting.signal.aborted ? 'by the reader' : 'by a lost connection';
    }
  }

  stream.ended = follow();
  stream.until = async (fulfilled) => {
    const enough = typeof fulfilled === 'function' ? fulfilled : () => stream.events.length >= fulfilled;
    while (!enough()) {
      await new Promise((resolve) => {
        wake = resolve;
      });
    }
    return stream.events;
  };
  stream.close = () => {
    aborting.abort();
    return stream.ended;
  };
  return stream;
}
