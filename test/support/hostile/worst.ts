/** The worst that others felt, for each kind of hostile call. */
import { longestWaits, type Waits } from './attack.js';
import { type BesideKind, besideKinds } from './beside.js';

/** The longest wait for one of those beside, and what was sent then. */
interface Felt {
  wait: number;
  where: string;
}

export class Worst {
  private readonly kinds = new Map<string, Record<BesideKind, Felt>>();
  private calls = 0;
  private memory = { peak: 0, operation: '' };

  add(
    { kind, operation, place }: { kind: string; operation: string; place: string },
    { waits }: { waits: Waits },
  ): void {
    this.calls += 1;
    const where = `${operation} ${place}`;
    const known = this.kinds.get(kind);
    if (known === undefined) {
      this.kinds.set(kind, { ping: { wait: waits.ping, where }, write: { wait: waits.write, where } });
      return;
    }
    for (const who of besideKinds) if (waits[who] > known[who].wait) known[who] = { wait: waits[who], where };
  }

  /** @param peak megabytes that the server took at most */
  addMemory(operation: string, peak: number): void {
    if (peak > this.memory.peak) this.memory = { peak, operation };
  }

  /** A table, the worst first; kinds for which nobody waited are counted. */
  toString(): string {
    const rows = [...this.kinds].sort(([, one], [, other]) => other.ping.wait - one.ping.wait);
    const felt = rows.filter(([, { ping, write }]) => ping.wait > 0 || write.wait > 0);
    const shown = ({ wait, where }: Felt) => (wait === 0 ? '-' : `${Math.round(wait)} ms (${where})`);
    return [
      `${this.calls} hostile calls of ${rows.length} kinds; another's Ping may wait ${longestWaits.ping} ms`,
      ...felt.map(
        ([kind, { ping, write }]) => `  ${kind.padEnd(52)} Ping ${shown(ping)}; a write ${shown(write)}`,
      ),
      `  ${rows.length - felt.length} kinds made nobody wait 50 ms; the server took at most ${this.memory.peak} MB (${this.memory.operation})`,
    ].join('\n');
  }
}
