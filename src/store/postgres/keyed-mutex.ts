/** Lets one piece of work of each key go on at a time, in the order in which they came. */
export class KeyedMutex<Key> {
  /** When the last that came releases it, by key. */
  private readonly last = new Map<Key, Promise<void>>();

  /** Runs the work when those of its key before it have released; it may `release` before it ends. */
  async run<Value>(key: Key, work: (release: () => void) => Promise<Value>): Promise<Value> {
    const before = this.last.get(key);
    let release = () => {};
    const own = new Promise<void>((resolve) => {
      release = resolve;
    });
    this.last.set(key, own);
    await before;
    try {
      return await work(release);
    } finally {
      release();
      if (this.last.get(key) === own) this.last.delete(key);
    }
  }
}
