/** Readers of server-sent events that do not read. */
import { connect } from 'node:net';
import Fastify from 'fastify';
import { afterEach, describe, expect, test } from 'vitest';
import { Connections } from '#linkwright/http/connections.js';
import { EventStreams } from '#linkwright/http/event-streams.js';
import { limits } from '#linkwright/limits/limits.js';

const changed = Object.fromEntries(Object.entries(limits));
afterEach(() => Object.assign(limits, changed));

/** A server whose stream never ends by itself, and a reader that has not taken anything yet. */
async function start() {
  const streams = new EventStreams();
  const made = { texts: 0, ended: false };
  async function* texts(signal: AbortSignal) {
    try {
      while (!signal.aborted) {
        made.texts += 1;
        yield 'x'.repeat(1_000_000);
      }
    } finally {
      made.ended = true;
    }
  }
  const server = Fastify({ forceCloseConnections: 'idle' });
  new Connections(server.server, { connections: 10, connectionsOfAddress: 10, isProxy: () => false });
  server.get('/', async (_request, reply) => streams.send({ client: 1, user: 1 }, reply, texts));
  const address = await server.listen({ host: '127.0.0.1', port: 0 });
  const reader = connect(Number(new URL(address).port), '127.0.0.1');
  reader.pause();
  reader.on('error', () => undefined);
  reader.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n');
  return { streams, server, reader, made };
}

/** Waits until nothing more is made, and answers how much was. */
async function settled(made: { texts: number }) {
  for (let before = -1; before !== made.texts; ) {
    before = made.texts;
    await new Promise((resolve) => setTimeout(resolve, 300));
  }
  return made.texts;
}

describe('a reader that takes nothing', () => {
  test('is waited for, and gets the rest when it reads again', async () => {
    const { streams, server, reader, made } = await start();
    await expect.poll(() => made.texts).toBeGreaterThan(1);
    const before = await settled(made);
    expect(before).toBeLessThan(50);
    reader.resume();
    await expect.poll(() => made.texts).toBeGreaterThan(before + 50);
    reader.destroy();
    await expect.poll(() => made.ended).toBe(true);
    streams.close();
    await server.close();
  });

  test('does not keep the server from closing', async () => {
    const { streams, server, made } = await start();
    await expect.poll(() => made.texts).toBeGreaterThan(1);
    await settled(made);
    Object.assign(limits, { streamCloseMilliseconds: 100 });
    streams.close();
    await server.close();
    await expect.poll(() => made.ended).toBe(true);
  });

  test('loses its stream after a while', async () => {
    Object.assign(limits, { answerStallMilliseconds: 500, connectionSweepMilliseconds: 50 });
    const { streams, server, made } = await start();
    await expect.poll(() => made.ended).toBe(true);
    streams.close();
    await server.close();
  });
});
