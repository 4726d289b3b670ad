/**
 * Given to a server by `--import`: ends its threads from outside, as running out of memory would. SIGUSR2 ends all
 * that read, SIGHUP the one that writes.
 */
import { syncBuiltinESMExports } from 'node:module';
import threads from 'node:worker_threads';

if (threads.isMainThread) {
  /** @type {Map<string, Set<threads.Worker>>} */
  const running = new Map();
  threads.Worker = class extends threads.Worker {
    /**
     * @param {string | URL} url
     * @param {threads.WorkerOptions} [options]
     */
    constructor(url, options) {
      super(url, options);
      const purpose = options?.workerData?.purpose;
      if (purpose === undefined) return;
      const known = running.get(purpose) ?? new Set();
      running.set(purpose, known.add(this));
      this.once('exit', () => known.delete(this));
    }
  };
  syncBuiltinESMExports();
  /** @param {string} purpose */
  const end = (purpose) => {
    for (const worker of running.get(purpose) ?? []) void worker.terminate();
  };
  process.on('SIGUSR2', () => end('read'));
  process.on('SIGHUP', () => end('write'));
}

/** What a server is started with, so that it takes these signals. */
export const endingThreads = { NODE_OPTIONS: `--import ${import.meta.url}` };
