/** Who is served beside hostile calls, and how long they waited. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const pinger = fileURLToPath(new URL('./pinger.mjs', import.meta.url));

/** Milliseconds as the callers beside count them: the same in every process. */
export const now = () => performance.timeOrigin + performance.now();

/** Calls that took no longer are not kept. */
const short = 50;

/** The `Ping` and the writes of another client, from a process of its own. */
export class Beside {
  /** Calls that took longer than a moment, or were not answered with 200. */
  waits = [];
  /** How many calls of each kind there were. */
  calls = { ping: 0, write: 0 };

  /** @param pid the server's process, whose work tells a wait of its doing from one of a busy machine's */
  async start(address, token, pid) {
    this.child = fork(pinger, [address, token, String(pid)]);
    this.child.on('message', (call) => {
      if (call === 'ready') return;
      this.calls[call.kind] += 1;
      if (call.kind === 'ping') this.last = call;
      if (call.waited > short || call.status !== 200) this.waits.push(call);
    });
    await once(this.child, 'message');
    return this;
  }

  /** Waits until a ping that began after this call was answered. */
  async answered() {
    const from = now();
    while (!(this.last?.at >= from) && this.child.exitCode === null) await once(this.child, 'message');
  }

  /** What was under way between two moments. */
  between(kind, from, until) {
    return this.waits.filter((call) => call.kind === kind && call.at <= until && call.until >= from);
  }

  /** The longest wait between two moments, in milliseconds; 0, where nobody waited. */
  longest(kind, from = 0, until = now()) {
    return Math.max(0, ...this.between(kind, from, until).map(({ waited }) => waited));
  }

  /** The statuses of pings between two moments that were not served. */
  unserved(from = 0, until = now()) {
    return this.between('ping', from, until).flatMap(({ status }) => (status === 200 ? [] : [status]));
  }

  async stop() {
    if (this.child.exitCode !== null || !this.child.connected) return;
    this.child.disconnect();
    await once(this.child, 'exit');
  }
}
