/**
 * Calls at a constant rate, whatever the server does: an open loop. A call's time begins when it was due, so what waits
 * because the server was slow before it counts as well (coordinated omission, as Gil Tene calls what leaves that out).
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Range } from './check.js';
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
    const program = fileURLToPath(new URL('./paced-load.ts', import.meta.url));
    const child = spawn(process.execPath, ['--import', 'tsx', program, JSON.stringify(options)], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let output = '';
    child.stdout.on('data', (data) => {
      output += data;
    });
    const [code] = await once(child, 'close');
    if (code !== 0) throw new Error(`the load generator ended with ${code}`);
    return JSON.parse(output);
  } finally {
    await server.stop();
  }
}
