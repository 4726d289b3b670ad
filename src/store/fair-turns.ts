/** Turns at what is scarce: the hashing of passwords, the reading thread of SQLite. */
import { Refusal } from '../contract/errors.js';

/** How much work goes on at once, and how much may wait, for how many milliseconds. */
export interface TurnLimits {
  atOnce: number;
  waiting: number;
  waitMilliseconds: number;
}

/** Who asks for a turn: those who share a name share their turns. */
export interface Asker {
  name: string;
  /** Whether there is reason to believe that it is who it says: it then comes before those of whom nothing is known. */
  known?: boolean;
}

interface Waiting {
  start(): void;
  turnAway(): void;
}

type Lane = Map<string, Waiting[]>;

/**
 * Costly work, a few pieces at once. What waits is taken by turns, one of each asker, however many another has
 * waiting; where too much waits, the newest of whoever has most is turned away. So who floods waits for itself.
 */
export class FairTurns {
  private readonly limits: TurnLimits;
  private running = 0;
  private waiting = 0;
  /** What waits by asker, who is next in front: those that are known, then the others. */
  private readonly lanes: [Lane, Lane] = [new Map(), new Map()];

  constructor(limits: TurnLimits) {
    this.limits = limits;
  }

  /** Pieces of work that go on, and that wait for their turn. */
  get unfinished(): number {
    return this.running + this.waiting;
  }

  /** Does the work when its turn has come. @throws Refusal `unavailable` where it does not come in time */
  async run<Value>(asker: Asker, work: () => Promise<Value>): Promise<Value> {
    if (this.running >= this.limits.atOnce) await this.turn(asker);
    else this.running += 1;
    try {
      return await work();
    } finally {
      this.running -= 1;
      this.startNext();
    }
  }

  private turn({ name, known = false }: Asker): Promise<void> {
    const lane = this.lanes[known ? 0 : 1];
    return new Promise((resolve, reject) => {
      const leave = () => {
        clearTimeout(timer);
        this.waiting -= 1;
      };
      const waiting: Waiting = {
        start: () => {
          leave();
          this.running += 1;
          resolve();
        },
        turnAway: () => {
          leave();
          reject(new Refusal('unavailable'));
        },
      };
      const timer = setTimeout(() => {
        const own = lane.get(name) ?? [];
        own.splice(own.indexOf(waiting), 1);
        if (own.length === 0) lane.delete(name);
        waiting.turnAway();
      }, this.limits.waitMilliseconds).unref();
      const own = lane.get(name);
      if (own === undefined) lane.set(name, [waiting]);
      else own.push(waiting);
      this.waiting += 1;
      if (this.waiting > this.limits.waiting) this.turnOneAway();
    });
  }

  private startNext(): void {
    const lane = this.lanes.find(({ size }) => size > 0);
    const [name, own] = lane?.entries().next().value ?? ['', []];
    const next = own.shift();
    if (lane === undefined || next === undefined) return;
    // The asker goes behind the others, until its turn comes again.
    lane.delete(name);
    if (own.length > 0) lane.set(name, own);
    next.start();
  }

  /** The newest of whoever has most waiting: of those that are not known, while there are any. */
  private turnOneAway(): void {
    const lane = this.lanes.findLast(({ size }) => size > 0);
    let [busiest, own]: [string, Waiting[]] = ['', []];
    for (const [name, waiting] of lane ?? [])
      if (waiting.length >= own.length) [busiest, own] = [name, waiting];
    const newest = own.pop();
    if (own.length === 0) lane?.delete(busiest);
    newest?.turnAway();
  }
}
