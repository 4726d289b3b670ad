import type { FromWorker, Look, Reading, Recognized, ToWorker } from './messages.js';

/** A worker of its own: a page never waits for the reading of a file. */
export function startWorker(): Worker {
  return new Worker(new URL('./import-worker.ts', import.meta.url), { type: 'module' });
}

export function tell(worker: Worker, message: ToWorker): void {
  worker.postMessage(message);
}

/** What was seen of a file. */
export interface Looked {
  recognized?: Recognized;
  look?: Look;
  /** What is wrong with the file, or with how it is read. */
  fault?: string;
}

/** Looks at a file's columns and first rows, read as is said; what nobody has said is recognized. */
export async function lookAt(file: File, reading: Reading): Promise<Looked> {
  const worker = startWorker();
  const looked: Looked = {};
  try {
    await new Promise<void>((resolve) => {
      const end = (more: Looked) => {
        Object.assign(looked, more);
        resolve();
      };
      worker.addEventListener('message', ({ data }: MessageEvent<FromWorker>) => {
        if (data.kind === 'recognized') looked.recognized = data.recognized;
        else if (data.kind === 'looked') end({ look: data.look });
        else if (data.kind === 'failed') end({ fault: data.message });
      });
      worker.addEventListener('error', ({ message }) => end({ fault: message }));
      tell(worker, { kind: 'look', file, reading });
    });
    return looked;
  } finally {
    worker.terminate();
  }
}
