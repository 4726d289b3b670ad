/** The worst that others felt, for each kind of hostile call. */
import { longestWaits } from './attack.js';

export class Worst {
  kinds = new Map();
  calls = 0;
  memory = { most: 0 };

  /** @param became what `attack` answers */
  add({ kind, operation, place }, { waits }) {
    this.calls += 1;
    const known = this.kinds.get(kind) ?? {};
    for (const [who, wait] of Object.entries(waits)) {
      if (wait > (known[who]?.wait ?? -1)) known[who] = { wait, where: `${operation} ${place}` };
    }
    this.kinds.set(kind, known);
  }

  /** @param most megabytes that the server took at most */
  addMemory(operation, most) {
    if (most > this.memory.most) this.memory = { most, operation };
  }

  /** A table, the worst first; kinds for which nobody waited are counted. */
  toString() {
    const rows = [...this.kinds].sort(([, one], [, other]) => other.ping.wait - one.ping.wait);
    const felt = rows.filter(([, { ping, write }]) => ping.wait > 0 || write.wait > 0);
    const shown = ({ wait, where }) => (wait === 0 ? '-' : `${Math.round(wait)} ms (${where})`);
    return [
      `${this.calls} hostile calls of ${rows.length} kinds; another's Ping may wait ${longestWaits.ping} ms`,
      ...felt.map(
        ([kind, { ping, write }]) => `  ${kind.padEnd(52)} Ping ${shown(ping)}; a write ${shown(write)}`,
      ),
      `  ${rows.length - felt.length} kinds made nobody wait 50 ms; the server took at most ${this.memory.most} MB (${this.memory.operation})`,
    ].join('\n');
  }
}
