/** Who is served beside hostile calls, and how long they waited. */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const pinger = fileURLToPath(new URL('./pinger.mjs', import.meta.url));

/** Milliseconds as the callers beside count them: the same in every process. */
export const now = () => performance.timeOrigin + performance.now();

/** Who is beside: who sends `Ping`, and who writes. */
export const besideKinds = ['ping', 'write'] as const;
export type BesideKind = (typeof besideKinds)[number];

/** A call of one of them. */
interface BesideCall {
  kind: BesideKind;
  /** When it was under way. */
  at: number;
  until: number;
  /** Milliseconds of it that are the server's doing. */
  waited: number;
  status: number;
}

/** Milliseconds; calls that took no longer are not kept. */
const short = 50;

/** The `Ping` and the writes of another client, from a process of its own. */
export class Beside {
  /** Calls that took longer than a moment, or were not answered with 200. */
  private readonly waits: BesideCall[] = [];
  private last: BesideCall | undefined;

  constructor(private readonly child: ChildProcess) {
    child.on('message', (call: 'ready' | BesideCall) => {
      if (call === 'ready') return;
      if (call.kind === 'ping') this.last = call;
      if (call.waited > short || call.status !== 200) this.waits.push(call);
    });
  }

  /** Waits until a ping that began after this call was answered. */
  async answered(): Promise<void> {
    const from = now();
    while ((this.last === undefined || this.last.at < from) && this.child.exitCode === null)
      await once(this.child, 'message');
  }

  /** What was under way between two moments. */
  private between(kind: BesideKind, from: number, until: number): BesideCall[] {
    return this.waits.filter((call) => call.kind === kind && call.at <= until && call.until >= from);
  }

  /** The longest wait between two moments, in milliseconds; 0, where nobody waited. */
  longest(kind: BesideKind, from: number, until: number): number {
    return Math.max(0, ...this.between(kind, from, until).map(({ waited }) => waited));
  }

  /** The statuses of pings between two moments that were not served. */
  unserved(from: number, until: number): number[] {
    return this.between('ping', from, until).flatMap(({ status }) => (status === 200 ? [] : [status]));
  }

  async stop(): Promise<void> {
    if (this.child.exitCode !== null || !this.child.connected) return;
    this.child.disconnect();
    await once(this.child, 'exit');
  }
}

/** @param pid the server's process, whose work tells the waits that it caused from those of a busy machine */
export async function startBeside(address: string, token: string, pid: number | undefined): Promise<Beside> {
  const child = fork(pinger, [address, token, String(pid)]);
  const beside = new Beside(child);
  await once(child, 'message');
  return beside;
}
