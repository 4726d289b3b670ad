/**
 * Given to a server by `--import`: ends its threads from outside, as running out of memory would. SIGUSR2 ends the one
 * that reads, SIGHUP the one that writes.
 */
import { syncBuiltinESMExports } from 'node:module';
import threads from 'node:worker_threads';

if (threads.isMainThread) {
  /** @type {Map<string, threads.Worker>} */
  const running = new Map();
  threads.Worker = class extends threads.Worker {
    /**
     * @param {string | URL} url
     * @param {threads.WorkerOptions} [options]
     */
    constructor(url, options) {
      super(url, options);
      const purpose = options?.workerData?.purpose;
      if (purpose !== undefined) running.set(purpose, this);
    }
  };
  syncBuiltinESMExports();
  process.on('SIGUSR2', () => void running.get('read')?.terminate());
  process.on('SIGHUP', () => void running.get('write')?.terminate());
}

/** What a server is started with, so that it takes these signals. */
export const endingThreads = { NODE_OPTIONS: `--import ${import.meta.url}` };
