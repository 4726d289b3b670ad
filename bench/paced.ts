/**
 * Calls at a constant rate, whatever the server does: an open loop. A call's time begins when it was due, so what waits
 * because the server was slow before it counts as well (coordinated omission, as Gil Tene calls what leaves that out).
 */
import type { Range } from './check.js';
import { runGenerator } from './generator.js';
import type { LoadSettings } from './measure.js';
import { type ServerKind, startServer } from './servers.js';
import type { Shape } from './workload.js';

/** What the generator, which has a process of its own, is told. */
export interface PacedOptions extends LoadSettings {
  address: string;
  token: string;
  shape: Shape;
  /** Calls a second. */
  rate: number;
  warmingSeconds: number;
}

/** What it reports; times are milliseconds, without those of the warming. */
export interface PacedResult {
  /** Calls a second that were answered. */
  rate: number;
  p50: number;
  p99: number;
  /** The calls that were sent, all of which were answered. */
  range: Range;
}

export interface PacedMeasuring extends Omit<PacedOptions, 'address' | 'warmingSeconds'> {
  kind: ServerKind;
  url: string;
}

const warmingSeconds = 2;

/** Starts a server on the database, and sends it calls at the rate. */
export async function measurePaced({ kind, url, ...settings }: PacedMeasuring): Promise<PacedResult> {
  const server = await startServer(kind, url);
  try {
    const options: PacedOptions = { address: server.address, warmingSeconds, ...settings };
    return await runGenerator('./paced-load.ts', options);
  } finally {
    await server.stop();
  }
}
