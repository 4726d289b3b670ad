const firstPauseMilliseconds = 200;
const longestPauseMilliseconds = 5_000;

/** Milliseconds to wait after `failures` failed attempts: longer each time, and random, so that callers spread out. */
export function backoff(failures: number): number {
  const longest = Math.min(firstPauseMilliseconds * 2 ** failures, longestPauseMilliseconds);
  return longest * (0.5 + Math.random() / 2);
}

/** Waits. @throws the signal's reason, as soon as it is aborted */
export function pause(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const abort = () => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', abort);
      resolve();
    }, milliseconds);
    if (signal?.aborted) abort();
    else signal?.addEventListener('abort', abort, { once: true });
  });
}
