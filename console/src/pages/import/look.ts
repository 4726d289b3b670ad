import type { FromWorker, Look, ToWorker } from './messages.js';

/** A worker of its own: a page never waits for the reading of a file. */
export function startWorker(): Worker {
  return new Worker(new URL('./import-worker.ts', import.meta.url), { type: 'module' });
}

export function tell(worker: Worker, message: ToWorker): void {
  worker.postMessage(message);
}

/** The columns and first rows of a file. @throws Error whose message says what is wrong with the file */
export async function lookAt(file: File): Promise<Look> {
  const worker = startWorker();
  try {
    return await new Promise<Look>((resolve, reject) => {
      worker.addEventListener('message', ({ data }: MessageEvent<FromWorker>) => {
        if (data.kind === 'looked') resolve(data.look);
        else if (data.kind === 'failed') reject(new Error(data.message));
      });
      worker.addEventListener('error', ({ message }) => reject(new Error(message)));
      tell(worker, { kind: 'look', file });
    });
  } finally {
    worker.terminate();
  }
}
