import { useDocumentVisibility } from '@mantine/hooks';
import { LinkwrightError } from 'linkwright/client';
import { useEffect, useRef } from 'react';

/** Milliseconds after which a server that could not be reached is asked again. */
const again = 5_000;

/** Whether the server refused, and would refuse again. */
function isRefusal(error: unknown): boolean {
  return (
    error instanceof LinkwrightError && error.status >= 400 && error.status < 500 && error.status !== 429
  );
}

/**
 * Follows a stream while the window is visible: `follow` reads it until its signal aborts, `each` gets what comes.
 * A browser has six connections to a server for all its windows together; hidden ones must not hold them. `key` names
 * what is followed: another key is another stream; an empty one is none.
 */
export function useFollow<Event>(
  key: string,
  follow: (signal: AbortSignal) => AsyncIterable<Event>,
  each: (event: Event) => void,
): void {
  const seen = useDocumentVisibility() === 'visible';
  const latest = useRef({ follow, each });
  latest.current = { follow, each };
  useEffect(() => {
    if (!seen || key === '') return;
    const ended = new AbortController();
    let waiting: ReturnType<typeof setTimeout> | undefined;
    const read = async () => {
      try {
        for await (const event of latest.current.follow(ended.signal)) latest.current.each(event);
      } catch (error) {
        // The failure is shown where the answers are missing.
        if (!ended.signal.aborted && !isRefusal(error)) waiting = setTimeout(read, again);
      }
    };
    read();
    return () => {
      ended.abort();
      clearTimeout(waiting);
    };
  }, [seen, key]);
}
