/** Bounds how many pieces of work of one client are under way, so that one client cannot hold every connection. */
export class Turns {
  private readonly most: number;
  private readonly clients = new Map<number, { underWay: number; waiting: (() => void)[] }>();

  constructor(most: number) {
    this.most = most;
  }

  /** Runs the work when it is its turn; those of a client come in their order. */
  async run<Value>(client: number, work: () => Promise<Value>): Promise<Value> {
    const known = this.clients.get(client) ?? { underWay: 0, waiting: [] };
    this.clients.set(client, known);
    if (known.underWay >= this.most) await new Promise<void>((resolve) => known.waiting.push(resolve));
    else known.underWay++;
    try {
      return await work();
    } finally {
      const next = known.waiting.shift();
      if (next !== undefined) next();
      else if (--known.underWay === 0) this.clients.delete(client);
    }
  }
}
