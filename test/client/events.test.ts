/** How the typed client reads a stream of events: the same events, however its bytes come and its lines end. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readEvents, type ServerEvent } from '#linkwright/client/events.js';

const lineEnds = ['\n', '\r\n', '\r'];

const bytesOf = (text: string) => new TextEncoder().encode(text);

/** The events of bytes that come in pieces, parted where the cuts are. */
async function eventsOf(bytes: Uint8Array, cuts: number[]): Promise<ServerEvent[]> {
  const places = [0, ...cuts, bytes.length];
  const stream = new ReadableStream<Uint8Array>({
    start(controller) {
      for (const [at, end] of places.slice(1).entries()) controller.enqueue(bytes.slice(places[at], end));
      controller.close();
    },
  });
  const events: ServerEvent[] = [];
  for await (const event of readEvents(stream, 10_000)) events.push(event);
  return events;
}

interface Line {
  name: string;
  value: string;
  written: string;
}

const value = fc.string({ unit: 'binary' }).map((text) => text.replace(/[\r\n\0]/g, ''));

/** A line: a field of an event, a field that no event has, or a comment, whose name is empty. */
const line: fc.Arbitrary<Line> = fc.oneof(
  fc
    .record({
      name: fc.constantFrom('id', 'event', 'data', 'retry', 'Data', ' data', 'dataset', ''),
      value,
      isSpaced: fc.boolean(),
    })
    .map(({ name, value, isSpaced }) => ({
      name,
      value,
      written: `${name}:${isSpaced || value.startsWith(' ') ? ' ' : ''}${value}`,
    })),
  fc.constantFrom('id', 'event', 'data', 'retry').map((name) => ({ name, value: '', written: name })),
);

function eventOf(lines: Line[]): ServerEvent {
  const valuesOf = (wanted: string) => lines.filter(({ name }) => name === wanted).map(({ value }) => value);
  const data = valuesOf('data');
  return {
    id: valuesOf('id').at(-1),
    event: valuesOf('event').at(-1) || undefined,
    data: data.length === 0 ? undefined : data.join('\n'),
  };
}

describe('a stream of events', () => {
  test('is read the same however it is split, and with every line end', async () => {
    const stream = fc.record({
      blocks: fc.array(fc.array(line, { maxLength: 5 }), { maxLength: 5 }),
      lineEnd: fc.constantFrom(...lineEnds),
      mark: fc.constantFrom('', '\uFEFF'),
      cuts: fc.array(fc.nat({ max: 200 }), { maxLength: 20 }),
    });
    await fc.assert(
      fc.asyncProperty(stream, async ({ blocks, lineEnd, mark, cuts }) => {
        const lines = blocks.flatMap((block) => [...block.map(({ written }) => written), '']);
        const bytes = bytesOf(mark + lines.map((each) => each + lineEnd).join(''));
        const places = cuts.map((cut) => Math.min(cut, bytes.length)).sort((a, b) => a - b);
        const expected = blocks.map(eventOf).filter(({ id, data }) => id !== undefined || data !== undefined);
        expect(await eventsOf(bytes, places)).toEqual(expected);
      }),
      { numRuns: 500 },
    );
  });

  test.each(lineEnds)(
    'of few bytes is read the same in each way to split them: lines end with %j',
    async (lineEnd) => {
      const bytes = bytesOf(['id:é', 'data', '', ''].join(lineEnd));
      const inner = Array.from({ length: bytes.length - 1 }, (_, at) => at + 1);
      for (let ways = 0; ways < 2 ** inner.length; ways++) {
        const cuts = inner.filter((_, at) => (ways >> at) & 1);
        expect(await eventsOf(bytes, cuts), String(cuts)).toEqual([{ id: 'é', event: undefined, data: '' }]);
      }
    },
  );

  test('may end each line in another way', async () => {
    const text = ': at 7\rid: 7\r\n\n' + 'data: one\rdata: two\n\r' + 'event: change\r\ndata:\r\r\n';
    expect(await eventsOf(bytesOf(text), [])).toEqual([
      { id: '7', event: undefined, data: undefined },
      { id: undefined, event: undefined, data: 'one\ntwo' },
      { id: undefined, event: 'change', data: '' },
    ]);
  });

  test('has no event that has not ended, and no id that cannot be sent back', async () => {
    expect(await eventsOf(bytesOf('id: 1\0\ndata: whole\n\nid: 2\ndata: half'), [])).toEqual([
      { id: undefined, event: undefined, data: 'whole' },
    ]);
  });
});

test('an event is given when it has ended, before anything comes after it', async () => {
  for (const lineEnd of lineEnds) {
    const stream = new ReadableStream<Uint8Array>({
      start(controller) {
        controller.enqueue(bytesOf(`data: now${lineEnd}${lineEnd}`));
      },
    });
    const { value } = await readEvents(stream, 10_000).next();
    expect(value).toMatchObject({ data: 'now' });
  }
});
