/**
 * Lets the work of each client take turns: at most one piece holds, or waits for, the client's lock. So a
 * server that stalls has one transaction in the way of the others, not several one after the other.
 */
export class Turns {
  /** The end of the last turn that was taken, by client. */
  private readonly last = new Map<number, Promise<void>>();

  /** Runs the work when it is its turn. It may pass the turn on before it ends. */
  async run<Value>(client: number, work: (passOn: () => void) => Promise<Value>): Promise<Value> {
    const before = this.last.get(client);
    let passOn = () => {};
    const own = new Promise<void>((resolve) => {
      passOn = resolve;
    });
    this.last.set(client, own);
    await before;
    try {
      return await work(passOn);
    } finally {
      passOn();
      if (this.last.get(client) === own) this.last.delete(client);
    }
  }
}
